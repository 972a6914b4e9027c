-- What a later export of a group has found changed. Changes are counted from the first roster on.
create table roster_change (
  source_group_id         uuid        not null,
  sequence                int         not null,
  kind                    text        not null,
  -- Whom it is about; of OWNER_CHANGED the new owner, null while nobody is known to be.
  roster_entry_id         uuid,
  previous_owner_entry_id uuid,
  at                      timestamptz not null,
  constraint roster_change_pkey primary key (source_group_id, sequence),
  constraint roster_change_source_group_fkey foreign key (source_group_id) references source_group (id),
  constraint roster_change_roster_entry_fkey foreign key (roster_entry_id) references roster_entry (id),
  constraint roster_change_previous_owner_fkey foreign key (previous_owner_entry_id) references roster_entry (id),
  constraint roster_change_kind check (kind in ('JOINED', 'LEFT', 'REJOINED', 'OWNER_CHANGED')),
  constraint roster_change_about check (roster_entry_id is not null or kind = 'OWNER_CHANGED'),
  constraint roster_change_previous_owner check (previous_owner_entry_id is null or kind = 'OWNER_CHANGED')
);

-- Who said that an identity is the person with a mobile, or is no longer known to be. Mobiles are masked.
create table identity_match (
  id              uuid        not null,
  identity_id     uuid        not null,
  -- The entry through which it was said; the identity may stand on other rosters as well.
  roster_entry_id uuid        not null,
  method          text        not null,
  matched_by      uuid        not null,
  old_mobile      text,
  new_mobile      text,
  at              timestamptz not null,
  constraint identity_match_pkey primary key (id),
  constraint identity_match_identity_fkey foreign key (identity_id) references consumer_identity (id),
  constraint identity_match_roster_entry_fkey foreign key (roster_entry_id) references roster_entry (id),
  constraint identity_match_matched_by_fkey foreign key (matched_by) references member (id),
  constraint identity_match_method check (method in ('HAND', 'CSV')),
  constraint identity_match_some_mobile check (num_nonnulls(old_mobile, new_mobile) > 0)
);
create index identity_match_identity_idx on identity_match (identity_id, id);

-- The word of a group's owner that administrators may upgrade it. Bound to the owner: another one gives their own.
create table source_group_mandate (
  source_group_id   uuid        not null,
  owner_identity_id uuid        not null,
  state             text        not null,
  requested_by      uuid,
  requested_at      timestamptz,
  -- The owner's account, and when it granted or revoked.
  decided_by        uuid,
  decided_at        timestamptz,
  constraint source_group_mandate_pkey primary key (source_group_id, owner_identity_id),
  constraint source_group_mandate_source_group_fkey foreign key (source_group_id) references source_group (id),
  constraint source_group_mandate_owner_fkey foreign key (owner_identity_id) references consumer_identity (id),
  constraint source_group_mandate_requested_by_fkey foreign key (requested_by) references member (id),
  constraint source_group_mandate_decided_by_fkey foreign key (decided_by) references member (id),
  constraint source_group_mandate_state check (state in ('REQUESTED', 'GRANTED', 'REVOKED', 'LAPSED')),
  constraint source_group_mandate_requested check (
    (requested_by is null) = (requested_at is null) and (state <> 'REQUESTED' or requested_by is not null)),
  constraint source_group_mandate_decided check (
    (decided_by is null) = (decided_at is null) and (state not in ('GRANTED', 'REVOKED') or decided_by is not null))
);

-- The file that a message is about, by reference: the file itself is kept elsewhere. No foreign key to message, as
-- with conversations: rows are made by a join with it, and messages are never deleted.
create table message_attachment (
  conversation_id uuid   not null,
  ordinal         int    not null,
  reference       text   not null,
  file_name       text   not null,
  bytes           bigint not null,
  sha256          bytea  not null,
  constraint message_attachment_pkey primary key (conversation_id, ordinal),
  constraint message_attachment_bytes check (bytes >= 0),
  constraint message_attachment_sha256_length check (octet_length(sha256) = 32)
);
-- Images, voice messages, videos and files: those that must have one.
create index message_attachable_idx on message (conversation_id, ordinal) where type in (1, 2, 3, 4);

alter table upload drop constraint upload_purpose_check;
alter table upload add constraint upload_purpose_check check (purpose in ('REGISTRATION_DOCUMENT',
  'DIRECTORY_DEPARTMENTS', 'DIRECTORY_MEMBERS', 'GROUP_EXPORT', 'GROUP_MOBILES', 'GROUP_ATTACHMENTS'));
