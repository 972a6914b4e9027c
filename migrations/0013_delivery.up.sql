-- How an organization reaches its people. Without a row: by e-mail where the server can, by no webhook, without a plan.
create table delivery_setting (
  organization_id uuid    not null,
  email           boolean not null,
  webhook         boolean not null,
  webhook_url     text,
  -- Counts the webhook's secrets: each is derived from the server's secret and this number, and stored nowhere.
  webhook_secret  int     not null,
  -- Whether the webhook also brings messages to mobiles without an account.
  text_strangers  boolean not null,
  -- Hours after a question at which those who have not answered it are reminded, ascending.
  reminder_hours  int[]   not null,
  escalate_hours  int,
  version         int     not null,
  constraint delivery_setting_pkey primary key (organization_id),
  constraint delivery_setting_organization_fkey foreign key (organization_id) references organization (id),
  constraint delivery_setting_webhook check (not webhook or webhook_url is not null),
  constraint delivery_setting_escalate_hours check (escalate_hours between 1 and 720)
);

-- What is said, once for all to whom it is said.
create table delivery_text (
  id              uuid not null,
  organization_id uuid not null,
  kind            text not null,
  language        text not null,
  title           text not null,
  body            text not null,
  constraint delivery_text_pkey primary key (id),
  constraint delivery_text_organization_fkey foreign key (organization_id) references organization (id),
  constraint delivery_text_language_check check (language in ('en', 'zh-CN'))
);

-- One message to one person through one channel. Addresses are read where they are kept when it is sent, and not
-- copied here.
create table delivery (
  id              uuid        not null,
  organization_id uuid        not null,
  text_id         uuid        not null,
  -- The account it is for, or the consumer identity of somebody who has none.
  member_id       uuid,
  identity_id     uuid,
  topic_type      text        not null,
  topic_id        uuid        not null,
  channel         text        not null,
  -- With `{token}` where the delivery's own token goes, which is derived from its id and stored nowhere.
  link            text,
  state           text        not null,
  failure         text,
  failure_detail  text,
  -- The address it went to, masked.
  sent_to         text,
  attempts        int         not null default 0,
  not_before      timestamptz not null,
  -- Until when the node that has claimed it may be sending it.
  leased_until    timestamptz,
  queued_at       timestamptz not null,
  sent_at         timestamptz,
  delivered_at    timestamptz,
  seen_at         timestamptz,
  ended_at        timestamptz,
  constraint delivery_pkey primary key (id),
  constraint delivery_organization_fkey foreign key (organization_id) references organization (id),
  constraint delivery_text_fkey foreign key (text_id) references delivery_text (id),
  constraint delivery_member_fkey foreign key (member_id) references member (id),
  constraint delivery_identity_fkey foreign key (identity_id) references consumer_identity (id),
  constraint delivery_recipient check (num_nonnulls(member_id, identity_id) = 1),
  constraint delivery_channel_check check (channel in ('IN_APP', 'EMAIL', 'WEBHOOK')),
  constraint delivery_state_check check (state in ('QUEUED', 'SENT', 'DELIVERED', 'SEEN', 'FAILED', 'CANCELLED')),
  constraint delivery_failure check ((failure is not null) = (state = 'FAILED')),
  constraint delivery_seen check ((seen_at is not null) = (state = 'SEEN')),
  constraint delivery_attempts_check check (attempts >= 0)
);
create index delivery_due_idx on delivery (channel, organization_id, not_before) where state = 'QUEUED';
create index delivery_topic_idx on delivery (topic_type, topic_id, id);
create index delivery_inbox_idx on delivery (member_id, id) where channel = 'IN_APP';
create index delivery_unseen_idx on delivery (member_id) where channel = 'IN_APP' and state = 'DELIVERED';

-- The single-use tokens of links in messages, by their SHA-256.
create table invitation_link (
  digest        bytea       not null,
  invitation_id uuid        not null,
  delivery_id   uuid        not null,
  expires_at    timestamptz not null,
  used_at       timestamptz,
  constraint invitation_link_pkey primary key (digest),
  constraint invitation_link_invitation_fkey foreign key (invitation_id) references invitation (id),
  constraint invitation_link_delivery_fkey foreign key (delivery_id) references delivery (id),
  constraint invitation_link_digest_length check (octet_length(digest) = 32)
);
create index invitation_link_delivery_idx on invitation_link (delivery_id);
create index invitation_link_invitation_idx on invitation_link (invitation_id);

-- Who was reminded of what: the quotas count these.
create table invitation_reminder (
  id               uuid        not null,
  invitation_id    uuid        not null,
  group_upgrade_id uuid        not null,
  round            int         not null,
  member_id        uuid        not null,
  at               timestamptz not null,
  -- REMINDER to the person, ESCALATION to their manager.
  kind             text        not null,
  -- The hour of the plan that it is for; null when somebody asked for it.
  plan_hours       int,
  constraint invitation_reminder_pkey primary key (id),
  constraint invitation_reminder_invitation_fkey foreign key (invitation_id) references invitation (id),
  constraint invitation_reminder_upgrade_fkey foreign key (group_upgrade_id) references group_upgrade (id),
  constraint invitation_reminder_member_fkey foreign key (member_id) references member (id),
  constraint invitation_reminder_kind_check check (kind in ('REMINDER', 'ESCALATION'))
);
create index invitation_reminder_upgrade_idx on invitation_reminder (group_upgrade_id);
create index invitation_reminder_member_idx on invitation_reminder (member_id, at) where kind = 'REMINDER';
-- A manager is told once a round.
create unique index invitation_reminder_escalation_key on invitation_reminder (invitation_id, round)
  where kind = 'ESCALATION';
