drop index group_upgrade_open_idx;
alter table group_upgrade drop column owner_member_id, drop column taken_up_by;
