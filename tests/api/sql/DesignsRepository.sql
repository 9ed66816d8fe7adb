-- insert
INSERT INTO design (id,brand_id,product_id,product_version,shopper_id,template_id,template_version,revision,document,document_hash,created_at,updated_at) VALUES ($…) RETURNING design.id, design.brand_id, design.product_id, design.product_version, design.shopper_id, design.template_id, design.template_version, design.revision, design.document, design.document_hash, design.created_at, design.updated_at;

-- get
SELECT design.id, design.brand_id, design.product_id, design.product_version, design.shopper_id, design.template_id, design.template_version, design.revision, design.document, design.document_hash, design.created_at, design.updated_at FROM design WHERE (design.brand_id = $ AND design.id = $ AND design.shopper_id = $) LIMIT $ OFFSET $;
SELECT design.id, design.brand_id, design.product_id, design.product_version, design.shopper_id, design.template_id, design.template_version, design.revision, design.document, design.document_hash, design.created_at, design.updated_at FROM design WHERE (design.brand_id = $ AND design.id = $) LIMIT $ OFFSET $;

-- anyones
-- not called here

-- lock
SELECT 1 FROM design WHERE brand_id = $::uuid AND id = $::uuid FOR UPDATE;

-- delete
-- not called here

-- save
UPDATE design SET document = $, document_hash = $, revision = (design.revision + $), updated_at = $ WHERE (design.brand_id = $ AND design.id = $ AND design.revision = $);

-- insertVersion
INSERT INTO design_version (id,brand_id,design_id,product_id,product_version,variant_id,document,document_hash,scene_hash,quote,findings,pins,created_at) VALUES ($…) RETURNING design_version.id, design_version.brand_id, design_version.design_id, design_version.product_id, design_version.product_version, design_version.variant_id, design_version.document, design_version.document_hash, design_version.scene_hash, design_version.quote, design_version.findings, design_version.pins, design_version.created_at;
SELECT asset.id FROM asset WHERE (asset.brand_id = $ AND 1=0) OFFSET $;

-- findVersion
SELECT design_version.id, design_version.brand_id, design_version.design_id, design_version.product_id, design_version.product_version, design_version.variant_id, design_version.document, design_version.document_hash, design_version.scene_hash, design_version.quote, design_version.findings, design_version.pins, design_version.created_at FROM design_version WHERE (design_version.brand_id = $ AND design_version.id = $) LIMIT $ OFFSET $;

-- findVersions
SELECT design_version.id, design_version.brand_id, design_version.design_id, design_version.product_id, design_version.product_version, design_version.variant_id, design_version.document, design_version.document_hash, design_version.scene_hash, design_version.quote, design_version.findings, design_version.pins, design_version.created_at FROM design_version WHERE (design_version.brand_id = $ AND design_version.id IN ($…)) OFFSET $;

-- getVersion
-- not called here
