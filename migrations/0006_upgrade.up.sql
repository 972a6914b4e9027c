-- One attempt to turn a source group into an enterprise group. Its row is the lock under which everything about the
-- attempt is decided, and its counters are the sum of its event log at `sequence`.
create table group_upgrade (
  id                  uuid        not null,
  organization_id     uuid        not null,
  source_group_id     uuid        not null,
  enterprise_group_id uuid        not null,
  state               text        not null,
  started_by          uuid        not null,
  minimum_members     int         not null,
  cooling_off_hours   int         not null,
  expires_at          timestamptz not null,
  cooling_off_until   timestamptz,
  started_at          timestamptz not null,
  ended_at            timestamptz,
  proved_digest       text,
  sequence            bigint      not null default 0,
  blocked             int         not null default 0,
  pending             int         not null default 0,
  accepted            int         not null default 0,
  declined            int         not null default 0,
  expired             int         not null default 0,
  revoked             int         not null default 0,
  withdrawn           int         not null default 0,
  included            int         not null default 0,
  excluded            int         not null default 0,
  constraint group_upgrade_pkey primary key (id),
  constraint group_upgrade_organization_fkey foreign key (organization_id) references organization (id),
  constraint group_upgrade_source_group_fkey foreign key (source_group_id) references source_group (id),
  constraint group_upgrade_enterprise_group_fkey foreign key (enterprise_group_id) references enterprise_group (id),
  constraint group_upgrade_started_by_fkey foreign key (started_by) references member (id),
  constraint group_upgrade_state check (state in ('INVITING', 'COOLING_OFF', 'PAUSED', 'COMPLETED', 'CANCELLED')),
  constraint group_upgrade_ended check ((ended_at is not null) = (state in ('COMPLETED', 'CANCELLED'))),
  constraint group_upgrade_cooling_off check (state <> 'COOLING_OFF' or cooling_off_until is not null),
  constraint group_upgrade_minimum_members check (minimum_members >= 2),
  constraint group_upgrade_cooling_off_hours check (cooling_off_hours between 0 and 72),
  constraint group_upgrade_counts check (
    least(blocked, pending, accepted, declined, expired, revoked, withdrawn, included, excluded) >= 0)
);
create unique index group_upgrade_open_source_group_key on group_upgrade (source_group_id)
  where state in ('INVITING', 'COOLING_OFF', 'PAUSED');
create index group_upgrade_organization_idx on group_upgrade (organization_id, id);
create index group_upgrade_source_group_idx on group_upgrade (source_group_id, id);
create index group_upgrade_enterprise_group_idx on group_upgrade (enterprise_group_id);

-- The question put to one entry of the roster. Its answer is the consent.
create table invitation (
  id               uuid        not null,
  group_upgrade_id uuid        not null,
  roster_entry_id  uuid        not null,
  position         int         not null,
  state            text        not null,
  blocked_reason   text,
  exclusion_reason text,
  decline_reason   text,
  member_id        uuid,
  expires_at       timestamptz not null,
  answered_at      timestamptz,
  constraint invitation_pkey primary key (id),
  constraint invitation_group_upgrade_fkey foreign key (group_upgrade_id) references group_upgrade (id),
  constraint invitation_roster_entry_fkey foreign key (roster_entry_id) references roster_entry (id),
  constraint invitation_member_fkey foreign key (member_id) references member (id),
  constraint invitation_upgrade_roster_entry_key unique (group_upgrade_id, roster_entry_id),
  constraint invitation_upgrade_position_key unique (group_upgrade_id, position),
  constraint invitation_state check (state in ('BLOCKED', 'PENDING', 'ACCEPTED', 'DECLINED', 'EXPIRED', 'REVOKED',
    'WITHDRAWN', 'INCLUDED', 'EXCLUDED')),
  constraint invitation_blocked_reason check ((blocked_reason is not null) = (state = 'BLOCKED')),
  constraint invitation_exclusion_reason check ((exclusion_reason is not null) = (state = 'EXCLUDED')),
  constraint invitation_accepted_member check (state not in ('ACCEPTED', 'INCLUDED') or member_id is not null)
);
create index invitation_roster_entry_idx on invitation (roster_entry_id);
create index invitation_member_idx on invitation (member_id) where member_id is not null;
create index invitation_upgrade_state_idx on invitation (group_upgrade_id, state, position);

-- The log of one upgrade: gap-free and in commit order, for `sequence` is taken under the upgrade's row lock.
create table group_upgrade_event (
  group_upgrade_id uuid        not null,
  sequence         bigint      not null,
  type             text        not null,
  at               timestamptz not null,
  invitation_id    uuid,
  from_state       text,
  to_state         text,
  reason           text,
  constraint group_upgrade_event_pkey primary key (group_upgrade_id, sequence),
  constraint group_upgrade_event_upgrade_fkey foreign key (group_upgrade_id) references group_upgrade (id)
);
