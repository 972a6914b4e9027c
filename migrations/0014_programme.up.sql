-- Many source groups that are upgraded together, on the same terms and at a rate.
create table upgrade_programme (
  id                uuid        not null,
  organization_id   uuid        not null,
  name              text        not null,
  state             text        not null default 'DRAFT',
  version           int         not null default 1,
  answer_days       int         not null,
  cooling_off_hours int         not null,
  minimum_members   int         not null,
  created_by        uuid        not null,
  created_at        timestamptz not null,
  -- All three are null until it is started. Before `next_start_at` no further group is started.
  groups_per_minute int,
  next_start_at     timestamptz,
  started_at        timestamptz,
  ended_at          timestamptz,
  -- How many of its groups are in each state.
  waiting           int         not null default 0,
  started           int         not null default 0,
  skipped           int         not null default 0,
  constraint upgrade_programme_pkey primary key (id),
  constraint upgrade_programme_organization_fkey foreign key (organization_id) references organization (id),
  constraint upgrade_programme_created_by_fkey foreign key (created_by) references member (id),
  constraint upgrade_programme_state check (state in ('DRAFT', 'RUNNING', 'PAUSED', 'COMPLETED', 'CANCELLED')),
  constraint upgrade_programme_ended check ((ended_at is not null) = (state in ('COMPLETED', 'CANCELLED'))),
  constraint upgrade_programme_started check (num_nulls(groups_per_minute, next_start_at, started_at) in (0, 3)),
  constraint upgrade_programme_running check (state not in ('RUNNING', 'PAUSED', 'COMPLETED') or started_at is not null),
  constraint upgrade_programme_groups_per_minute check (groups_per_minute between 1 and 600),
  constraint upgrade_programme_counts check (least(waiting, started, skipped) >= 0)
);
create index upgrade_programme_organization_idx on upgrade_programme (organization_id, id);

alter table group_upgrade
  add column programme_id uuid,
  add constraint group_upgrade_programme_fkey foreign key (programme_id) references upgrade_programme (id);
create index group_upgrade_programme_idx on group_upgrade (programme_id, id) where programme_id is not null;

create table programme_group (
  programme_id     uuid    not null,
  source_group_id  uuid    not null,
  position         int     not null,
  state            text    not null default 'WAITING',
  -- The refusal of its start: its code, and what its wording needs.
  skipped_code     text,
  skipped_params   jsonb,
  group_upgrade_id uuid,
  -- In whose name it is started; null until somebody has asked for it.
  starter_id       uuid,
  version          int     not null default 1,
  -- Until its programme is over.
  held             boolean not null default true,
  constraint programme_group_pkey primary key (programme_id, source_group_id),
  constraint programme_group_programme_fkey foreign key (programme_id) references upgrade_programme (id),
  constraint programme_group_source_group_fkey foreign key (source_group_id) references source_group (id),
  constraint programme_group_upgrade_fkey foreign key (group_upgrade_id) references group_upgrade (id),
  constraint programme_group_starter_fkey foreign key (starter_id) references member (id),
  constraint programme_group_position_key unique (programme_id, position),
  constraint programme_group_state check (state in ('WAITING', 'STARTED', 'SKIPPED')),
  constraint programme_group_started check ((group_upgrade_id is not null) = (state = 'STARTED')),
  constraint programme_group_skipped check (
    (state = 'SKIPPED') = (skipped_code is not null) and num_nulls(skipped_code, skipped_params) in (0, 2))
);
-- A source group is in one open programme at most.
create unique index programme_group_held_source_group_key on programme_group (source_group_id) where held;
create index programme_group_source_group_idx on programme_group (source_group_id);
create index programme_group_waiting_idx on programme_group (programme_id, position) where state = 'WAITING';
create index programme_group_upgrade_idx on programme_group (group_upgrade_id) where group_upgrade_id is not null;
