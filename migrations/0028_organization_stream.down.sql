drop trigger upgrade_programme_changed on upgrade_programme;
drop trigger upgrade_programme_created on upgrade_programme;
drop trigger group_upgrade_event_logged on group_upgrade_event;
drop function log_programme_change();
drop function log_upgrade_events();
drop table organization_stream;
drop table organization_log;
