-- insert
-- not called here

-- waiting
-- not called here

-- redeem
-- not called here
