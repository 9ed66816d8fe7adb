-- insert
INSERT INTO asset (id,brand_id,hash,file_name,bytes,facts,proxy_hash,thumb_hash,shopper_id,created_at) VALUES ($…) ON CONFLICT DO NOTHING;

-- byHash
SELECT asset.id, asset.brand_id, asset.hash, asset.file_name, asset.bytes, asset.facts, asset.proxy_hash, asset.thumb_hash, asset.shopper_id, asset.created_at FROM asset WHERE (asset.brand_id = $ AND asset.hash = $) LIMIT $ OFFSET $;

-- byHashes
-- not called here

-- byId
SELECT asset.id, asset.brand_id, asset.hash, asset.file_name, asset.bytes, asset.facts, asset.proxy_hash, asset.thumb_hash, asset.shopper_id, asset.created_at FROM asset WHERE (asset.brand_id = $ AND asset.id = $) LIMIT $ OFFSET $;

-- lock
SELECT 1 FROM asset WHERE brand_id = $::uuid AND id = $::uuid FOR UPDATE;

-- delete
DELETE FROM asset WHERE (asset.brand_id = $ AND asset.id = $);
