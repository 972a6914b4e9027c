alter table source_group_mandate drop column decided_person_id;
alter table programme_group drop column starter_person_id;
alter table group_upgrade drop column owner_person_id, drop column taken_up_person_id;
alter table delivery drop column person_id;

-- Of several people who came into a group with one account, one after the other, the last one keeps the place.
delete from enterprise_group_member g using enterprise_group_member o
  where o.enterprise_group_id = g.enterprise_group_id and o.member_id = g.member_id
    and (o.joined_at, o.id) > (g.joined_at, g.id);
alter table enterprise_group_author add column member_id uuid;
update enterprise_group_author a set member_id = g.member_id from enterprise_group_member g where g.id = a.place_id;
alter table enterprise_group_author
  drop column place_id,
  alter column member_id set not null;
alter table enterprise_group_member
  drop constraint enterprise_group_member_pkey,
  drop constraint enterprise_group_member_person_key,
  drop column id,
  drop column person_id,
  add constraint enterprise_group_member_pkey primary key (enterprise_group_id, member_id);
alter table enterprise_group_author
  add constraint enterprise_group_author_member_fkey foreign key (enterprise_group_id, member_id)
    references enterprise_group_member (enterprise_group_id, member_id) on delete cascade;
create index enterprise_group_author_member_idx on enterprise_group_author (enterprise_group_id, member_id);

alter table member drop column mobile_since;
