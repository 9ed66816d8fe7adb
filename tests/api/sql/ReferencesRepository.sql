-- brands
-- not called here

-- held
-- not called here

-- lock
-- not called here
