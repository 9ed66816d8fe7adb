-- What every tenant table after the first migration calls once it exists: only rows of the brand the
-- transaction acts for, for the owner too. `append_only` tables are written and read, never changed.
CREATE PROCEDURE public.protect_tenant_table(tenant_table text, append_only boolean DEFAULT false)
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
END
$$;
REVOKE ALL ON PROCEDURE public.protect_tenant_table(text, boolean) FROM PUBLIC;
