-- Since when the account has the mobile that it has: whoever used it before that is somebody else.
alter table member add column mobile_since timestamptz;
update member m set mobile_since = coalesce(
    (select max(e.at) from audit_entry e
     where e.subject_type = 'Member' and e.subject_id = m.id::text and e.details like '%"mobileBefore"%'),
    m.created_at);
alter table member
  alter column mobile_since set not null,
  alter column mobile_since set default assent_now();

-- A place in an enterprise group is the person's who said yes or was admitted, and not their account's: that can be
-- given to somebody else, with another mobile. Null where it is not known any more whose account it was.
alter table enterprise_group_author drop constraint enterprise_group_author_member_fkey;
alter table enterprise_group_member
  drop constraint enterprise_group_member_pkey,
  add column id uuid not null default gen_random_uuid(),
  add column person_id uuid,
  add constraint enterprise_group_member_pkey primary key (id),
  add constraint enterprise_group_member_person_fkey foreign key (person_id) references person (id);
update enterprise_group_member g set person_id = coalesce(
    (select i.answered_by from invitation i join group_upgrade u on u.id = i.group_upgrade_id
     where u.enterprise_group_id = g.enterprise_group_id and i.roster_entry_id = g.roster_entry_id
       and i.state = 'INCLUDED'),
    (select m.person_id from member m where m.id = g.member_id and m.mobile_since <= g.joined_at));
alter table enterprise_group_member
  add constraint enterprise_group_member_person_key unique (enterprise_group_id, person_id);
create index enterprise_group_member_group_idx on enterprise_group_member (enterprise_group_id, id);
create index enterprise_group_member_person_idx on enterprise_group_member (person_id) where person_id is not null;

-- Whose messages are shown as whose goes with the place.
alter table enterprise_group_author add column place_id uuid;
update enterprise_group_author a set place_id = g.id from enterprise_group_member g
  where g.enterprise_group_id = a.enterprise_group_id and g.member_id = a.member_id;
alter table enterprise_group_author
  drop column member_id,
  alter column place_id set not null,
  add constraint enterprise_group_author_place_fkey foreign key (place_id)
    references enterprise_group_member (id) on delete cascade;
create index enterprise_group_author_place_idx on enterprise_group_author (place_id);

-- Whom a message was addressed to; null for an account that nobody had yet, and for nobody's account.
alter table delivery
  add column person_id uuid,
  add constraint delivery_person_fkey foreign key (person_id) references person (id);
update delivery d set person_id = m.person_id from member m
  where m.id = d.member_id and m.person_id is not null and d.queued_at >= m.mobile_since;
create index delivery_person_idx on delivery (person_id) where person_id is not null;

-- Who the owner was whose word the upgrade goes on, and who acts for them. An account that was given to somebody else
-- since, nobody can tell when, counts for neither.
alter table group_upgrade
  add column owner_person_id    uuid,
  add column taken_up_person_id uuid,
  add constraint group_upgrade_owner_person_fkey foreign key (owner_person_id) references person (id),
  add constraint group_upgrade_taken_up_person_fkey foreign key (taken_up_person_id) references person (id);
create index group_upgrade_taken_up_person_idx on group_upgrade (taken_up_person_id)
  where taken_up_person_id is not null;
update group_upgrade u set owner_person_id = m.person_id from member m
  where m.id = u.owner_member_id and m.mobile_since <= u.started_at;
update group_upgrade u set taken_up_person_id = m.person_id from member m
  where m.id = u.taken_up_by and m.mobile_since <= u.started_at;

-- In whose name a group of a programme is started.
alter table programme_group
  add column starter_person_id uuid,
  add constraint programme_group_starter_person_fkey foreign key (starter_person_id) references person (id);
update programme_group g set starter_person_id = m.person_id from member m, upgrade_programme p
  where m.id = g.starter_id and p.id = g.programme_id and m.mobile_since <= coalesce(p.started_at, p.created_at);

-- Who granted or refused.
alter table source_group_mandate
  add column decided_person_id uuid,
  add constraint source_group_mandate_decided_person_fkey foreign key (decided_person_id) references person (id);
update source_group_mandate d set decided_person_id = m.person_id from member m
  where m.id = d.decided_by and m.mobile_since <= d.decided_at;
