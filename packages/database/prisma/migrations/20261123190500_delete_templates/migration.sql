-- Versions of templates are never changed; a template no design began from may go, with its versions.
GRANT DELETE ON public.template_version, public.template_version_asset TO luneo_app;
