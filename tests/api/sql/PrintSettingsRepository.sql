-- get
SELECT print_settings.brand_id, print_settings.revision, print_settings.settings, print_settings.updated_at FROM print_settings WHERE print_settings.brand_id = $ LIMIT $ OFFSET $;

-- save
INSERT INTO print_settings (brand_id,revision,settings,updated_at) VALUES ($…) ON CONFLICT DO NOTHING;
