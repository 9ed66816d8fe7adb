-- Test mode: the test side of a brand is a brand of its own, so that row-level security keeps the two apart.
ALTER TABLE "auth"."brand" ADD COLUMN "test_of" UUID;
CREATE UNIQUE INDEX "brand_test_of_key" ON "auth"."brand"("test_of");
ALTER TABLE "auth"."brand" ADD CONSTRAINT "brand_test_of_fkey" FOREIGN KEY ("test_of") REFERENCES "auth"."brand"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Every brand has its test side from the start, whoever makes it.
CREATE FUNCTION auth.put_test_brand() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO auth.brand (id, name, slug, created_at, test_of)
  SELECT twin, NEW.name, twin::text, NEW.created_at, NEW.id FROM gen_random_uuid() AS twin
  ON CONFLICT (test_of) DO UPDATE SET name = excluded.name;
  RETURN NULL;
END $$;
CREATE TRIGGER test_brand AFTER INSERT OR UPDATE OF name ON "auth"."brand"
  FOR EACH ROW WHEN (NEW.test_of IS NULL) EXECUTE FUNCTION auth.put_test_brand();
UPDATE "auth"."brand" SET name = name;

-- Until now keys of both modes reached the one set of data there was: they go on doing so.
UPDATE "auth"."api_key" SET mode = 'live' WHERE mode = 'test';
