-- What was published cannot be changed by the application's role; what nothing needs may go. Both say whether it went,
-- looking again under a lock: a design that begins from it meanwhile waits, and finds it there or gone.
CREATE FUNCTION public.delete_template(gone_id uuid) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  PERFORM 1 FROM public.template_version
    WHERE brand_id = public.current_brand() AND template_id = gone_id FOR UPDATE;
  IF EXISTS (SELECT 1 FROM public.design
      WHERE brand_id = public.current_brand() AND template_id = gone_id) THEN
    RETURN false;
  END IF;
  DELETE FROM public.template_version_asset
    WHERE brand_id = public.current_brand() AND template_id = gone_id;
  DELETE FROM public.template_version WHERE brand_id = public.current_brand() AND template_id = gone_id;
  DELETE FROM public.template WHERE brand_id = public.current_brand() AND id = gone_id;
  RETURN true;
END
$$;

CREATE FUNCTION public.delete_product_version(gone_id uuid, gone_number integer) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  PERFORM 1 FROM public.product WHERE brand_id = public.current_brand() AND id = gone_id FOR UPDATE;
  PERFORM 1 FROM public.product_version
    WHERE brand_id = public.current_brand() AND product_id = gone_id AND version = gone_number FOR UPDATE;
  IF EXISTS (SELECT 1 FROM public.product p WHERE p.brand_id = public.current_brand() AND p.id = gone_id
        AND (p.published_version = gone_number OR p.scheduled_version = gone_number))
      OR NOT EXISTS (SELECT 1 FROM public.product_version v
        WHERE v.brand_id = public.current_brand() AND v.product_id = gone_id AND v.version > gone_number)
      OR EXISTS (SELECT 1 FROM public.design d
        WHERE d.brand_id = public.current_brand() AND d.product_id = gone_id AND d.product_version = gone_number)
      OR EXISTS (SELECT 1 FROM public.design_version f
        WHERE f.brand_id = public.current_brand() AND f.product_id = gone_id AND f.product_version = gone_number) THEN
    RETURN false;
  END IF;
  DELETE FROM public.product_version
    WHERE brand_id = public.current_brand() AND product_id = gone_id AND version = gone_number;
  RETURN true;
END
$$;

REVOKE ALL ON FUNCTION public.delete_template(uuid), public.delete_product_version(uuid, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION public.delete_template(uuid), public.delete_product_version(uuid, integer) TO luneo_app;
