-- A person's account on a consumer platform, as an organization has found it in exports.
create table consumer_identity (
  id              uuid not null default gen_random_uuid(),
  organization_id uuid not null,
  platform        text not null,
  platform_id     text not null,
  mobile          text,
  constraint consumer_identity_pkey primary key (id),
  constraint consumer_identity_organization_fkey foreign key (organization_id) references organization (id),
  constraint consumer_identity_platform_id_key unique (organization_id, platform, platform_id),
  constraint consumer_identity_mobile_e164 check (mobile ~ '^\+[1-9][0-9]{6,14}$')
);
create index consumer_identity_mobile_idx on consumer_identity (mobile, organization_id) where mobile is not null;

-- The messages of a group in order. A group that takes over another's history takes over this row's id.
-- Both chains are `history-proof.ts`'s: of what the files held, and of what was read back from `message`.
create table conversation (
  id            uuid  not null,
  message_count int   not null default 0,
  chain         bytea not null,
  source_count  int   not null default 0,
  source_chain  bytea not null,
  constraint conversation_pkey primary key (id),
  constraint conversation_counts check (message_count >= 0 and source_count >= 0),
  constraint conversation_chain_length check (octet_length(chain) = 32 and octet_length(source_chain) = 32)
);

-- No foreign key to conversation: its check of every row costs an import of a million messages more than the rows
-- do, and a conversation is never deleted.
-- A message without a platform id is known by `content_key` (sender, time, type and content) and by being the n-th
-- of its key.
create table message (
  conversation_id     uuid        not null,
  ordinal             int         not null,
  sent_at             timestamptz not null,
  type                int         not null,
  occurrence          int,
  content_key         uuid,
  platform_message_id text,
  sender_platform_id  text        not null,
  account_name        text,
  group_nickname      text,
  content             text,
  reply_to            text,
  constraint message_pkey primary key (conversation_id, ordinal),
  constraint message_known_by check ((platform_message_id is null) = (content_key is not null and occurrence is not null))
);
create unique index message_platform_message_id_key on message (conversation_id, platform_message_id)
  where platform_message_id is not null;
create unique index message_content_key on message (conversation_id, content_key, occurrence)
  where platform_message_id is null;

create table source_group (
  id                uuid        not null,
  organization_id   uuid        not null,
  platform          text        not null,
  platform_group_id text        not null,
  name              text        not null,
  owner_identity_id uuid,
  conversation_id   uuid        not null,
  state             text        not null default 'LIVE',
  successor_id      uuid,
  member_count      int         not null default 0,
  last_message_at   timestamptz,
  exported_at       timestamptz,
  imported_at       timestamptz not null,
  constraint source_group_pkey primary key (id),
  constraint source_group_organization_fkey foreign key (organization_id) references organization (id),
  constraint source_group_owner_fkey foreign key (owner_identity_id) references consumer_identity (id),
  constraint source_group_conversation_fkey foreign key (conversation_id) references conversation (id),
  constraint source_group_platform_group_id_key unique (organization_id, platform, platform_group_id),
  constraint source_group_conversation_key unique (conversation_id),
  constraint source_group_state check (state in ('LIVE', 'CEASED')),
  constraint source_group_successor check ((successor_id is not null) = (state = 'CEASED'))
);
create index source_group_owner_idx on source_group (owner_identity_id);

create table roster_entry (
  id              uuid        not null default gen_random_uuid(),
  source_group_id uuid        not null,
  identity_id     uuid        not null,
  position        int         not null,
  account_name    text,
  group_nickname  text,
  aliases         text[]      not null default '{}',
  roles           text[]      not null default '{}',
  left_at         timestamptz,
  constraint roster_entry_pkey primary key (id),
  constraint roster_entry_source_group_fkey foreign key (source_group_id) references source_group (id),
  constraint roster_entry_identity_fkey foreign key (identity_id) references consumer_identity (id),
  constraint roster_entry_source_group_identity_key unique (source_group_id, identity_id),
  constraint roster_entry_source_group_position_key unique (source_group_id, position)
);
create index roster_entry_identity_idx on roster_entry (identity_id);

create table enterprise_group (
  id              uuid        not null,
  organization_id uuid        not null,
  name            text        not null,
  state           text        not null default 'FORMING',
  conversation_id uuid        not null,
  source_group_id uuid        not null,
  created_at      timestamptz not null,
  activated_at    timestamptz,
  dissolved_at    timestamptz,
  constraint enterprise_group_pkey primary key (id),
  constraint enterprise_group_organization_fkey foreign key (organization_id) references organization (id),
  constraint enterprise_group_conversation_fkey foreign key (conversation_id) references conversation (id),
  constraint enterprise_group_source_group_fkey foreign key (source_group_id) references source_group (id),
  constraint enterprise_group_state check (state in ('FORMING', 'ACTIVE', 'DISSOLVED')),
  constraint enterprise_group_activated check (state <> 'ACTIVE' or activated_at is not null),
  constraint enterprise_group_dissolved check ((dissolved_at is not null) = (state = 'DISSOLVED'))
);
-- A source group has one heir at most: the group that forms, or the one that took over.
create unique index enterprise_group_source_group_key on enterprise_group (source_group_id) where state <> 'DISSOLVED';
create index enterprise_group_organization_idx on enterprise_group (organization_id, id);
create index enterprise_group_conversation_idx on enterprise_group (conversation_id);

alter table source_group
  add constraint source_group_successor_fkey foreign key (successor_id) references enterprise_group (id);
create index source_group_successor_idx on source_group (successor_id) where successor_id is not null;

create table enterprise_group_member (
  enterprise_group_id uuid        not null,
  member_id           uuid        not null,
  roster_entry_id     uuid,
  role                text        not null,
  joined_at           timestamptz not null,
  constraint enterprise_group_member_pkey primary key (enterprise_group_id, member_id),
  constraint enterprise_group_member_group_fkey foreign key (enterprise_group_id) references enterprise_group (id),
  constraint enterprise_group_member_member_fkey foreign key (member_id) references member (id),
  constraint enterprise_group_member_roster_entry_fkey foreign key (roster_entry_id) references roster_entry (id),
  constraint enterprise_group_member_role check (role in ('OWNER', 'ADMIN', 'MEMBER'))
);
create index enterprise_group_member_member_idx on enterprise_group_member (member_id);
create unique index enterprise_group_member_roster_entry_key on enterprise_group_member (roster_entry_id)
  where roster_entry_id is not null;
