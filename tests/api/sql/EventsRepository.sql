-- insert
INSERT INTO event (id,brand_id,type,data,order_id,request_id,actor,created_at) VALUES ($…) RETURNING event.id, event.brand_id, event.type, event.data, event.order_id, event.request_id, event.actor, event.created_at;

-- list
SELECT event.id, event.brand_id, event.type, event.data, event.order_id, event.request_id, event.actor, event.created_at FROM event WHERE event.brand_id = $ ORDER BY event.id DESC LIMIT $ OFFSET $;

-- count
-- not called here

-- part
-- not called here
