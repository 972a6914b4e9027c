drop table programme_group;
drop index group_upgrade_programme_idx;
alter table group_upgrade drop column programme_id;
drop table upgrade_programme;
