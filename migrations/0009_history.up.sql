-- `history-proof.ts` proves a history in version 2 so that an author can be erased and the chain still be computed.
-- A history that was begun in version 1 goes on in it; one without messages begins anew.
alter table conversation
  add column proof_version  int not null default 1,
  -- What the terms of its messages begin with in the index of `message_search`, and how many messages are in there.
  add column search_scope   int generated always as identity,
  add column searched_count int not null default 0,
  add constraint conversation_proof_version check (proof_version in (1, 2)),
  add constraint conversation_searched_count check (searched_count >= 0);
update conversation set proof_version = 2, chain = sha256('assent/history/2'), source_chain = sha256('assent/history/2')
  where message_count = 0 and source_count = 0;
alter table conversation alter column proof_version set default 2;

-- What proves the author of a message whose author was erased.
create table message_erasure (
  conversation_id uuid  not null,
  ordinal         int   not null,
  author_digest   bytea not null,
  constraint message_erasure_pkey primary key (conversation_id, ordinal),
  constraint message_erasure_digest_length check (octet_length(author_digest) = 32)
);

-- The key under which an organization's erased platform ids are recognized when an export brings them again.
create table erasure_salt (
  organization_id uuid  not null,
  salt            bytea not null,
  constraint erasure_salt_pkey primary key (organization_id),
  constraint erasure_salt_organization_fkey foreign key (organization_id) references organization (id),
  constraint erasure_salt_length check (octet_length(salt) = 32)
);

alter table consumer_identity
  add column erased_at timestamptz,
  -- SHA-256 of the organization's salt and the platform id, which itself is gone.
  add column tombstone bytea,
  add constraint consumer_identity_tombstone check ((erased_at is null) = (tombstone is null)),
  add constraint consumer_identity_erased check (erased_at is null or mobile is null);
create unique index consumer_identity_tombstone_key on consumer_identity (organization_id, platform, tombstone)
  where tombstone is not null;

alter table enterprise_group_member
  -- The ordinal from which they see the history; null: all of it.
  add column history_from int,
  add constraint enterprise_group_member_history_from check (history_from >= 1);

-- Whose messages are shown under which member: every entry of the roster that was theirs when they came in, for one
-- person can stand on it twice. Kept, for a mobile that changes hands later must not hand the messages over.
create table enterprise_group_author (
  enterprise_group_id uuid not null,
  roster_entry_id     uuid not null,
  member_id           uuid not null,
  constraint enterprise_group_author_pkey primary key (enterprise_group_id, roster_entry_id),
  constraint enterprise_group_author_roster_entry_fkey foreign key (roster_entry_id) references roster_entry (id),
  constraint enterprise_group_author_member_fkey foreign key (enterprise_group_id, member_id)
    references enterprise_group_member (enterprise_group_id, member_id) on delete cascade
);
create index enterprise_group_author_member_idx on enterprise_group_author (enterprise_group_id, member_id);
create index enterprise_group_author_roster_entry_idx on enterprise_group_author (roster_entry_id);
insert into enterprise_group_author (enterprise_group_id, roster_entry_id, member_id)
  select enterprise_group_id, roster_entry_id, member_id from enterprise_group_member where roster_entry_id is not null;
insert into enterprise_group_author (enterprise_group_id, roster_entry_id, member_id)
  select g.id, e.id, m.id
  from enterprise_group g
  join roster_entry e on e.source_group_id = g.source_group_id
  join consumer_identity i on i.id = e.identity_id
  join enterprise_group_member j on j.enterprise_group_id = g.id
  join member m on m.id = j.member_id and m.mobile = i.mobile
  on conflict do nothing;

-- The terms of the messages of a history that an enterprise group has taken over. No foreign key, as in `message`.
create table message_search (
  conversation_id uuid     not null,
  ordinal         int      not null,
  document        tsvector not null,
  constraint message_search_pkey primary key (conversation_id, ordinal)
);
create index message_search_document_idx on message_search using gin (document);

-- What a history was found to be when it was computed anew.
create table history_verification (
  id                  uuid        not null,
  organization_id     uuid        not null,
  source_group_id     uuid        not null,
  -- Null where nothing has taken over the history.
  enterprise_group_id uuid,
  proof_version       int         not null,
  source_count        int         not null,
  source_digest       text        not null,
  stored_count        int         not null,
  -- Null where a message is missing before others: there is no chain then.
  stored_digest       text,
  missing_ordinal     int,
  shown_count         int,
  shown_digest        text,
  verified_at         timestamptz not null,
  constraint history_verification_pkey primary key (id),
  constraint history_verification_organization_fkey foreign key (organization_id) references organization (id),
  constraint history_verification_source_group_fkey foreign key (source_group_id) references source_group (id),
  constraint history_verification_enterprise_group_fkey foreign key (enterprise_group_id) references enterprise_group (id),
  constraint history_verification_missing check ((stored_digest is null) = (missing_ordinal is not null)),
  constraint history_verification_shown check (num_nulls(enterprise_group_id, shown_count, shown_digest) in (0, 3))
);
create index history_verification_organization_idx on history_verification (organization_id);
create index history_verification_source_group_idx on history_verification (source_group_id);
create index history_verification_enterprise_group_idx on history_verification (enterprise_group_id);
