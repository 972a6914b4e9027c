alter table group_upgrade drop column owners_told;
