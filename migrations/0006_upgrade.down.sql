drop table group_upgrade_event, invitation, group_upgrade;
