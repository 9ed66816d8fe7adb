-- CreateTable
CREATE TABLE "audit_entry" (
    "id" UUID NOT NULL,
    "brand_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "actor" TEXT NOT NULL,
    "operation" TEXT NOT NULL,
    "request_id" TEXT NOT NULL,
    "ip" TEXT,
    "user_agent" TEXT,
    "reason" TEXT,
    "action" TEXT NOT NULL,
    "subject_type" TEXT NOT NULL,
    "subject_id" UUID,
    "before" JSONB,
    "after" JSONB,

    CONSTRAINT "audit_entry_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "audit_entry_brand_id_id_idx" ON "audit_entry"("brand_id", "id");

-- CreateIndex
CREATE INDEX "audit_entry_brand_id_subject_id_idx" ON "audit_entry"("brand_id", "subject_id");

-- CreateIndex
CREATE INDEX "audit_entry_brand_id_request_id_idx" ON "audit_entry"("brand_id", "request_id");

-- A UUIDv7 without an extension, for PostgreSQL before 18.
CREATE FUNCTION public.audit_id() RETURNS uuid
LANGUAGE sql VOLATILE
SET search_path = pg_catalog, pg_temp
AS $$
  SELECT encode(set_bit(set_bit(overlay(uuid_send(gen_random_uuid())
    PLACING substring(int8send(floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint) FROM 3)
    FROM 1 FOR 6), 52, 1), 53, 1), 'hex')::uuid
$$;

-- What the log keeps of a value: no secret, nothing that says who a shopper is or what they drew, nothing huge.
CREATE FUNCTION public.audit_value(name text, value jsonb) RETURNS jsonb
LANGUAGE sql IMMUTABLE
SET search_path = pg_catalog, pg_temp
AS $$
  SELECT CASE
    WHEN value = 'null'::jsonb THEN value
    WHEN name ~ '(secret|token|password|sealed|credential|key_hash)' THEN '"(left out: secret)"'
    WHEN name ~ '(customer|ship_to|e?mail|phone|address|shopper)' THEN '"(left out: personal)"'
    WHEN name = 'document' OR length(value::text) > 16384 THEN jsonb_build_object(
      'leftOut', 'large', 'characters', length(value::text),
      'sha256', encode(sha256(convert_to(value::text, 'UTF8')), 'hex'))
    ELSE value
  END
$$;

-- Writes an entry for a row that a call changed. The call says who it is in `app.audit`, for its transaction only;
-- without it (jobs, shoppers, the seed) the trigger does not fire. Runs as whoever changes the row.
CREATE FUNCTION public.audit_row() RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  call jsonb := current_setting('app.audit')::jsonb;
  old_row jsonb := CASE WHEN TG_OP = 'INSERT' THEN '{}'::jsonb ELSE to_jsonb(OLD) END;
  new_row jsonb := CASE WHEN TG_OP = 'DELETE' THEN '{}'::jsonb ELSE to_jsonb(NEW) END;
  whole jsonb := old_row || new_row;
  was jsonb;
  becomes jsonb;
BEGIN
  SELECT jsonb_object_agg(key, public.audit_value(key, old_row -> key)) FILTER (WHERE old_row ? key),
         jsonb_object_agg(key, public.audit_value(key, new_row -> key)) FILTER (WHERE new_row ? key)
    INTO was, becomes
    FROM jsonb_object_keys(whole) AS key
    WHERE key NOT IN ('brand_id', 'updated_at') AND old_row -> key IS DISTINCT FROM new_row -> key;
  IF was IS NULL AND becomes IS NULL THEN
    RETURN NULL;
  END IF;
  INSERT INTO public.audit_entry (id, brand_id, at, actor, operation, request_id, ip, user_agent, reason,
    action, subject_type, subject_id, before, after)
  VALUES (public.audit_id(), (whole ->> 'brand_id')::uuid, clock_timestamp(), call ->> 'actor',
    call ->> 'operation', call ->> 'requestId', call ->> 'ip', call ->> 'userAgent', call ->> 'reason',
    CASE TG_OP WHEN 'INSERT' THEN 'created' WHEN 'UPDATE' THEN 'changed' ELSE 'deleted' END,
    TG_TABLE_NAME,
    CASE WHEN whole ->> 'id' ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' THEN (whole ->> 'id')::uuid END,
    was, becomes);
  RETURN NULL;
END
$$;

-- Tables that are a record of their own, or hold steps of work rather than its outcome, are not watched.
CREATE PROCEDURE public.audit_tenant_table(tenant_table text)
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  IF tenant_table IN ('audit_entry', 'event', 'idempotency_key', 'webhook_delivery', 'webhook_attempt',
    'variant_import_row', 'render') THEN
    RETURN;
  END IF;
  EXECUTE format(
    'CREATE TRIGGER audit AFTER INSERT OR UPDATE OR DELETE ON public.%I
       FOR EACH ROW WHEN (current_setting(''app.audit'', true) <> '''') EXECUTE FUNCTION public.audit_row()',
    tenant_table);
END
$$;
REVOKE ALL ON PROCEDURE public.audit_tenant_table(text) FROM PUBLIC;

-- As before, and watched.
CREATE OR REPLACE PROCEDURE public.protect_tenant_table(tenant_table text, append_only boolean DEFAULT false)
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  EXECUTE format('ALTER TABLE public.%I ENABLE ROW LEVEL SECURITY', tenant_table);
  EXECUTE format('ALTER TABLE public.%I FORCE ROW LEVEL SECURITY', tenant_table);
  EXECUTE format(
    'CREATE POLICY tenant ON public.%I
       USING (brand_id = nullif(current_setting(''app.brand_id'', true), '''')::uuid)
       WITH CHECK (brand_id = nullif(current_setting(''app.brand_id'', true), '''')::uuid)',
    tenant_table);
  EXECUTE format('GRANT SELECT, INSERT ON public.%I TO luneo_app', tenant_table);
  IF NOT append_only THEN
    EXECUTE format('GRANT UPDATE, DELETE ON public.%I TO luneo_app', tenant_table);
  END IF;
  CALL public.audit_tenant_table(tenant_table);
END
$$;

-- Row-level security.
CALL public.protect_tenant_table('audit_entry', true);

DO $$
DECLARE
  name text;
BEGIN
  FOR name IN SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'brand_id' AND NOT a.attisdropped
    WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p')
      AND NOT EXISTS (SELECT 1 FROM pg_trigger t WHERE t.tgrelid = c.oid AND t.tgname = 'audit')
  LOOP
    CALL public.audit_tenant_table(name);
  END LOOP;
END
$$;
