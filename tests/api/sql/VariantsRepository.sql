-- all
SELECT variant.id, variant.brand_id, variant.product_id, variant.sku, variant.name, variant.options, variant.substrate, variant.sides, variant.position FROM variant WHERE (variant.brand_id = $ AND variant.product_id = $) ORDER BY variant.position ASC, variant.id ASC OFFSET $;

-- page
SELECT variant.id, variant.brand_id, variant.product_id, variant.sku, variant.name, variant.options, variant.substrate, variant.sides, variant.position FROM variant WHERE (variant.brand_id = $ AND variant.product_id = $) ORDER BY variant.position ASC, variant.id ASC LIMIT $ OFFSET $;

-- takenElsewhere
SELECT sku FROM variant WHERE brand_id = $::uuid AND product_id <> $::uuid AND sku = ANY($);

-- replace
DELETE FROM variant WHERE brand_id = $::uuid AND product_id = $::uuid AND id = ANY($::uuid[]);
INSERT INTO variant (brand_id, product_id, id, sku, name, options, substrate, sides, position) SELECT $::uuid, $::uuid, id, sku, name, options, substrate, sides, position FROM jsonb_to_recordset($::jsonb) AS row(id uuid, sku text, name text, options jsonb, substrate text, sides jsonb, position int);
