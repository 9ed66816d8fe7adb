-- scope
-- not called here

-- checkLine
-- not called here

-- all
SELECT supplier.id, supplier.brand_id, supplier.name, supplier.active, supplier.daily_capacity, supplier.offers, supplier.created_at, supplier.updated_at FROM supplier WHERE supplier.brand_id = $ ORDER BY supplier.name ASC, supplier.id ASC OFFSET $;
SELECT supplier_member.brand_id, supplier_member.user_id, supplier_member.member_id, supplier_member.supplier_id FROM supplier_member WHERE (supplier_member.brand_id IN ($…) AND supplier_member.supplier_id IN ($…)) ORDER BY supplier_member.member_id ASC OFFSET $;
SELECT supplier_member.brand_id, supplier_member.user_id, supplier_member.member_id, supplier_member.supplier_id FROM supplier_member WHERE (supplier_member.brand_id IN (NULL) AND supplier_member.supplier_id IN (NULL)) ORDER BY supplier_member.member_id ASC OFFSET $;

-- count
SELECT COUNT(*) AS "_count$_all" FROM (SELECT supplier.id FROM supplier WHERE supplier.brand_id = $ OFFSET $) AS sub;

-- get
SELECT supplier.id, supplier.brand_id, supplier.name, supplier.active, supplier.daily_capacity, supplier.offers, supplier.created_at, supplier.updated_at FROM supplier WHERE (supplier.brand_id = $ AND supplier.id = $) LIMIT $ OFFSET $;
SELECT supplier_member.brand_id, supplier_member.user_id, supplier_member.member_id, supplier_member.supplier_id FROM supplier_member WHERE (supplier_member.brand_id IN ($…) AND supplier_member.supplier_id IN ($…)) ORDER BY supplier_member.member_id ASC OFFSET $;

-- insert
INSERT INTO supplier (id,brand_id,name,active,daily_capacity,offers,created_at,updated_at) VALUES ($…) ON CONFLICT DO NOTHING;

-- nameTaken
SELECT COUNT(*) AS "_count$_all" FROM (SELECT supplier.id FROM supplier WHERE (supplier.brand_id = $ AND supplier.name = $ AND supplier.id <> $) OFFSET $) AS sub;

-- update
UPDATE supplier SET name = $, active = $, daily_capacity = $, offers = $, updated_at = $ WHERE (supplier.brand_id = $ AND supplier.id = $);

-- setWorkers
DELETE FROM supplier_member WHERE (supplier_member.brand_id = $ AND (supplier_member.supplier_id = $ OR 1=0));

-- hasTickets
SELECT COUNT(*) AS "_count$_all" FROM (SELECT job_ticket.id FROM job_ticket WHERE (job_ticket.brand_id = $ AND job_ticket.supplier_id = $) OFFSET $) AS sub;

-- delete
-- not called here

-- candidates
SELECT 1 FROM supplier WHERE brand_id = $::uuid AND daily_capacity IS NOT NULL ORDER BY id FOR NO KEY UPDATE;
SELECT SUM(job_ticket.quantity) AS "_sum$quantity", job_ticket.supplier_id FROM job_ticket WHERE (job_ticket.brand_id = $ AND job_ticket.supplier_id IS NOT NULL AND job_ticket.created_at >= $) GROUP BY job_ticket.supplier_id OFFSET $;
