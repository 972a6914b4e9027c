-- Whose an answer is: a person. An account can be given to somebody else, with another mobile.
alter table invitation
  add column answered_by uuid,
  add constraint invitation_answered_by_fkey foreign key (answered_by) references person (id);
update invitation i set answered_by = coalesce(
    (select p.person_id from receipt r join receipt_person p on p.receipt_id = r.id
     where r.invitation_id = i.id and r.round = i.round order by r.sequence desc limit 1),
    (select a.person_id from member a where a.id = i.member_id))
  where i.member_id is not null;
create index invitation_answered_by_idx on invitation (answered_by) where answered_by is not null;

alter table invitation_round
  add column answered_by uuid,
  add constraint invitation_round_answered_by_fkey foreign key (answered_by) references person (id);
update invitation_round e set answered_by = coalesce(
    (select p.person_id from receipt r join receipt_person p on p.receipt_id = r.id
     where r.invitation_id = e.invitation_id and r.round = e.round order by r.sequence desc limit 1),
    (select a.person_id from member a where a.id = e.member_id))
  where e.member_id is not null;
create index invitation_round_answered_by_idx on invitation_round (answered_by) where answered_by is not null;
