-- orders
-- not called here

-- shoppersOf
-- not called here

-- designsOf
-- not called here

-- staleDesigns
-- not called here

-- deleteDesigns
-- not called here

-- releaseDesigns
-- not called here

-- deleteAssets
-- not called here

-- releaseAssets
-- not called here

-- blankOrders
-- not called here

-- blankNotes
-- not called here

-- lastOrderAt
-- not called here

-- deleteAnswers
-- not called here

-- eraseActors
-- not called here

-- erasePrinted
-- not called here

-- erasePayloads
-- not called here

-- deleteJobs
-- not called here

-- forgetSubject
-- not called here

-- eraseBrand
-- not called here
