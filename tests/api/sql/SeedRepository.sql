-- find
-- not called here

-- publish
-- not called here
