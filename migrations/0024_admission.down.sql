alter table group_upgrade drop column told_position;
drop table enterprise_group_outsider;
