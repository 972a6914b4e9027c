-- Who is outside of an enterprise group on a word of their own: a no that stands until they themselves ask to be let in.
-- The word is the person's, and no account's.
create table enterprise_group_outsider (
  enterprise_group_id uuid        not null,
  person_id           uuid        not null,
  declined            boolean     not null,
  -- When they asked to be admitted; null while they have not.
  asked_at            timestamptz,
  constraint enterprise_group_outsider_pkey primary key (enterprise_group_id, person_id),
  constraint enterprise_group_outsider_group_fkey foreign key (enterprise_group_id) references enterprise_group (id),
  constraint enterprise_group_outsider_person_fkey foreign key (person_id) references person (id),
  constraint enterprise_group_outsider_word check (declined or asked_at is not null)
);
create index enterprise_group_outsider_person_idx on enterprise_group_outsider (person_id);

-- Whoever's last answer was a no when their group moved, as far as receipts tell it, or the outcome.
insert into enterprise_group_outsider (enterprise_group_id, person_id, declined)
  select u.enterprise_group_id, said.person_id, true
  from group_upgrade u join lateral (
    select person_id from (
      select distinct on (p.person_id) p.person_id, t.answer from receipt t join receipt_person p on p.receipt_id = t.id
      where t.group_upgrade_id = u.id order by p.person_id, t.sequence desc) last
    where answer <> 'ACCEPTED'
    union
    select i.answered_by from invitation i
    where i.group_upgrade_id = u.id and i.exclusion_reason in ('DECLINED', 'WITHDRAWN')) said on true
  where u.state = 'COMPLETED' and exists (select from person q where q.id = said.person_id)
    and not exists (select from enterprise_group_member g
      where g.enterprise_group_id = u.enterprise_group_id and g.person_id = said.person_id);

-- Up to which place of the roster people have been told how it ended.
alter table group_upgrade add column told_position int not null default 0;
