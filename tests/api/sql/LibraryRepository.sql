-- list
SELECT asset.id, asset.brand_id, asset.hash, asset.file_name, asset.bytes, asset.facts, asset.proxy_hash, asset.thumb_hash, asset.shopper_id, asset.created_at FROM asset WHERE (asset.id IN ($…) AND asset.brand_id IN ($…)) OFFSET $;
SELECT library_item.id, library_item.brand_id, library_item.kind, library_item.name, library_item.folder, library_item.tags, library_item.licence, library_item.licence_ends_at, library_item.asset_id, library_item.hash, library_item.content, library_item.bytes, library_item.revision, library_item.archived_at, library_item.created_at, library_item.updated_at FROM library_item WHERE library_item.brand_id = $ ORDER BY library_item.id DESC LIMIT $ OFFSET $;

-- labels
SELECT COUNT(*) AS "_count$_all", library_item.folder FROM library_item WHERE (library_item.brand_id = $ AND library_item.folder <> $) GROUP BY library_item.folder ORDER BY library_item.folder ASC OFFSET $;
SELECT tag AS name, count(*)::int AS items FROM library_item, unnest(tags) AS tag WHERE brand_id = $::uuid GROUP BY tag ORDER BY tag;

-- usage
SELECT SUM(bytes) AS "_sum$bytes", COUNT(*) AS "_count$_all" FROM (SELECT library_item.bytes, library_item.id FROM library_item WHERE library_item.brand_id = $ OFFSET $) AS sub;

-- lock
-- not called here

-- insert
INSERT INTO library_item (id,brand_id,kind,name,folder,tags,content,bytes,revision,created_at,updated_at) VALUES ($…) RETURNING library_item.id, library_item.brand_id, library_item.kind, library_item.name, library_item.folder, library_item.tags, library_item.licence, library_item.licence_ends_at, library_item.asset_id, library_item.hash, library_item.content, library_item.bytes, library_item.revision, library_item.archived_at, library_item.created_at, library_item.updated_at;

-- get
SELECT asset.id, asset.brand_id, asset.hash, asset.file_name, asset.bytes, asset.facts, asset.proxy_hash, asset.thumb_hash, asset.shopper_id, asset.created_at FROM asset WHERE (asset.id IN ($…) AND asset.brand_id IN ($…)) OFFSET $;
SELECT library_item.id, library_item.brand_id, library_item.kind, library_item.name, library_item.folder, library_item.tags, library_item.licence, library_item.licence_ends_at, library_item.asset_id, library_item.hash, library_item.content, library_item.bytes, library_item.revision, library_item.archived_at, library_item.created_at, library_item.updated_at FROM library_item WHERE (library_item.brand_id = $ AND library_item.id = $) LIMIT $ OFFSET $;

-- byHashes
SELECT asset.id, asset.brand_id, asset.hash, asset.file_name, asset.bytes, asset.facts, asset.proxy_hash, asset.thumb_hash, asset.shopper_id, asset.created_at FROM asset WHERE (asset.id IN (NULL) AND asset.brand_id IN (NULL)) OFFSET $;
SELECT library_item.id, library_item.brand_id, library_item.kind, library_item.name, library_item.folder, library_item.tags, library_item.licence, library_item.licence_ends_at, library_item.asset_id, library_item.hash, library_item.content, library_item.bytes, library_item.revision, library_item.archived_at, library_item.created_at, library_item.updated_at FROM library_item WHERE (library_item.brand_id = $ AND library_item.hash IN ($…)) OFFSET $;

-- save
UPDATE library_item SET archived_at = $, revision = (library_item.revision + $), updated_at = $ WHERE (library_item.brand_id = $ AND library_item.id = $ AND library_item.revision = $);
UPDATE library_item SET name = $, folder = $, licence = $, licence_ends_at = $, tags = $, revision = (library_item.revision + $), updated_at = $ WHERE (library_item.brand_id = $ AND library_item.id = $ AND library_item.revision = $);

-- delete
DELETE FROM library_item WHERE (library_item.brand_id = $ AND library_item.id = $);
