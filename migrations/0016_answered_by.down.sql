alter table invitation_round drop column answered_by;
alter table invitation drop column answered_by;
