-- What an organization has decided about upgrades. Made with the organization; every organization has one.
create table organization_setting (
  organization_id       uuid    not null,
  time_zone             text    not null,
  -- Minutes after midnight, in the time zone; equal means no quiet hours.
  quiet_from            int     not null default 1320,
  quiet_until           int     not null default 480,
  -- Null: messages are kept for good.
  retention_days        int,
  confidentiality       text    not null default 'INTERNAL',
  members_region        text    not null default 'ANY',
  clock_while_suspended text    not null default 'STOPS',
  late_history          text    not null default 'FROM_ADMISSION',
  second_administrator  boolean not null default false,
  version               int     not null default 1,
  constraint organization_setting_pkey primary key (organization_id),
  constraint organization_setting_organization_fkey foreign key (organization_id) references organization (id),
  constraint organization_setting_quiet_check check (quiet_from between 0 and 1439 and quiet_until between 0 and 1439),
  constraint organization_setting_retention_check check (retention_days between 1 and 36500),
  constraint organization_setting_confidentiality_check check (confidentiality in ('PUBLIC', 'INTERNAL', 'CONFIDENTIAL')),
  constraint organization_setting_members_region_check check (members_region in ('ANY', 'OWN')),
  constraint organization_setting_clock_check check (clock_while_suspended in ('RUNS', 'STOPS')),
  constraint organization_setting_late_history_check check (late_history in ('FROM_BEGINNING', 'FROM_ADMISSION'))
);
insert into organization_setting (organization_id, time_zone)
  select id, case region when 'MAINLAND' then 'Asia/Shanghai' else 'UTC' end from organization;

-- The texts that an organization asks its people to agree to. Version 0 is the built-in one and has no row.
create table notice (
  organization_id uuid        not null,
  version         int         not null,
  text_en         text        not null,
  text_zh         text        not null,
  published_by    uuid        not null,
  published_at    timestamptz not null,
  constraint notice_pkey primary key (organization_id, version),
  constraint notice_organization_fkey foreign key (organization_id) references organization (id),
  constraint notice_published_by_fkey foreign key (published_by) references member (id),
  constraint notice_version_check check (version >= 1)
);

alter table group_upgrade
  add column owner_identity_id uuid,
  add column minimum_percent   int,
  add column round             int not null default 1,
  add column notice_edition    int not null default 1,
  -- What the upgrade was when it was paused, and why; all three only while it is.
  add column paused_from       text,
  add column pause_reason      text,
  add column paused_at         timestamptz,
  add constraint group_upgrade_owner_fkey foreign key (owner_identity_id) references consumer_identity (id),
  add constraint group_upgrade_minimum_percent check (minimum_percent between 1 and 100),
  add constraint group_upgrade_round check (round >= 1),
  add constraint group_upgrade_paused check (
    (state = 'PAUSED') = (paused_at is not null)
    and num_nulls(paused_from, pause_reason, paused_at) in (0, 3)
    and paused_from in ('INVITING', 'COOLING_OFF'));
update group_upgrade u set owner_identity_id = g.owner_identity_id from source_group g where g.id = u.source_group_id;

-- The text of one upgrade, filled in, as its people read it. A new edition asks anew whoever has said yes.
create table group_upgrade_notice (
  group_upgrade_id uuid        not null,
  edition          int         not null,
  notice_version   int         not null,
  text_en          text        not null,
  text_zh          text        not null,
  -- SHA-256 of the UTF-8 text, hexadecimal.
  digest_en        text        not null,
  digest_zh        text        not null,
  adopted_at       timestamptz not null,
  constraint group_upgrade_notice_pkey primary key (group_upgrade_id, edition),
  constraint group_upgrade_notice_upgrade_fkey foreign key (group_upgrade_id) references group_upgrade (id),
  constraint group_upgrade_notice_digests check (digest_en ~ '^[0-9a-f]{64}$' and digest_zh ~ '^[0-9a-f]{64}$')
);

alter table invitation
  add column round          int not null default 1,
  -- The edition of the notice that the present answer is about.
  add column notice_edition int,
  -- Why it was revoked: CANCELLED or REMOVED_BY_ADMIN.
  add column revoked_reason text,
  -- How many hours before its end the last warning of it was published: 72 or 24.
  add column warned_hours   int,
  add column seen_at        timestamptz,
  -- Through which channel its person came to it last.
  add column opened_by      text,
  add constraint invitation_round check (round >= 1),
  add constraint invitation_warned_hours check (warned_hours in (72, 24));
update invitation set revoked_reason = 'CANCELLED' where state = 'REVOKED';
alter table invitation
  add constraint invitation_revoked_reason check ((revoked_reason is not null) = (state = 'REVOKED'));
create index invitation_open_expiry_idx on invitation (group_upgrade_id, expires_at) where state = 'PENDING';

-- How an earlier round of a question ended.
create table invitation_round (
  invitation_id  uuid        not null,
  round          int         not null,
  state          text        not null,
  reason         text,
  member_id      uuid,
  notice_edition int,
  expires_at     timestamptz not null,
  answered_at    timestamptz,
  closed_at      timestamptz not null,
  constraint invitation_round_pkey primary key (invitation_id, round),
  constraint invitation_round_invitation_fkey foreign key (invitation_id) references invitation (id)
);

-- The proof of one answer. What tells who the person is stands beside it, under a salted commitment, so that it can
-- be erased and the receipt still be verified.
create table receipt (
  id               uuid        not null,
  organization_id  uuid        not null,
  group_upgrade_id uuid        not null,
  invitation_id    uuid        not null,
  -- Of the upgrade's log: the event that this answer is.
  sequence         bigint      not null,
  round            int         not null,
  answer           text        not null,
  member_id        uuid,
  notice_version   int         not null,
  notice_edition   int         not null,
  notice_digest    text,
  language         text,
  channel          text        not null,
  at               timestamptz not null,
  commitment       bytea       not null,
  -- SHA-256 over all of the above.
  digest           bytea       not null,
  constraint receipt_pkey primary key (id),
  constraint receipt_invitation_fkey foreign key (invitation_id) references invitation (id),
  constraint receipt_upgrade_sequence_key unique (group_upgrade_id, sequence),
  constraint receipt_answer_check check (answer in ('ACCEPTED', 'DECLINED', 'WITHDRAWN')),
  constraint receipt_language_check check (language in ('en', 'zh-CN')),
  constraint receipt_channel_check check (channel in ('IN_APP', 'EMAIL', 'WEBHOOK')),
  constraint receipt_accepted_notice check (answer <> 'ACCEPTED' or (notice_digest is not null and language is not null)),
  constraint receipt_digest_lengths check (octet_length(commitment) = 32 and octet_length(digest) = 32)
);
create index receipt_invitation_idx on receipt (invitation_id, sequence);

create table receipt_person (
  receipt_id  uuid  not null,
  salt        bytea not null,
  person_id   uuid  not null,
  platform    text  not null,
  platform_id text  not null,
  name        text  not null,
  mobile      text  not null,
  address     text,
  client      text,
  constraint receipt_person_pkey primary key (receipt_id),
  constraint receipt_person_receipt_fkey foreign key (receipt_id) references receipt (id),
  constraint receipt_person_salt_length check (octet_length(salt) = 32)
);
create index receipt_person_person_idx on receipt_person (person_id);
