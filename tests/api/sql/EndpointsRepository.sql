-- insert
INSERT INTO webhook_endpoint (id,brand_id,url,description,event_types,status,failures,created_at,updated_at) VALUES ($…) RETURNING webhook_endpoint.id, webhook_endpoint.brand_id, webhook_endpoint.url, webhook_endpoint.description, webhook_endpoint.event_types, webhook_endpoint.status, webhook_endpoint.disabled_reason, webhook_endpoint.failures, webhook_endpoint.failing_since, webhook_endpoint.paused_until, webhook_endpoint.created_at, webhook_endpoint.updated_at;

-- all
SELECT webhook_endpoint.id, webhook_endpoint.brand_id, webhook_endpoint.url, webhook_endpoint.description, webhook_endpoint.event_types, webhook_endpoint.status, webhook_endpoint.disabled_reason, webhook_endpoint.failures, webhook_endpoint.failing_since, webhook_endpoint.paused_until, webhook_endpoint.created_at, webhook_endpoint.updated_at FROM webhook_endpoint WHERE webhook_endpoint.brand_id = $ ORDER BY webhook_endpoint.id ASC OFFSET $;
SELECT webhook_secret.id, webhook_secret.brand_id, webhook_secret.endpoint_id, webhook_secret.sealed, webhook_secret.created_at, webhook_secret.expires_at FROM webhook_secret WHERE (webhook_secret.brand_id IN ($…) AND webhook_secret.endpoint_id IN ($…)) ORDER BY webhook_secret.id DESC OFFSET $;

-- count
SELECT COUNT(*) AS "_count$_all" FROM (SELECT webhook_endpoint.id FROM webhook_endpoint WHERE webhook_endpoint.brand_id = $ OFFSET $) AS sub;

-- find
SELECT webhook_endpoint.id, webhook_endpoint.brand_id, webhook_endpoint.url, webhook_endpoint.description, webhook_endpoint.event_types, webhook_endpoint.status, webhook_endpoint.disabled_reason, webhook_endpoint.failures, webhook_endpoint.failing_since, webhook_endpoint.paused_until, webhook_endpoint.created_at, webhook_endpoint.updated_at FROM webhook_endpoint WHERE (webhook_endpoint.brand_id = $ AND webhook_endpoint.id = $) LIMIT $ OFFSET $;
SELECT webhook_secret.id, webhook_secret.brand_id, webhook_secret.endpoint_id, webhook_secret.sealed, webhook_secret.created_at, webhook_secret.expires_at FROM webhook_secret WHERE (webhook_secret.brand_id IN ($…) AND webhook_secret.endpoint_id IN ($…)) ORDER BY webhook_secret.id DESC OFFSET $;
SELECT webhook_secret.id, webhook_secret.brand_id, webhook_secret.endpoint_id, webhook_secret.sealed, webhook_secret.created_at, webhook_secret.expires_at FROM webhook_secret WHERE (webhook_secret.brand_id IN (NULL) AND webhook_secret.endpoint_id IN (NULL)) ORDER BY webhook_secret.id DESC OFFSET $;

-- get
-- not called here

-- lock
SELECT 1 FROM webhook_endpoint WHERE brand_id = $::uuid AND id = $::uuid FOR UPDATE;

-- wanting
SELECT webhook_endpoint.id FROM webhook_endpoint WHERE (webhook_endpoint.brand_id = $ AND webhook_endpoint.status = $ AND webhook_endpoint.event_types && $) OFFSET $;

-- update
UPDATE webhook_endpoint SET description = $, updated_at = $ WHERE (webhook_endpoint.brand_id = $ AND webhook_endpoint.id = $);
UPDATE webhook_endpoint SET failures = $, failing_since = $, paused_until = $, updated_at = $ WHERE (webhook_endpoint.brand_id = $ AND webhook_endpoint.id = $);

-- delete
DELETE FROM webhook_endpoint WHERE (webhook_endpoint.brand_id = $ AND webhook_endpoint.id = $);

-- insertSecret
INSERT INTO webhook_secret (id,brand_id,endpoint_id,sealed,created_at) VALUES ($…) RETURNING webhook_secret.id, webhook_secret.brand_id, webhook_secret.endpoint_id, webhook_secret.sealed, webhook_secret.created_at, webhook_secret.expires_at;

-- expireSecrets
-- not called here
