-- Whether the programme that has started it stands still. Why the upgrade itself does may be another reason.
alter table group_upgrade add column programme_paused boolean not null default false;
update group_upgrade u set programme_paused = true
  from upgrade_programme p where p.id = u.programme_id and p.state = 'PAUSED';

-- A link lasts as long as its question: until the invitation's end, and in the round in which it was sent.
alter table invitation_link add column round int;
update invitation_link l set round = coalesce(
    (select min(e.round) from invitation_round e
     where e.invitation_id = l.invitation_id and e.closed_at > d.queued_at), i.round)
  from delivery d, invitation i where d.id = l.delivery_id and i.id = l.invitation_id;
alter table invitation_link alter column round set not null, drop column expires_at;
