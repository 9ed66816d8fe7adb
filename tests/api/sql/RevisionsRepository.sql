-- keep
INSERT INTO design_revision (brand_id, design_id, revision, document, document_hash, saved_at) SELECT brand_id, id, revision, document, document_hash, updated_at FROM design WHERE brand_id = $::uuid AND id = $::uuid AND revision = $ ON CONFLICT DO NOTHING;

-- thin
-- not called here

-- list
SELECT design_revision.brand_id, design_revision.design_id, design_revision.revision, design_revision.document_hash, design_revision.saved_at FROM design_revision WHERE (design_revision.brand_id = $ AND design_revision.design_id = $ AND design_revision.revision < $) ORDER BY design_revision.revision DESC LIMIT $ OFFSET $;

-- get
SELECT design_revision.brand_id, design_revision.design_id, design_revision.revision, design_revision.document_hash, design_revision.saved_at, design_revision.document FROM design_revision WHERE (design_revision.brand_id = $ AND design_revision.design_id = $ AND design_revision.revision = $) LIMIT $ OFFSET $;
