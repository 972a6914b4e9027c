alter table invitation_link add column expires_at timestamptz;
-- That of an earlier round is over with it.
update invitation_link l set expires_at = coalesce(
    (select e.closed_at from invitation_round e where e.invitation_id = l.invitation_id and e.round = l.round),
    i.expires_at)
  from invitation i where i.id = l.invitation_id;
alter table invitation_link alter column expires_at set not null, drop column round;

alter table group_upgrade drop column programme_paused;
