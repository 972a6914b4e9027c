-- What goes on in an organization, for those who follow all of it: each statement that appends to the log of an upgrade
-- leaves a row here, and so does each change of a programme. Written by triggers, so that nobody who writes can forget
-- it, whatever release of the server they are. No foreign keys: the rows are copied from rows that have them, and go.
create table organization_log (
  id               bigint      generated always as identity,
  organization_id  uuid        not null,
  -- Of the last of its entries in the organization's stream; null until somebody has put it in order.
  position         bigint,
  at               timestamptz not null default assent_now(),
  -- Events of an upgrade: those from the first to the last sequence.
  group_upgrade_id uuid,
  first_sequence   bigint,
  last_sequence    bigint,
  -- A change of a programme, with how many of its groups were in each state after it.
  programme_id     uuid,
  type             text,
  from_state       text,
  to_state         text,
  waiting          int,
  started          int,
  skipped          int,
  constraint organization_log_pkey primary key (id),
  constraint organization_log_kind check (
    num_nulls(group_upgrade_id, first_sequence, last_sequence) = 0 and num_nonnulls(programme_id, type, to_state) = 0
    or num_nulls(programme_id, type, to_state, waiting, started, skipped) = 0 and group_upgrade_id is null)
);
create unique index organization_log_position_key on organization_log (organization_id, position)
  where position is not null;
create index organization_log_unordered_idx on organization_log (organization_id, id) where position is null;
create index organization_log_at_idx on organization_log using brin (at);

-- Where an organization's stream ends, and where what is kept of it begins. Its row is the lock of whoever puts entries
-- in order; who writes them takes it never.
create table organization_stream (
  organization_id uuid   not null,
  head            bigint not null default 0,
  -- The position before the oldest entry that is kept.
  floor           bigint not null default 0,
  constraint organization_stream_pkey primary key (organization_id),
  constraint organization_stream_organization_fkey foreign key (organization_id) references organization (id),
  constraint organization_stream_floor check (floor between 0 and head)
);

create function log_upgrade_events() returns trigger language plpgsql as $$
begin
  insert into organization_log (organization_id, group_upgrade_id, first_sequence, last_sequence)
  select u.organization_id, u.id, n.first_sequence, n.last_sequence
  from (select group_upgrade_id, min(sequence) as first_sequence, max(sequence) as last_sequence
        from appended group by group_upgrade_id) n
    join group_upgrade u on u.id = n.group_upgrade_id;
  return null;
end $$;
create trigger group_upgrade_event_logged after insert on group_upgrade_event
  referencing new table as appended for each statement execute function log_upgrade_events();

create function log_programme_change() returns trigger language plpgsql as $$
declare
  before upgrade_programme := old;
begin
  insert into organization_log (organization_id, programme_id, type, from_state, to_state, waiting, started, skipped)
  values (new.organization_id, new.id,
    case
      when before.id is null then 'CREATED'
      when before.state = 'DRAFT' and new.state = 'RUNNING' then 'STARTED'
      when before.state = 'PAUSED' and new.state = 'RUNNING' then 'RESUMED'
      when before.state <> new.state then new.state
      when new.started > before.started then 'GROUP_STARTED'
      when new.skipped > before.skipped then 'GROUP_SKIPPED'
      else 'GROUPS_CHANGED'
    end, before.state, new.state, new.waiting, new.started, new.skipped);
  return null;
end $$;
create trigger upgrade_programme_created after insert on upgrade_programme
  for each row execute function log_programme_change();
create trigger upgrade_programme_changed after update on upgrade_programme
  for each row when ((old.state, old.waiting, old.started, old.skipped)
    is distinct from (new.state, new.waiting, new.started, new.skipped)) execute function log_programme_change();
