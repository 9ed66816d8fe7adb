-- lockOrder
SELECT 1 FROM order WHERE brand_id = $::uuid AND id = $::uuid FOR NO KEY UPDATE;
SELECT SUM(shipment_line.quantity) AS "_sum$quantity", shipment_line.line_item_id FROM shipment_line LEFT JOIN shipment AS j0 ON (j0.brand_id,j0.id) = (shipment_line.brand_id,shipment_line.shipment_id) WHERE (shipment_line.brand_id = $ AND (j0.order_id = $ AND j0.status NOT IN ($…) AND (j0.id IS NOT NULL))) GROUP BY shipment_line.line_item_id OFFSET $;
SELECT line_item.id, line_item.quantity, line_item.brand_id, line_item.order_id FROM line_item WHERE (line_item.brand_id IN ($…) AND line_item.order_id IN ($…)) OFFSET $;
SELECT order.id, order.status, order.brand_id FROM order WHERE (order.brand_id = $ AND order.id = $) LIMIT $ OFFSET $;

-- insert
INSERT INTO shipment (id,brand_id,order_id,status,carrier,tracking,created_at,updated_at) VALUES ($…) RETURNING shipment.id, shipment.brand_id, shipment.order_id, shipment.status, shipment.carrier, shipment.tracking, shipment.created_at, shipment.updated_at;
INSERT INTO shipment_line (brand_id,shipment_id,line_item_id,quantity) VALUES ($…);

-- get
SELECT shipment.id, shipment.brand_id, shipment.order_id, shipment.status, shipment.carrier, shipment.tracking, shipment.created_at, shipment.updated_at FROM shipment WHERE (shipment.brand_id = $ AND shipment.id = $) LIMIT $ OFFSET $;
SELECT shipment_line.brand_id, shipment_line.shipment_id, shipment_line.line_item_id, shipment_line.quantity FROM shipment_line WHERE (shipment_line.brand_id IN ($…) AND shipment_line.shipment_id IN ($…)) ORDER BY shipment_line.line_item_id ASC OFFSET $;

-- lock
SELECT 1 FROM shipment WHERE brand_id = $::uuid AND id = $::uuid FOR UPDATE;

-- list
SELECT shipment.id, shipment.brand_id, shipment.order_id, shipment.status, shipment.carrier, shipment.tracking, shipment.created_at, shipment.updated_at FROM shipment WHERE shipment.brand_id = $ ORDER BY shipment.id DESC LIMIT $ OFFSET $;
SELECT shipment_line.brand_id, shipment_line.shipment_id, shipment_line.line_item_id, shipment_line.quantity FROM shipment_line WHERE (shipment_line.brand_id IN ($…) AND shipment_line.shipment_id IN ($…)) ORDER BY shipment_line.line_item_id ASC OFFSET $;

-- update
UPDATE shipment SET status = $, tracking = $, updated_at = $ WHERE (shipment.brand_id = $ AND shipment.id = $);
