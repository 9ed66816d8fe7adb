-- CreateTable
CREATE TABLE "retention_rules" (
    "brand_id" UUID NOT NULL,
    "revision" INTEGER NOT NULL,
    "guest_design_days" INTEGER NOT NULL,
    "print_file_days" INTEGER NOT NULL,
    "event_payload_days" INTEGER NOT NULL,
    "export_days" INTEGER NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "retention_rules_pkey" PRIMARY KEY ("brand_id")
);

-- Row-level security.
CALL public.protect_tenant_table('retention_rules');

-- What was frozen or recorded cannot be changed by the application's role. Erasure is the exception, and these
-- functions are all of it: each acts for the transaction's brand only, and says how many rows it took.
CREATE FUNCTION public.current_brand() RETURNS uuid
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $$ SELECT nullif(current_setting('app.brand_id', true), '')::uuid $$;

-- Frozen designs nobody ordered; an ordered one among them stays.
CREATE FUNCTION public.erase_unordered_versions(versions uuid[]) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  free uuid[];
BEGIN
  SELECT coalesce(array_agg(v.id), '{}') INTO free FROM public.design_version v
    WHERE v.brand_id = public.current_brand() AND v.id = ANY (versions) AND NOT EXISTS (
      SELECT 1 FROM public.line_item l WHERE l.brand_id = v.brand_id AND l.design_version_id = v.id);
  DELETE FROM public.design_version_asset
    WHERE brand_id = public.current_brand() AND design_version_id = ANY (free);
  DELETE FROM public.design_version WHERE brand_id = public.current_brand() AND id = ANY (free);
  RETURN cardinality(free);
END
$$;

-- What ordered designs show, once the time to keep their print files is over: all orders of them are older.
-- Price, variant and hashes stay with the order.
CREATE FUNCTION public.erase_printed_content(ordered_before timestamptz) RETURNS TABLE (versions integer, files integer)
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  old uuid[];
  scenes text[];
BEGIN
  SELECT coalesce(array_agg(v.id), '{}') INTO old FROM public.design_version v
    WHERE v.brand_id = public.current_brand() AND v.document -> 'sides' <> '[]'::jsonb
      AND EXISTS (SELECT 1 FROM public.line_item l
        WHERE l.brand_id = v.brand_id AND l.design_version_id = v.id)
      AND NOT EXISTS (SELECT 1 FROM public.line_item l JOIN public."order" o
        ON o.brand_id = l.brand_id AND o.id = l.order_id
        WHERE l.brand_id = v.brand_id AND l.design_version_id = v.id AND o.created_at >= ordered_before);
  DELETE FROM public.print_file f USING public.production_job j, public.line_item l
    WHERE f.brand_id = public.current_brand() AND j.brand_id = f.brand_id AND j.id = f.production_job_id
      AND l.brand_id = f.brand_id AND l.id = j.line_item_id AND l.design_version_id = ANY (old);
  GET DIAGNOSTICS files = ROW_COUNT;
  SELECT array_agg(scene_hash) INTO scenes FROM public.design_version
    WHERE brand_id = public.current_brand() AND id = ANY (old);
  DELETE FROM public.render r WHERE r.brand_id = public.current_brand() AND r.scene_hash = ANY (scenes)
    AND NOT EXISTS (SELECT 1 FROM public.design_version v WHERE v.brand_id = r.brand_id
      AND v.scene_hash = r.scene_hash AND NOT v.id = ANY (old));
  DELETE FROM public.design_version_asset
    WHERE brand_id = public.current_brand() AND design_version_id = ANY (old);
  UPDATE public.design_version SET
      document = jsonb_build_object('schemaVersion', document -> 'schemaVersion', 'sides', '[]'::jsonb, 'layers', '{}'::jsonb),
      document_hash = repeat('0', 64), scene_hash = repeat('0', 64), findings = '[]'::jsonb,
      pins = pins || '{"fonts": [], "assets": []}'::jsonb
    WHERE brand_id = public.current_brand() AND id = ANY (old);
  versions := cardinality(old);
  RETURN NEXT;
END
$$;

-- What events of before told, and which shopper did it. That they happened stays.
CREATE FUNCTION public.erase_event_payloads(recorded_before timestamptz) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  n integer;
BEGIN
  UPDATE public.event SET data = '{}'::jsonb, actor = regexp_replace(actor, '^shopper:.*', 'shopper:erased')
    WHERE brand_id = public.current_brand() AND created_at < recorded_before AND data <> '{}'::jsonb;
  GET DIAGNOSTICS n = ROW_COUNT;
  RETURN n;
END
$$;

CREATE FUNCTION public.erase_event_actors(actors text[]) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  n integer;
BEGIN
  UPDATE public.event SET actor = 'shopper:erased'
    WHERE brand_id = public.current_brand() AND actor = ANY (actors);
  GET DIAGNOSTICS n = ROW_COUNT;
  RETURN n;
END
$$;

-- Every row of the brand but that of the job that does it. Tables are taken in turns until nothing refers to
-- what is left, so that a table added later needs no mention here.
CREATE FUNCTION public.erase_brand_rows(keep_job uuid) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  waiting text[];
  blocked text[];
  name text;
  n integer;
  taken jsonb := '{}';
BEGIN
  IF public.current_brand() IS NULL THEN
    RAISE EXCEPTION 'erase_brand_rows: no brand';
  END IF;
  SELECT array_agg(c.relname::text ORDER BY c.relname) INTO waiting FROM pg_class c
    JOIN pg_namespace s ON s.oid = c.relnamespace AND s.nspname = 'public'
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'brand_id' AND NOT a.attisdropped
    WHERE c.relkind IN ('r', 'p');
  LOOP
    blocked := '{}';
    FOREACH name IN ARRAY waiting LOOP
      BEGIN
        IF name = 'long_job' THEN
          DELETE FROM public.long_job WHERE brand_id = public.current_brand() AND id <> keep_job;
        ELSE
          EXECUTE format('DELETE FROM public.%I WHERE brand_id = $1', name) USING public.current_brand();
        END IF;
        GET DIAGNOSTICS n = ROW_COUNT;
        IF n > 0 THEN
          taken := taken || jsonb_build_object(name, n);
        END IF;
      EXCEPTION WHEN foreign_key_violation OR restrict_violation THEN
        blocked := blocked || name;
      END;
    END LOOP;
    EXIT WHEN cardinality(blocked) = 0;
    IF cardinality(blocked) = cardinality(waiting) THEN
      RAISE EXCEPTION 'erase_brand_rows: these refer to one another: %', blocked;
    END IF;
    waiting := blocked;
  END LOOP;
  RETURN taken;
END
$$;

REVOKE ALL ON FUNCTION public.erase_unordered_versions(uuid[]), public.erase_printed_content(timestamptz),
  public.erase_event_payloads(timestamptz), public.erase_event_actors(text[]),
  public.erase_brand_rows(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION public.current_brand(), public.erase_unordered_versions(uuid[]),
  public.erase_printed_content(timestamptz), public.erase_event_payloads(timestamptz),
  public.erase_event_actors(text[]), public.erase_brand_rows(uuid) TO luneo_app;

-- What is written beside orders, and what a shop sends with a line, may say who somebody is.
CREATE OR REPLACE FUNCTION public.audit_value(name text, value jsonb) RETURNS jsonb
LANGUAGE sql IMMUTABLE
SET search_path = pg_catalog, pg_temp
AS $$
  SELECT CASE
    WHEN value = 'null'::jsonb THEN value
    WHEN name ~ '(secret|token|password|sealed|credential|key_hash)' THEN '"(left out: secret)"'
    WHEN name ~ '(customer|ship_to|e?mail|phone|address|shopper|tracking|^note$|^properties$)'
      THEN '"(left out: personal)"'
    WHEN name = 'document' OR length(value::text) > 16384 THEN jsonb_build_object(
      'leftOut', 'large', 'characters', length(value::text),
      'sha256', encode(sha256(convert_to(value::text, 'UTF8')), 'hex'))
    ELSE value
  END
$$;
