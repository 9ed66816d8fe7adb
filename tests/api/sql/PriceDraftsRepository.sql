-- insert
INSERT INTO price_draft (id,brand_id,product_id,name,based_on,rules,revision,created_at,updated_at) VALUES ($…) RETURNING price_draft.id, price_draft.brand_id, price_draft.product_id, price_draft.name, price_draft.based_on, price_draft.rules, price_draft.revision, price_draft.published_version, price_draft.publish_at, price_draft.publish_fault, price_draft.created_at, price_draft.updated_at;

-- list
SELECT price_draft.id, price_draft.brand_id, price_draft.product_id, price_draft.name, price_draft.based_on, price_draft.rules, price_draft.revision, price_draft.published_version, price_draft.publish_at, price_draft.publish_fault, price_draft.created_at, price_draft.updated_at FROM price_draft WHERE (price_draft.brand_id = $ AND price_draft.product_id = $) ORDER BY price_draft.id DESC LIMIT $ OFFSET $;

-- get
-- not called here

-- find
SELECT price_draft.id, price_draft.brand_id, price_draft.product_id, price_draft.name, price_draft.based_on, price_draft.rules, price_draft.revision, price_draft.published_version, price_draft.publish_at, price_draft.publish_fault, price_draft.created_at, price_draft.updated_at FROM price_draft WHERE (price_draft.brand_id = $ AND price_draft.id = $) LIMIT $ OFFSET $;

-- save
UPDATE price_draft SET name = $, publish_fault = $, rules = $, revision = (price_draft.revision + $), updated_at = $ WHERE (price_draft.brand_id = $ AND price_draft.id = $ AND price_draft.revision = $ AND price_draft.published_version IS NULL AND price_draft.publish_at IS NULL);

-- delete
DELETE FROM price_draft WHERE (price_draft.brand_id = $ AND price_draft.id = $);

-- books
SELECT price_book.id, price_book.brand_id, price_book.product_id, price_book.version, price_book.book, price_book.created_at FROM price_book WHERE (price_book.brand_id = $ AND price_book.product_id = $) ORDER BY price_book.version DESC LIMIT $ OFFSET $;

-- book
SELECT price_book.id, price_book.brand_id, price_book.product_id, price_book.version, price_book.book, price_book.created_at FROM price_book WHERE (price_book.brand_id = $ AND price_book.product_id = $ AND price_book.version = $) LIMIT $ OFFSET $;
