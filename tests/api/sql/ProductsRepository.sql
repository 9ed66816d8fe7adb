-- list
SELECT product.id, product.name, product.slug, product.image_url, product.published_version FROM product WHERE (product.brand_id = $ AND product.published_version IS NOT NULL AND product.archived_at IS NULL) ORDER BY product.id ASC LIMIT $ OFFSET $;
SELECT product_version.brand_id, product_version.product_id, product_version.version, product_version.summary FROM product_version WHERE (product_version.brand_id = $ AND ((product_version.product_id = $ AND product_version.version = $) OR (product_version.product_id = $ AND product_version.version = $) OR (product_version.product_id = $ AND product_version.version = $))) OFFSET $;

-- published
SELECT product.id, product.published_version, product.archived_at FROM product WHERE (product.brand_id = $ AND product.id = $) LIMIT $ OFFSET $;

-- version
SELECT product_version.brand_id, product_version.product_id, product_version.version, product_version.content, product_version.summary, product_version.hash, product_version.revision, product_version.actor, product_version.created_at FROM product_version WHERE (product_version.brand_id = $ AND product_version.product_id = $ AND product_version.version = $) LIMIT $ OFFSET $;
