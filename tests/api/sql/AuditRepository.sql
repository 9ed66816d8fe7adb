-- insertCall
INSERT INTO audit_entry (id,brand_id,at,actor,operation,request_id,ip,user_agent,action,subject_type,subject_id,after) VALUES ($…) RETURNING audit_entry.id, audit_entry.brand_id, audit_entry.at, audit_entry.actor, audit_entry.operation, audit_entry.request_id, audit_entry.ip, audit_entry.user_agent, audit_entry.reason, audit_entry.action, audit_entry.subject_type, audit_entry.subject_id, audit_entry.before, audit_entry.after;
INSERT INTO audit_entry (id,brand_id,at,actor,operation,request_id,ip,user_agent,reason,action,subject_type,subject_id,after) VALUES ($…) RETURNING audit_entry.id, audit_entry.brand_id, audit_entry.at, audit_entry.actor, audit_entry.operation, audit_entry.request_id, audit_entry.ip, audit_entry.user_agent, audit_entry.reason, audit_entry.action, audit_entry.subject_type, audit_entry.subject_id, audit_entry.before, audit_entry.after;

-- newest
SELECT audit_entry.id, audit_entry.brand_id, audit_entry.at, audit_entry.actor, audit_entry.operation, audit_entry.request_id, audit_entry.ip, audit_entry.user_agent, audit_entry.reason, audit_entry.action, audit_entry.subject_type, audit_entry.subject_id, audit_entry.before, audit_entry.after FROM audit_entry WHERE audit_entry.brand_id = $ ORDER BY audit_entry.id DESC LIMIT $ OFFSET $;

-- part
SELECT audit_entry.id, audit_entry.brand_id, audit_entry.at, audit_entry.actor, audit_entry.operation, audit_entry.request_id, audit_entry.ip, audit_entry.user_agent, audit_entry.reason, audit_entry.action, audit_entry.subject_type, audit_entry.subject_id, audit_entry.before, audit_entry.after FROM audit_entry WHERE audit_entry.brand_id = $ ORDER BY audit_entry.id ASC LIMIT $ OFFSET $;
