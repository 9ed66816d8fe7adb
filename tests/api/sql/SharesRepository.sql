-- insert
INSERT INTO design_share (id,brand_id,design_id,revision,variant_id,scene_hash,expires_at,created_at) VALUES ($…) RETURNING design_share.id, design_share.brand_id, design_share.design_id, design_share.revision, design_share.variant_id, design_share.scene_hash, design_share.expires_at, design_share.revoked_at, design_share.created_at;

-- working
SELECT COUNT(*) AS "_count$_all" FROM (SELECT design_share.id FROM design_share WHERE (design_share.brand_id = $ AND design_share.design_id = $ AND design_share.revoked_at IS NULL AND design_share.expires_at > $) OFFSET $) AS sub;

-- list
SELECT design_share.id, design_share.brand_id, design_share.design_id, design_share.revision, design_share.variant_id, design_share.scene_hash, design_share.expires_at, design_share.revoked_at, design_share.created_at FROM design_share WHERE (design_share.brand_id = $ AND design_share.design_id = $) ORDER BY design_share.id DESC LIMIT $ OFFSET $;

-- get
-- not called here

-- revoke
SELECT design_share.id FROM design_share LEFT JOIN design_revision AS j0 ON (j0.brand_id,j0.design_id,j0.revision) = (design_share.brand_id,design_share.design_id,design_share.revision) WHERE (design_share.brand_id = $ AND design_share.id = $ AND (1=1 AND (j0.brand_id IS NOT NULL AND j0.design_id IS NOT NULL AND j0.revision IS NOT NULL))) LIMIT $ OFFSET $;
UPDATE design_share SET revoked_at = $ WHERE (design_share.brand_id = $ AND design_share.id = $ AND design_share.revoked_at IS NULL);
