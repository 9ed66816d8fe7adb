-- insert
INSERT INTO webhook_delivery (id,brand_id,endpoint_id,event_id,status,round,tries,next_try_at,created_at,updated_at) VALUES ($…) ON CONFLICT DO NOTHING;

-- find
SELECT event.id, event.brand_id, event.type, event.data, event.order_id, event.request_id, event.actor, event.created_at FROM event WHERE (event.id IN ($…) AND event.brand_id IN ($…)) OFFSET $;
SELECT event.id, event.brand_id, event.type, event.data, event.order_id, event.request_id, event.actor, event.created_at FROM event WHERE (event.id IN (NULL) AND event.brand_id IN (NULL)) OFFSET $;
SELECT webhook_delivery.id, webhook_delivery.brand_id, webhook_delivery.endpoint_id, webhook_delivery.event_id, webhook_delivery.status, webhook_delivery.round, webhook_delivery.tries, webhook_delivery.last_status, webhook_delivery.last_error, webhook_delivery.next_try_at, webhook_delivery.created_at, webhook_delivery.updated_at FROM webhook_delivery WHERE (webhook_delivery.brand_id = $ AND webhook_delivery.id = $) LIMIT $ OFFSET $;

-- get
-- not called here

-- list
SELECT event.id, event.brand_id, event.type, event.data, event.order_id, event.request_id, event.actor, event.created_at FROM event WHERE (event.id IN ($…) AND event.brand_id IN ($…)) OFFSET $;
SELECT webhook_delivery.id, webhook_delivery.brand_id, webhook_delivery.endpoint_id, webhook_delivery.event_id, webhook_delivery.status, webhook_delivery.round, webhook_delivery.tries, webhook_delivery.last_status, webhook_delivery.last_error, webhook_delivery.next_try_at, webhook_delivery.created_at, webhook_delivery.updated_at FROM webhook_delivery WHERE (webhook_delivery.brand_id = $ AND webhook_delivery.endpoint_id = $) ORDER BY webhook_delivery.id DESC LIMIT $ OFFSET $;

-- ofEvents
-- not called here

-- beginRound
-- not called here

-- insertAttempt
INSERT INTO webhook_attempt (id,brand_id,delivery_id,round,number,at,duration_ms,request_headers,request_body,error) VALUES ($…) ON CONFLICT DO NOTHING;

-- update
UPDATE webhook_delivery SET status = $, tries = $, last_status = $, last_error = $, next_try_at = $, updated_at = $ WHERE (webhook_delivery.brand_id = $ AND webhook_delivery.id = $);

-- attempts
SELECT webhook_attempt.id, webhook_attempt.brand_id, webhook_attempt.delivery_id, webhook_attempt.round, webhook_attempt.number, webhook_attempt.at, webhook_attempt.duration_ms, webhook_attempt.request_headers, webhook_attempt.request_body, webhook_attempt.status, webhook_attempt.error, webhook_attempt.response_headers, webhook_attempt.response_body FROM webhook_attempt WHERE (webhook_attempt.brand_id = $ AND webhook_attempt.delivery_id = $) ORDER BY webhook_attempt.round ASC, webhook_attempt.number ASC OFFSET $;

-- forget
DELETE FROM webhook_delivery WHERE brand_id = $::uuid AND id IN ( SELECT id FROM webhook_delivery WHERE brand_id = $::uuid AND endpoint_id = $::uuid AND updated_at < $ AND status <> 'pending' ORDER BY updated_at LIMIT $);
