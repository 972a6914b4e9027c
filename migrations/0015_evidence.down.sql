alter table session
  drop constraint session_end_reason,
  add constraint session_end_reason check (end_reason in ('SIGNED_OUT', 'REFRESH_REUSED'));
alter table member
  drop constraint member_mobile_check,
  add constraint member_mobile_check check (mobile ~ '^\+[1-9][0-9]{6,14}$');
alter table person
  drop constraint person_mobile_e164,
  add constraint person_mobile_e164 check (mobile ~ '^\+[1-9][0-9]{6,14}$');
alter table conversation drop column former_chain;
drop table erasure_request, download_chunk, download;
drop index audit_entry_command_idx, audit_entry_actor_idx;
alter table audit_entry
  drop constraint audit_entry_format, drop constraint audit_entry_commitment, drop constraint audit_entry_erased,
  drop column format, drop column origin_salt, drop column origin_commitment;
