-- get
SELECT retention_rules.brand_id, retention_rules.revision, retention_rules.guest_design_days, retention_rules.print_file_days, retention_rules.event_payload_days, retention_rules.export_days, retention_rules.updated_at FROM retention_rules WHERE retention_rules.brand_id = $ LIMIT $ OFFSET $;

-- save
-- not called here
