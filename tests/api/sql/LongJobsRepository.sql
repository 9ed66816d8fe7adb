-- insert
INSERT INTO long_job (id,brand_id,kind,status,done,total,params,revision,actor,created_at,updated_at) VALUES ($…) RETURNING long_job.id, long_job.brand_id, long_job.kind, long_job.status, long_job.done, long_job.total, long_job.params, long_job.report, long_job.revision, long_job.actor, long_job.created_at, long_job.updated_at;

-- get
SELECT long_job.id, long_job.brand_id, long_job.kind, long_job.status, long_job.done, long_job.total, long_job.params, long_job.report, long_job.revision, long_job.actor, long_job.created_at, long_job.updated_at FROM long_job WHERE (long_job.brand_id = $ AND long_job.id = $) LIMIT $ OFFSET $;

-- some
-- not called here

-- list
SELECT long_job.id, long_job.brand_id, long_job.kind, long_job.status, long_job.done, long_job.total, long_job.params, long_job.report, long_job.revision, long_job.actor, long_job.created_at, long_job.updated_at FROM long_job WHERE (long_job.brand_id = $ AND (long_job.actor = $ OR long_job.kind IN ($…))) ORDER BY long_job.id DESC LIMIT $ OFFSET $;

-- lock
SELECT 1 FROM long_job WHERE brand_id = $::uuid AND id = $::uuid FOR UPDATE;

-- update
UPDATE long_job SET status = $, report = $, revision = (long_job.revision + $), updated_at = $ WHERE (long_job.brand_id = $ AND long_job.id = $ AND long_job.status NOT IN ($…));
UPDATE long_job SET status = $, revision = (long_job.revision + $), updated_at = $ WHERE (long_job.brand_id = $ AND long_job.id = $ AND long_job.status NOT IN ($…));
UPDATE long_job SET total = $, revision = (long_job.revision + $), updated_at = $ WHERE (long_job.brand_id = $ AND long_job.id = $ AND long_job.status NOT IN ($…));

-- waits
-- not called here

-- forget
DELETE FROM long_job WHERE (long_job.brand_id = $ AND long_job.kind = $ AND long_job.updated_at < $ AND long_job.status IN ($…));
