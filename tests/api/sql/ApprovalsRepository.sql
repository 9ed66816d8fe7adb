-- insert
-- not called here

-- get
-- not called here

-- move
UPDATE approval SET status = $ WHERE (approval.brand_id = $ AND approval.order_id = $ AND approval.status IN ($…)) RETURNING approval.id;
