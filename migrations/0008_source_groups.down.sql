delete from upload where purpose = 'GROUP_ATTACHMENTS';
alter table upload drop constraint upload_purpose_check;
alter table upload add constraint upload_purpose_check check (purpose in
  ('REGISTRATION_DOCUMENT', 'DIRECTORY_DEPARTMENTS', 'DIRECTORY_MEMBERS', 'GROUP_EXPORT', 'GROUP_MOBILES'));
drop index message_attachable_idx;
drop table message_attachment, source_group_mandate, identity_match, roster_change;
