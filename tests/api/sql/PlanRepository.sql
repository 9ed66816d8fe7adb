-- uses
SELECT (SELECT count(*) FROM auth.member WHERE brand_id = $)::int + (SELECT count(*) FROM auth.invitation WHERE brand_id = $ AND status = 'pending' AND expires_at > $)::int AS seats;
SELECT COUNT(*) AS "_count$_all" FROM (SELECT print_file.id FROM print_file WHERE (print_file.brand_id = $ AND print_file.created_at >= $) OFFSET $) AS sub;
SELECT calls FROM auth.api_use WHERE brand_id = $ AND month = $::date;

-- storageBytes
SELECT SUM(bytes) AS "_sum$bytes" FROM (SELECT asset.bytes FROM asset WHERE asset.brand_id = $ OFFSET $) AS sub;
SELECT SUM(bytes) AS "_sum$bytes" FROM (SELECT library_item.bytes FROM library_item WHERE (library_item.brand_id = $ AND library_item.asset_id IS NULL) OFFSET $) AS sub;
SELECT SUM(bytes) AS "_sum$bytes" FROM (SELECT render.bytes FROM render WHERE render.brand_id = $ OFFSET $) AS sub;

-- alerts
-- not called here

-- note
-- not called here

-- forget
-- not called here
