-- What a start would have done when it was rehearsed, kept to be compared with a later one.
create table upgrade_preflight (
  id              uuid        not null,
  organization_id uuid        not null,
  source_group_id uuid        not null,
  saved_by        uuid        not null,
  saved_at        timestamptz not null,
  obstacle        text,
  total           int         not null,
  eligible        int         not null,
  -- Capacity, policies and messages as they were.
  report          jsonb       not null,
  constraint upgrade_preflight_pkey primary key (id),
  constraint upgrade_preflight_organization_fkey foreign key (organization_id) references organization (id),
  constraint upgrade_preflight_source_group_fkey foreign key (source_group_id) references source_group (id),
  constraint upgrade_preflight_saved_by_fkey foreign key (saved_by) references member (id),
  constraint upgrade_preflight_counts check (eligible between 0 and total)
);
create index upgrade_preflight_source_group_idx on upgrade_preflight (source_group_id, id);

create table upgrade_preflight_entry (
  preflight_id    uuid not null,
  position        int  not null,
  roster_entry_id uuid not null,
  hindrance       text,
  -- The account with the entry's mobile, at that time.
  member_id       uuid,
  constraint upgrade_preflight_entry_pkey primary key (preflight_id, position),
  constraint upgrade_preflight_entry_preflight_fkey foreign key (preflight_id) references upgrade_preflight (id)
    on delete cascade,
  constraint upgrade_preflight_entry_roster_entry_fkey foreign key (roster_entry_id) references roster_entry (id)
);

-- The cut-over that one administrator wants and another is to confirm, on the numbers that were read. One an upgrade.
create table cut_over_proposal (
  group_upgrade_id uuid        not null,
  id               uuid        not null,
  proposed_by      uuid        not null,
  person_id        uuid        not null,
  sequence         bigint      not null,
  joining          int         not null,
  staying          int         not null,
  messages         int         not null,
  digest           text        not null,
  read_at          timestamptz not null,
  proposed_at      timestamptz not null,
  constraint cut_over_proposal_pkey primary key (group_upgrade_id),
  constraint cut_over_proposal_id_key unique (id),
  constraint cut_over_proposal_upgrade_fkey foreign key (group_upgrade_id) references group_upgrade (id),
  constraint cut_over_proposal_proposed_by_fkey foreign key (proposed_by) references member (id),
  constraint cut_over_proposal_person_fkey foreign key (person_id) references person (id)
);
