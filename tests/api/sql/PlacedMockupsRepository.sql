-- find
-- not called here

-- insert
-- not called here

-- kindOf
SELECT placed_mockup.brand_id, placed_mockup.spec, placed_mockup.map_hash FROM placed_mockup WHERE (placed_mockup.brand_id = $ AND (placed_mockup.base_hash = $ OR placed_mockup.shade_hash = $ OR placed_mockup.map_hash = $)) LIMIT $ OFFSET $;
