-- find
SELECT design_version.id, design_version.brand_id, design_version.design_id, design_version.product_id, design_version.product_version, design_version.variant_id, design_version.document, design_version.document_hash, design_version.scene_hash, design_version.quote, design_version.findings, design_version.pins, design_version.created_at FROM design_version WHERE (design_version.id IN ($…) AND design_version.brand_id IN ($…)) OFFSET $;
SELECT line_item.id, line_item.brand_id, line_item.order_id, line_item.external_id, line_item.design_version_id, line_item.product_id, line_item.product_name, line_item.variant_id, line_item.variant_name, line_item.sku, line_item.quantity, line_item.quote, line_item.total_minor, line_item.position, line_item.properties, line_item.hold_reason FROM line_item WHERE (line_item.id IN ($…) AND line_item.brand_id IN ($…)) OFFSET $;
SELECT order.id, order.external_id, order.created_at, order.brand_id FROM order WHERE (order.id IN ($…) AND order.brand_id IN ($…)) OFFSET $;
SELECT production_job.id, production_job.brand_id, production_job.line_item_id, production_job.status, production_job.reason_code, production_job.reason_message, production_job.attempts, production_job.created_at, production_job.updated_at FROM production_job WHERE (production_job.brand_id = $ AND production_job.id = $) LIMIT $ OFFSET $;

-- move
UPDATE production_job SET status = $, reason_code = $, reason_message = $, updated_at = $ WHERE (production_job.brand_id = $ AND production_job.id = $ AND production_job.status IN ($…));
UPDATE production_job SET status = $, reason_code = $, reason_message = $, updated_at = $, attempts = (production_job.attempts + $) WHERE (production_job.brand_id = $ AND production_job.id = $ AND production_job.status IN ($…));

-- printFile
SELECT print_file.id, print_file.brand_id, print_file.production_job_id, print_file.side, print_file.file_name, print_file.mime, print_file.bytes, print_file.sha256, print_file.certificate_hash, print_file.proof_hash, print_file.recipe, print_file.parity_ppm, print_file.parity_hold, print_file.findings, print_file.created_at FROM print_file WHERE (print_file.brand_id = $ AND print_file.production_job_id = $ AND print_file.side = $) LIMIT $ OFFSET $;

-- lineOf
SELECT print_file.id, print_file.brand_id, print_file.production_job_id FROM print_file WHERE (print_file.brand_id = $ AND print_file.id = $) LIMIT $ OFFSET $;
SELECT production_job.id, production_job.line_item_id, production_job.brand_id FROM production_job WHERE (production_job.id IN ($…) AND production_job.brand_id IN ($…)) OFFSET $;

-- getPrintFile
SELECT print_file.id, print_file.brand_id, print_file.production_job_id, print_file.side, print_file.file_name, print_file.mime, print_file.bytes, print_file.sha256, print_file.certificate_hash, print_file.proof_hash, print_file.recipe, print_file.parity_ppm, print_file.parity_hold, print_file.findings, print_file.created_at FROM print_file WHERE (print_file.brand_id = $ AND print_file.id = $) LIMIT $ OFFSET $;

-- findRender
SELECT render.brand_id, render.scene_hash, render.side, render.recipe, render.sha256, render.certificate_hash, render.proof_hash, render.bytes, render.parity_ppm, render.parity_hold, render.findings, render.created_at FROM render WHERE (render.brand_id = $ AND render.scene_hash = $ AND render.side = $ AND render.recipe = $) LIMIT $ OFFSET $;

-- insertPrintFile
INSERT INTO print_file (id,brand_id,production_job_id,side,file_name,mime,bytes,sha256,certificate_hash,proof_hash,recipe,parity_ppm,parity_hold,findings,created_at) VALUES ($…) ON CONFLICT DO NOTHING;
INSERT INTO render (brand_id,scene_hash,side,recipe,sha256,certificate_hash,proof_hash,bytes,parity_ppm,parity_hold,findings,created_at) VALUES ($…) ON CONFLICT DO NOTHING;
SELECT COUNT(*) AS "_count$_all" FROM (SELECT print_file.id FROM print_file WHERE (print_file.brand_id = $ AND print_file.file_name = $ AND (NOT (print_file.production_job_id = $ AND print_file.side = $))) OFFSET $) AS sub;
SELECT pg_advisory_xact_lock(hashtextextended($, 0));
