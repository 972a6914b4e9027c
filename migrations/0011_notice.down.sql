alter table invitation drop constraint invitation_accepted_notice;
update invitation i set notice_edition = null from group_upgrade u
where u.id = i.group_upgrade_id and u.notice_edition = 0 and i.notice_edition = 0;
update group_upgrade set notice_edition = 1 where notice_edition = 0;
delete from group_upgrade_notice where edition = 0;
