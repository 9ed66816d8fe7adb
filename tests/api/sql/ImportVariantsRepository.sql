-- insert
-- not called here

-- all
SELECT variant_import_row.brand_id, variant_import_row.job_id, variant_import_row.line, variant_import_row.variant, variant_import_row.faults FROM variant_import_row WHERE (variant_import_row.brand_id = $ AND variant_import_row.job_id = $) ORDER BY variant_import_row.line ASC OFFSET $;

-- clear
-- not called here
