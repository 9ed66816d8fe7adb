-- list
SELECT template.id, template.product_id, template.name, template.categories, template.published_version, template.archived_at, template.updated_at FROM template WHERE template.brand_id = $ ORDER BY template.id DESC LIMIT $ OFFSET $;

-- insert
INSERT INTO template (id,brand_id,product_id,name,categories,template,revision,created_at,updated_at) VALUES ($…) RETURNING template.id, template.brand_id, template.product_id, template.name, template.categories, template.template, template.revision, template.published_version, template.archived_at, template.created_at, template.updated_at;

-- get
SELECT template.id, template.brand_id, template.product_id, template.name, template.categories, template.template, template.revision, template.published_version, template.archived_at, template.created_at, template.updated_at FROM template WHERE (template.brand_id = $ AND template.id = $) LIMIT $ OFFSET $;

-- save
UPDATE template SET name = $, template = $, categories = $, revision = (template.revision + $), updated_at = $ WHERE (template.brand_id = $ AND template.id = $ AND template.revision = $);
UPDATE template SET published_version = $, revision = (template.revision + $), updated_at = $ WHERE (template.brand_id = $ AND template.id = $ AND template.revision = $);

-- insertVersion
INSERT INTO template_version (brand_id,template_id,version,name,template,created_at) VALUES ($…) RETURNING template_version.brand_id, template_version.template_id, template_version.version, template_version.name, template_version.template, template_version.created_at;

-- versions
SELECT template_version.brand_id, template_version.template_id, template_version.version, template_version.name, template_version.created_at FROM template_version WHERE (template_version.brand_id = $ AND template_version.template_id = $) ORDER BY template_version.version DESC LIMIT $ OFFSET $;

-- delete
DELETE FROM template WHERE (template.brand_id = $ AND template.id = $);
DELETE FROM template_version WHERE (template_version.brand_id = $ AND template_version.template_id = $);
DELETE FROM template_version_asset WHERE (template_version_asset.brand_id = $ AND template_version_asset.template_id = $);

-- count
SELECT COUNT(*) AS "_count$_all" FROM (SELECT template.id FROM template WHERE (template.brand_id = $ AND template.product_id = $ AND template.archived_at IS NULL) OFFSET $) AS sub;

-- version
SELECT template.id, template.product_id, template.brand_id FROM template WHERE (template.id IN ($…) AND template.brand_id IN ($…)) OFFSET $;
SELECT template_version.brand_id, template_version.template_id, template_version.version, template_version.name, template_version.template, template_version.created_at FROM template_version WHERE (template_version.brand_id = $ AND template_version.template_id = $ AND template_version.version = $) LIMIT $ OFFSET $;
