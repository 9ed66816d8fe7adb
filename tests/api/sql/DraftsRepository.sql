-- list
SELECT product.id, product.slug, product.name, product.image_url, product.revision, product.published_version, product.published_revision, product.scheduled_version, product.scheduled_at, product.archived_at, product.updated_at, COALESCE(aggr_selection_0_Variant._aggr_count_variants, 0) AS _aggr_count_variants FROM product LEFT JOIN (SELECT variant.brand_id, variant.product_id, COUNT(*) AS _aggr_count_variants FROM variant WHERE 1=1 GROUP BY variant.brand_id, variant.product_id) AS aggr_selection_0_Variant ON (product.brand_id = aggr_selection_0_Variant.brand_id AND product.id = aggr_selection_0_Variant.product_id) WHERE product.brand_id = $ ORDER BY product.id DESC LIMIT $ OFFSET $;

-- entry
SELECT product.id, product.slug, product.name, product.image_url, product.revision, product.published_version, product.published_revision, product.scheduled_version, product.scheduled_at, product.archived_at, product.updated_at, COALESCE(aggr_selection_0_Variant._aggr_count_variants, 0) AS _aggr_count_variants FROM product LEFT JOIN (SELECT variant.brand_id, variant.product_id, COUNT(*) AS _aggr_count_variants FROM variant WHERE 1=1 GROUP BY variant.brand_id, variant.product_id) AS aggr_selection_0_Variant ON (product.brand_id = aggr_selection_0_Variant.brand_id AND product.id = aggr_selection_0_Variant.product_id) WHERE (product.brand_id = $ AND product.id = $) LIMIT $ OFFSET $;

-- get
SELECT product.id, product.slug, product.name, product.image_url, product.revision, product.published_version, product.published_revision, product.scheduled_version, product.scheduled_at, product.archived_at, product.updated_at, product.draft, COALESCE(aggr_selection_0_Variant._aggr_count_variants, 0) AS _aggr_count_variants FROM product LEFT JOIN (SELECT variant.brand_id, variant.product_id, COUNT(*) AS _aggr_count_variants FROM variant WHERE 1=1 GROUP BY variant.brand_id, variant.product_id) AS aggr_selection_0_Variant ON (product.brand_id = aggr_selection_0_Variant.brand_id AND product.id = aggr_selection_0_Variant.product_id) WHERE (product.brand_id = $ AND product.id = $) LIMIT $ OFFSET $;

-- findBySlug
SELECT product.id FROM product WHERE (product.brand_id = $ AND product.slug = $) LIMIT $ OFFSET $;

-- insert
INSERT INTO product (id,brand_id,slug,name,description,image_url,draft,revision,created_at,updated_at) VALUES ($…) RETURNING product.id, product.brand_id, product.slug, product.name, product.description, product.image_url, product.published_version, product.published_revision, product.draft, product.revision, product.scheduled_version, product.scheduled_at, product.archived_at, product.created_at, product.updated_at;

-- bump
UPDATE product SET revision = (product.revision + $), updated_at = $ WHERE (product.brand_id = $ AND product.id = $ AND product.revision = $ AND product.archived_at IS NULL);

-- hold
UPDATE product SET revision = $ WHERE (product.brand_id = $ AND product.id = $ AND product.revision = $ AND product.archived_at IS NULL);

-- put
UPDATE product SET slug = $, name = $, description = $, image_url = $, draft = $ WHERE (product.brand_id = $ AND product.id = $);

-- setArchived
-- not called here
