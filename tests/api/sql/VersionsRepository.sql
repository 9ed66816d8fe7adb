-- list
SELECT product_version.brand_id, product_version.product_id, product_version.version, product_version.hash, product_version.revision, product_version.actor, product_version.created_at FROM product_version WHERE (product_version.brand_id = $ AND product_version.product_id = $) ORDER BY product_version.version DESC LIMIT $ OFFSET $;

-- find
SELECT product_version.brand_id, product_version.product_id, product_version.version, product_version.hash, product_version.revision, product_version.actor, product_version.created_at FROM product_version WHERE (product_version.brand_id = $ AND product_version.product_id = $ AND product_version.version = $) LIMIT $ OFFSET $;

-- byHash
SELECT product_version.brand_id, product_version.product_id, product_version.version FROM product_version WHERE (product_version.brand_id = $ AND product_version.hash = $) ORDER BY product_version.version ASC LIMIT $ OFFSET $;

-- content
SELECT product_version.brand_id, product_version.product_id, product_version.version, product_version.content FROM product_version WHERE (product_version.brand_id = $ AND product_version.product_id = $ AND product_version.version = $) LIMIT $ OFFSET $;

-- insert
INSERT INTO product_version (brand_id,product_id,version,content,summary,hash,revision,actor,created_at) VALUES ($…) RETURNING product_version.brand_id, product_version.product_id, product_version.version, product_version.hash, product_version.revision, product_version.actor, product_version.created_at;

-- goLive
UPDATE product SET published_version = $, published_revision = $, scheduled_version = $, scheduled_at = $, updated_at = $ WHERE (product.brand_id = $ AND product.id = $);

-- schedule
UPDATE product SET scheduled_version = $, scheduled_at = $, updated_at = $ WHERE (product.brand_id = $ AND product.id = $);

-- priceBook
SELECT price_book.id, price_book.book FROM price_book WHERE (price_book.brand_id = $ AND price_book.product_id = $) ORDER BY price_book.version DESC LIMIT $ OFFSET $;

-- addPriceBook
INSERT INTO price_book (id,brand_id,product_id,version,book,created_at) VALUES ($…) ON CONFLICT DO NOTHING;
