-- The clock of every decision about consent. Tests replace it in their own database to travel in time.
create function assent_now() returns timestamptz
  language sql volatile parallel safe
  as $$ select clock_timestamp() $$;

create table idempotency_record (
  actor      text        not null,
  key        text        not null,
  command    text        not null,
  digest     bytea       not null,
  outcome    jsonb,
  created_at timestamptz not null default now(),
  constraint idempotency_record_pkey primary key (actor, key),
  constraint idempotency_record_key_length check (length(key) between 1 and 255)
);
create index idempotency_record_created_at_idx on idempotency_record (created_at);

-- One row for each chain: the lock that orders its entries, and where it stands.
create table audit_chain (
  id       text   not null,
  sequence bigint not null default 0,
  hash     bytea  not null,
  constraint audit_chain_pkey primary key (id)
);

create table audit_entry (
  id              uuid        not null,
  chain_id        text        not null,
  sequence        bigint      not null,
  organization_id uuid,
  actor_id        text        not null,
  action          text        not null,
  command         text        not null,
  subject_type    text        not null,
  subject_id      text        not null,
  details         text        not null,
  request_id      text        not null,
  address         text,
  user_agent      text,
  at              timestamptz not null,
  hash            bytea       not null,
  constraint audit_entry_pkey primary key (id),
  constraint audit_entry_chain_sequence_key unique (chain_id, sequence),
  constraint audit_entry_chain_fkey foreign key (chain_id) references audit_chain (id)
);
create index audit_entry_subject_idx on audit_entry (subject_type, subject_id);

create table person (
  id         uuid        not null,
  mobile     text        not null,
  created_at timestamptz not null default now(),
  constraint person_pkey primary key (id),
  constraint person_mobile_key unique (mobile),
  constraint person_mobile_e164 check (mobile ~ '^\+[1-9][0-9]{6,14}$')
);

create table sign_in_code (
  id         uuid        not null,
  mobile     text        not null,
  code_hash  bytea       not null,
  tries_left int         not null,
  expires_at timestamptz not null,
  created_at timestamptz not null default now(),
  used_at    timestamptz,
  constraint sign_in_code_pkey primary key (id),
  constraint sign_in_code_tries_left check (tries_left >= 0)
);
create index sign_in_code_mobile_idx on sign_in_code (mobile, created_at desc);

create table session (
  id         uuid        not null,
  person_id  uuid        not null,
  generation int         not null default 1,
  created_at timestamptz not null default now(),
  renewed_at timestamptz not null default now(),
  expires_at timestamptz not null,
  ended_at   timestamptz,
  end_reason text,
  constraint session_pkey primary key (id),
  constraint session_person_fkey foreign key (person_id) references person (id) on delete cascade,
  constraint session_end_reason check (end_reason in ('SIGNED_OUT', 'REFRESH_REUSED')),
  constraint session_end_complete check ((ended_at is null) = (end_reason is null))
);
create index session_person_idx on session (person_id);

-- Attempts by subject (a mobile, an address) in windows, for limits that hold over all nodes.
create table rate_window (
  subject    text        not null,
  started_at timestamptz not null,
  used       int         not null,
  constraint rate_window_pkey primary key (subject)
);
