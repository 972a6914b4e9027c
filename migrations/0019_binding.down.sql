alter table cut_over_proposal drop column joining_digest;
alter table group_upgrade drop column second_administrator;
alter table enterprise_group drop column retention_days, drop column confidentiality, drop column late_history;
alter table group_upgrade_notice drop column retention_days, drop column confidentiality, drop column late_history;
