drop table receipt_person, receipt, invitation_round, group_upgrade_notice;
drop index invitation_open_expiry_idx;
alter table invitation
  drop column round, drop column notice_edition, drop column revoked_reason, drop column warned_hours,
  drop column seen_at, drop column opened_by;
alter table group_upgrade
  drop column owner_identity_id, drop column minimum_percent, drop column round, drop column notice_edition,
  drop column paused_from, drop column pause_reason, drop column paused_at;
drop table notice, organization_setting;
