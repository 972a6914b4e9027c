-- From form 2 on, an entry's hash covers a commitment to where a call came from in place of that itself, so that the
-- address and the client can be erased and the chain still be computed. Entries of form 1 stay as they are.
alter table audit_entry
  add column format            int not null default 1,
  add column origin_salt       bytea,
  add column origin_commitment bytea,
  add constraint audit_entry_format check (format in (1, 2)),
  add constraint audit_entry_commitment check (
    (origin_commitment is not null) = (format = 2)
    and octet_length(origin_commitment) = 32 and octet_length(origin_salt) = 32),
  add constraint audit_entry_erased check (
    format = 1 or origin_salt is not null or (address is null and user_agent is null));
alter table audit_entry alter column format set default 2;
create index audit_entry_actor_idx on audit_entry (actor_id) where origin_salt is not null;
create index audit_entry_command_idx on audit_entry (chain_id, command, sequence);

-- The chain in version 1 of a history that was brought to version 2 when somebody was erased from it, and that was then
-- what it had been at its import: what was proved by that chain before stays proved.
alter table conversation
  add column former_chain bytea,
  add constraint conversation_former_chain_length check (octet_length(former_chain) = 32);

-- A file that an operation has made and that waits to be fetched. In the database, as uploads are.
create table download (
  id              uuid        not null,
  organization_id uuid        not null,
  person_id       uuid        not null,
  purpose         text        not null,
  file_name       text        not null,
  content_type    text        not null,
  state           text        not null default 'WRITING',
  bytes           bigint,
  sha256          text,
  expires_at      timestamptz not null,
  created_at      timestamptz not null,
  constraint download_pkey primary key (id),
  constraint download_person_fkey foreign key (person_id) references person (id) on delete cascade,
  constraint download_purpose_check check (purpose in ('EVIDENCE_PACK')),
  constraint download_state_check check (state in ('WRITING', 'READY')),
  constraint download_ready_check check ((state = 'READY') = (bytes is not null and sha256 is not null))
);
create index download_person_idx on download (person_id);
create index download_organization_idx on download (organization_id);
create index download_expires_at_idx on download (expires_at);

create table download_chunk (
  download_id uuid  not null,
  sequence    int   not null,
  data        bytea not null,
  constraint download_chunk_pkey primary key (download_id, sequence),
  constraint download_chunk_download_fkey foreign key (download_id) references download (id) on delete cascade,
  constraint download_chunk_data_check check (length(data) between 1 and 262144)
);
alter table download_chunk alter column data set storage external;

-- A person's wish that what tells who they are be erased.
create table erasure_request (
  id           uuid        not null,
  person_id    uuid        not null,
  state        text        not null default 'REQUESTED',
  -- In the person's words; gone with the rest.
  reason       text,
  refusal      text,
  requested_at timestamptz not null,
  ended_at     timestamptz,
  constraint erasure_request_pkey primary key (id),
  constraint erasure_request_person_fkey foreign key (person_id) references person (id),
  constraint erasure_request_state check (state in ('REQUESTED', 'DONE', 'REFUSED')),
  constraint erasure_request_ended check ((ended_at is not null) = (state <> 'REQUESTED')),
  constraint erasure_request_refusal check ((refusal is not null) = (state = 'REFUSED')),
  constraint erasure_request_done check (state <> 'DONE' or reason is null)
);
create unique index erasure_request_open_key on erasure_request (person_id) where state = 'REQUESTED';
create index erasure_request_person_idx on erasure_request (person_id, id);

-- In the place of a mobile that was erased: a text that no number can be, and that nobody else has.
alter table person
  drop constraint person_mobile_e164,
  add constraint person_mobile_e164 check (mobile ~ '^\+[1-9][0-9]{6,14}$' or mobile = 'erased:' || id);
alter table member
  drop constraint member_mobile_check,
  add constraint member_mobile_check check (
    mobile ~ '^\+[1-9][0-9]{6,14}$' or (mobile = 'erased:' || id and status = 'LEFT'));
alter table session
  drop constraint session_end_reason,
  add constraint session_end_reason check (end_reason in ('SIGNED_OUT', 'REFRESH_REUSED', 'ERASED'));
