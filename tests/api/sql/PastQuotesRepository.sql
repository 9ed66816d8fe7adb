-- list
-- not called here

-- count
-- not called here
