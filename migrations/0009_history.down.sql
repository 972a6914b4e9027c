-- A history that is proved in version 2 cannot be proved by what knows version 1 alone.
do $$ begin
  if exists (select from conversation where proof_version = 2 and message_count > 0) then
    raise exception 'there are histories that only version 2 of the proof proves';
  end if;
end $$;

drop table history_verification;
drop table message_search;
drop table enterprise_group_author;
alter table enterprise_group_member drop column history_from;
drop index consumer_identity_tombstone_key;
alter table consumer_identity drop column erased_at, drop column tombstone;
drop table erasure_salt;
drop table message_erasure;
update conversation set chain = sha256('assent/history/1'), source_chain = sha256('assent/history/1')
  where message_count = 0 and source_count = 0;
alter table conversation drop column proof_version, drop column search_scope, drop column searched_count;
