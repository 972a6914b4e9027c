alter table group_upgrade
  -- The account with the owner's mobile when the upgrade was started or taken up by a new owner.
  add column owner_member_id uuid,
  -- Who took the upgrade up when its owner was gone or another, and may act for the owner as long as the owner is gone.
  add column taken_up_by     uuid,
  add constraint group_upgrade_owner_member_fkey foreign key (owner_member_id) references member (id),
  add constraint group_upgrade_taken_up_by_fkey foreign key (taken_up_by) references member (id);
update group_upgrade u set owner_member_id = m.id
  from consumer_identity c
    join member m on m.organization_id = c.organization_id and m.mobile = c.mobile and m.status <> 'LEFT'
  where c.id = u.owner_identity_id;

create index group_upgrade_open_idx on group_upgrade (organization_id, id)
  where state in ('INVITING', 'COOLING_OFF', 'PAUSED');
