-- A file on its way in. Files live in the database, so that any node can read what another has received.
create table upload (
  id               uuid        not null,
  person_id        uuid        not null,
  organization_id  uuid,
  purpose          text        not null,
  file_name        text        not null,
  content_type     text        not null,
  state            text        not null default 'WAITING',
  bytes            bigint,
  sha256           text,
  -- Who is receiving the file now, and when it was last heard of: a receiver that fell silent can be replaced.
  receiver         uuid,
  receiver_seen_at timestamptz,
  -- Null: kept for good.
  expires_at       timestamptz,
  taken_at         timestamptz,
  created_at       timestamptz not null default now(),
  constraint upload_pkey primary key (id),
  constraint upload_person_fkey foreign key (person_id) references person (id) on delete cascade,
  constraint upload_purpose_check check (purpose in
    ('REGISTRATION_DOCUMENT', 'DIRECTORY_DEPARTMENTS', 'DIRECTORY_MEMBERS', 'GROUP_EXPORT', 'GROUP_MOBILES')),
  constraint upload_state_check check (state in ('WAITING', 'COMPLETE')),
  constraint upload_complete_check check
    (case state when 'COMPLETE' then bytes is not null and sha256 is not null and receiver is null
                else bytes is null and sha256 is null and taken_at is null end),
  constraint upload_receiver_check check ((receiver is null) = (receiver_seen_at is null))
);
create index upload_person_idx on upload (person_id) where taken_at is null;
create index upload_expires_at_idx on upload (expires_at);

create table upload_chunk (
  upload_id uuid  not null,
  sequence  int   not null,
  data      bytea not null,
  constraint upload_chunk_pkey primary key (upload_id, sequence),
  constraint upload_chunk_upload_fkey foreign key (upload_id) references upload (id) on delete cascade,
  constraint upload_chunk_data_check check (length(data) between 1 and 262144)
);
-- Compressing each chunk would cost more time than the disk it saves.
alter table upload_chunk alter column data set storage external;

-- Long-running work. Its numbers are written while it runs, outside of the work's own transaction.
create table operation (
  id               uuid        not null,
  kind             text        not null,
  organization_id  uuid        not null,
  requested_by     uuid        not null,
  state            text        not null default 'QUEUED',
  phase            text,
  done             bigint      not null default 0,
  total            bigint,
  succeeded        bigint      not null default 0,
  failed           bigint      not null default 0,
  cancel_requested boolean     not null default false,
  failure_code     text,
  failure_message  text,
  result_type      text,
  result_id        uuid,
  -- What to enqueue again when the process that ran it died.
  job              text        not null,
  payload          jsonb       not null,
  starts           int         not null default 0,
  created_at       timestamptz not null,
  started_at       timestamptz,
  updated_at       timestamptz not null,
  finished_at      timestamptz,
  constraint operation_pkey primary key (id),
  constraint operation_requested_by_fkey foreign key (requested_by) references person (id) on delete cascade,
  constraint operation_state_check check (state in ('QUEUED', 'RUNNING', 'SUCCEEDED', 'FAILED', 'CANCELLED')),
  constraint operation_finished_check check
    ((finished_at is not null) = (state in ('SUCCEEDED', 'FAILED', 'CANCELLED'))),
  constraint operation_failure_check check
    ((failure_code is not null) = (state = 'FAILED') and (failure_code is null) = (failure_message is null)),
  constraint operation_result_check check ((result_type is null) = (result_id is null)),
  constraint operation_done_check check (done = succeeded + failed)
);
create index operation_requested_by_idx on operation (requested_by);
create index operation_running_idx on operation (updated_at) where state = 'RUNNING';

-- What became of each row of the input that is worth a word.
create table operation_row (
  operation_id uuid not null,
  sequence     int  not null,
  line         bigint,
  outcome      text not null,
  code         text,
  field        text,
  value        text,
  reference    text,
  constraint operation_row_pkey primary key (operation_id, sequence),
  constraint operation_row_operation_fkey foreign key (operation_id) references operation (id) on delete cascade,
  constraint operation_row_outcome_check check (outcome in ('CREATED', 'UPDATED', 'UNCHANGED', 'SKIPPED', 'FAILED'))
);
create index operation_row_outcome_idx on operation_row (operation_id, outcome, sequence);
