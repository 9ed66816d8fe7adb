-- tables
-- not called here

-- page
-- not called here

-- count
-- not called here

-- insert
-- not called here

-- columns
-- not called here
