-- findByExternalId
SELECT order.id, order.brand_id, order.external_id, order.request_hash, order.status, order.currency, order.total_minor, order.customer_name, order.customer_email, order.ship_to, order.due_at, order.hold_reason, order.created_at, order.updated_at FROM order WHERE (order.brand_id = $ AND order.external_id = $) LIMIT $ OFFSET $;

-- insert
INSERT INTO line_item (id,brand_id,order_id,external_id,design_version_id,product_id,product_name,variant_id,variant_name,sku,quantity,quote,total_minor,position,properties) VALUES ($…);
INSERT INTO order (id,brand_id,external_id,request_hash,status,currency,total_minor,customer_name,customer_email,ship_to,due_at,created_at,updated_at) VALUES ($…) ON CONFLICT DO NOTHING;
INSERT INTO production_job (id,brand_id,line_item_id,status,attempts,created_at,updated_at) VALUES ($…);

-- tree
SELECT approval.id, approval.brand_id, approval.order_id, approval.status, approval.note, approval.deadline_at, approval.asked_at, approval.answered_at FROM approval WHERE (approval.brand_id IN ($…) AND approval.order_id IN ($…)) ORDER BY approval.id DESC OFFSET $;
SELECT design_version.id, design_version.scene_hash, design_version.brand_id FROM design_version WHERE (design_version.id IN ($…) AND design_version.brand_id IN ($…)) OFFSET $;
SELECT event.id, event.brand_id, event.type, event.data, event.order_id, event.request_id, event.actor, event.created_at FROM event WHERE (event.brand_id IN ($…) AND event.order_id IN ($…)) ORDER BY event.id ASC OFFSET $;
SELECT line_item.id, line_item.brand_id, line_item.order_id, line_item.external_id, line_item.design_version_id, line_item.product_id, line_item.product_name, line_item.variant_id, line_item.variant_name, line_item.sku, line_item.quantity, line_item.quote, line_item.total_minor, line_item.position, line_item.properties, line_item.hold_reason FROM line_item WHERE (line_item.brand_id IN ($…) AND line_item.order_id IN ($…)) ORDER BY line_item.position ASC OFFSET $;
SELECT order.id, order.brand_id, order.external_id, order.request_hash, order.status, order.currency, order.total_minor, order.customer_name, order.customer_email, order.ship_to, order.due_at, order.hold_reason, order.created_at, order.updated_at FROM order WHERE (order.brand_id = $ AND order.id = $) LIMIT $ OFFSET $;
SELECT print_file.id, print_file.brand_id, print_file.production_job_id, print_file.side, print_file.file_name, print_file.mime, print_file.bytes, print_file.sha256, print_file.certificate_hash, print_file.proof_hash, print_file.recipe, print_file.parity_ppm, print_file.parity_hold, print_file.findings, print_file.created_at FROM print_file WHERE (print_file.brand_id IN ($…) AND print_file.production_job_id IN ($…)) ORDER BY print_file.side ASC OFFSET $;
SELECT production_job.id, production_job.brand_id, production_job.line_item_id, production_job.status, production_job.reason_code, production_job.reason_message, production_job.attempts, production_job.created_at, production_job.updated_at FROM production_job WHERE (production_job.brand_id IN ($…) AND production_job.line_item_id IN ($…)) OFFSET $;
SELECT v.id, ARRAY( SELECT s.side ->> 'id' FROM jsonb_array_elements(v.document -> 'sides') WITH ORDINALITY AS s(side, position) WHERE jsonb_array_length(s.side -> 'layers') > 0 OR s.side ? 'background' ORDER BY s.position) AS sides FROM design_version v WHERE v.brand_id = $::uuid AND v.id = ANY($::uuid[]);

-- line
SELECT design_version.id, design_version.scene_hash, design_version.brand_id FROM design_version WHERE (design_version.id IN ($…) AND design_version.brand_id IN ($…)) OFFSET $;
SELECT line_item.id, line_item.brand_id, line_item.order_id, line_item.external_id, line_item.design_version_id, line_item.product_id, line_item.product_name, line_item.variant_id, line_item.variant_name, line_item.sku, line_item.quantity, line_item.quote, line_item.total_minor, line_item.position, line_item.properties, line_item.hold_reason FROM line_item WHERE (line_item.brand_id = $ AND line_item.id = $) LIMIT $ OFFSET $;
SELECT print_file.id, print_file.brand_id, print_file.production_job_id, print_file.side, print_file.file_name, print_file.mime, print_file.bytes, print_file.sha256, print_file.certificate_hash, print_file.proof_hash, print_file.recipe, print_file.parity_ppm, print_file.parity_hold, print_file.findings, print_file.created_at FROM print_file WHERE (print_file.brand_id IN ($…) AND print_file.production_job_id IN ($…)) ORDER BY print_file.side ASC OFFSET $;
SELECT production_job.id, production_job.brand_id, production_job.line_item_id, production_job.status, production_job.reason_code, production_job.reason_message, production_job.attempts, production_job.created_at, production_job.updated_at FROM production_job WHERE (production_job.brand_id IN ($…) AND production_job.line_item_id IN ($…)) OFFSET $;
SELECT v.id, ARRAY( SELECT s.side ->> 'id' FROM jsonb_array_elements(v.document -> 'sides') WITH ORDINALITY AS s(side, position) WHERE jsonb_array_length(s.side -> 'layers') > 0 OR s.side ? 'background' ORDER BY s.position) AS sides FROM design_version v WHERE v.brand_id = $::uuid AND v.id = ANY($::uuid[]);

-- list
SELECT design_version.id, design_version.scene_hash, design_version.brand_id FROM design_version WHERE (design_version.id IN ($…) AND design_version.brand_id IN ($…)) OFFSET $;
SELECT line_item.id, line_item.quantity, line_item.brand_id, line_item.design_version_id, line_item.order_id FROM line_item WHERE (line_item.brand_id IN ($…) AND line_item.order_id IN ($…)) ORDER BY line_item.position ASC OFFSET $;
SELECT order.id, order.brand_id, order.external_id, order.request_hash, order.status, order.currency, order.total_minor, order.customer_name, order.customer_email, order.ship_to, order.due_at, order.hold_reason, order.created_at, order.updated_at FROM order WHERE order.brand_id = $ ORDER BY order.id DESC LIMIT $ OFFSET $;
SELECT production_job.id, production_job.status, production_job.brand_id, production_job.line_item_id FROM production_job WHERE (production_job.brand_id IN ($…) AND production_job.line_item_id IN ($…)) OFFSET $;
SELECT v.id, ARRAY( SELECT s.side ->> 'id' FROM jsonb_array_elements(v.document -> 'sides') WITH ORDINALITY AS s(side, position) WHERE jsonb_array_length(s.side -> 'layers') > 0 OR s.side ? 'background' ORDER BY s.position) AS sides FROM design_version v WHERE v.brand_id = $::uuid AND v.id = ANY($::uuid[]);

-- lock
SELECT 1 FROM order WHERE brand_id = $::uuid AND id = $::uuid FOR UPDATE;

-- lockLine
-- not called here

-- facts
SELECT approval.id, approval.brand_id, approval.order_id, approval.status, approval.note, approval.deadline_at, approval.asked_at, approval.answered_at FROM approval WHERE (approval.brand_id IN ($…) AND approval.order_id IN ($…)) ORDER BY approval.id DESC OFFSET $;
SELECT line_item.id, line_item.hold_reason, line_item.brand_id, line_item.order_id FROM line_item WHERE (line_item.brand_id IN ($…) AND line_item.order_id IN ($…)) OFFSET $;
SELECT order.id, order.status, order.hold_reason, order.brand_id FROM order WHERE (order.brand_id = $ AND order.id = $) LIMIT $ OFFSET $;
SELECT production_job.id, production_job.status, production_job.brand_id, production_job.line_item_id FROM production_job WHERE (production_job.brand_id IN ($…) AND production_job.line_item_id IN ($…)) OFFSET $;

-- update
UPDATE order SET due_at = $, updated_at = $ WHERE (order.brand_id = $ AND order.id = $);

-- setStatus
UPDATE order SET status = $, updated_at = $ WHERE (order.brand_id = $ AND order.id = $);

-- setHold
UPDATE order SET hold_reason = $, updated_at = $ WHERE (order.brand_id = $ AND order.id = $);

-- setTotal
SELECT SUM(total_minor) AS "_sum$total_minor" FROM (SELECT line_item.total_minor FROM line_item LEFT JOIN production_job AS j0 ON (j0.brand_id,j0.line_item_id) = (line_item.brand_id,line_item.id) WHERE (line_item.brand_id = $ AND line_item.order_id = $ AND (j0.status <> $ AND (j0.id IS NOT NULL))) OFFSET $) AS sub;
UPDATE order SET total_minor = $, updated_at = $ WHERE (order.brand_id = $ AND order.id = $);

-- setLineHold
-- not called here

-- setQuantity
-- not called here

-- cancelLines
UPDATE production_job SET status = $, reason_code = $, reason_message = $, updated_at = $ WHERE (production_job.brand_id = $ AND production_job.line_item_id IN ($…) AND production_job.status IN ($…)) RETURNING production_job.id, production_job.line_item_id;
