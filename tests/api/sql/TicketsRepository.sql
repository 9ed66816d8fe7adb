-- get
SELECT job_ticket.id, job_ticket.brand_id, job_ticket.line_item_id, job_ticket.supplier_id, job_ticket.process, job_ticket.stage, job_ticket.quantity, job_ticket.kind, job_ticket.parent_id, job_ticket.reprint, job_ticket.reason, job_ticket.routing, job_ticket.created_at, job_ticket.updated_at FROM job_ticket WHERE (job_ticket.brand_id = $ AND job_ticket.id = $) LIMIT $ OFFSET $;
SELECT line_item.id, line_item.external_id, line_item.order_id, line_item.product_id, line_item.product_name, line_item.sku, line_item.hold_reason, line_item.brand_id FROM line_item WHERE (line_item.id IN ($…) AND line_item.brand_id IN ($…)) OFFSET $;
SELECT order.id, order.external_id, order.status, order.hold_reason, order.ship_to, order.brand_id FROM order WHERE (order.id IN ($…) AND order.brand_id IN ($…)) OFFSET $;
SELECT production_job.id, production_job.status, production_job.brand_id, production_job.line_item_id FROM production_job WHERE (production_job.brand_id IN ($…) AND production_job.line_item_id IN ($…)) OFFSET $;

-- lock
SELECT 1 FROM job_ticket WHERE brand_id = $::uuid AND id = $::uuid FOR UPDATE;

-- list
SELECT job_ticket.id, job_ticket.brand_id, job_ticket.line_item_id, job_ticket.supplier_id, job_ticket.process, job_ticket.stage, job_ticket.quantity, job_ticket.kind, job_ticket.parent_id, job_ticket.reprint, job_ticket.reason, job_ticket.routing, job_ticket.created_at, job_ticket.updated_at FROM job_ticket WHERE (job_ticket.brand_id = $ AND job_ticket.line_item_id = $) ORDER BY job_ticket.id ASC LIMIT $ OFFSET $;
SELECT job_ticket.id, job_ticket.brand_id, job_ticket.line_item_id, job_ticket.supplier_id, job_ticket.process, job_ticket.stage, job_ticket.quantity, job_ticket.kind, job_ticket.parent_id, job_ticket.reprint, job_ticket.reason, job_ticket.routing, job_ticket.created_at, job_ticket.updated_at FROM job_ticket WHERE job_ticket.brand_id = $ ORDER BY job_ticket.id ASC LIMIT $ OFFSET $;
SELECT line_item.id, line_item.external_id, line_item.order_id, line_item.product_id, line_item.product_name, line_item.sku, line_item.hold_reason, line_item.brand_id FROM line_item WHERE (line_item.id IN ($…) AND line_item.brand_id IN ($…)) OFFSET $;
SELECT order.id, order.external_id, order.status, order.hold_reason, order.ship_to, order.brand_id FROM order WHERE (order.id IN ($…) AND order.brand_id IN ($…)) OFFSET $;
SELECT production_job.id, production_job.status, production_job.brand_id, production_job.line_item_id FROM production_job WHERE (production_job.brand_id IN ($…) AND production_job.line_item_id IN ($…)) OFFSET $;

-- insert
INSERT INTO job_ticket (id,brand_id,line_item_id,supplier_id,process,stage,quantity,kind,parent_id,reprint,routing,created_at,updated_at) VALUES ($…) RETURNING job_ticket.id, job_ticket.brand_id, job_ticket.line_item_id, job_ticket.supplier_id, job_ticket.process, job_ticket.stage, job_ticket.quantity, job_ticket.kind, job_ticket.parent_id, job_ticket.reprint, job_ticket.reason, job_ticket.routing, job_ticket.created_at, job_ticket.updated_at;

-- update
UPDATE job_ticket SET supplier_id = $, routing = $, updated_at = $ WHERE (job_ticket.brand_id = $ AND job_ticket.id = $);

-- scans
SELECT stage_scan.brand_id, stage_scan.scan_id, stage_scan.ticket_id, stage_scan.stage, stage_scan.quantity, stage_scan.actor, stage_scan.at FROM stage_scan WHERE (stage_scan.brand_id = $ AND stage_scan.ticket_id = $) ORDER BY stage_scan.at ASC, stage_scan.scan_id ASC OFFSET $;

-- scan
SELECT stage_scan.brand_id, stage_scan.scan_id, stage_scan.ticket_id, stage_scan.stage, stage_scan.quantity, stage_scan.actor, stage_scan.at FROM stage_scan WHERE (stage_scan.brand_id = $ AND stage_scan.scan_id = $) LIMIT $ OFFSET $;

-- insertScan
-- not called here

-- lastReprint
-- not called here

-- lineToMake
SELECT COUNT(*) AS "_count$_all" FROM (SELECT job_ticket.id FROM job_ticket WHERE (job_ticket.brand_id = $ AND job_ticket.line_item_id = $) OFFSET $) AS sub;
SELECT line_item.id, line_item.order_id, line_item.product_id, line_item.quantity, line_item.brand_id FROM line_item WHERE (line_item.brand_id = $ AND line_item.id = $) LIMIT $ OFFSET $;
SELECT order.id, order.ship_to, order.brand_id FROM order WHERE (order.id IN ($…) AND order.brand_id IN ($…)) OFFSET $;
SELECT p.content->'geometry'->>'process' AS process FROM line_item l JOIN design_version d ON d.brand_id = l.brand_id AND d.id = l.design_version_id JOIN product_version p ON p.brand_id = d.brand_id AND p.product_id = d.product_id AND p.version = d.product_version WHERE l.brand_id = $::uuid AND l.id = $::uuid;
