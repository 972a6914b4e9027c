create table department (
  id              uuid   not null,
  organization_id uuid   not null,
  external_id     text   not null,
  name            text   not null,
  parent_id       uuid,
  sort_order      bigint not null default 0,
  depth           int    not null,
  constraint department_pkey primary key (id),
  constraint department_organization_fkey foreign key (organization_id) references organization (id),
  constraint department_parent_fkey foreign key (parent_id) references department (id),
  constraint department_organization_external_id_key unique (organization_id, external_id),
  constraint department_external_id_check check (external_id ~ '^[1-9][0-9]{0,9}$'),
  constraint department_name_check check (length(name) between 1 and 64),
  constraint department_sort_order_check check (sort_order between 0 and 4294967295),
  constraint department_depth_check check (depth between 1 and 15),
  constraint department_root_check check ((parent_id is null) = (depth = 1))
);
create unique index department_root_key on department (organization_id) where parent_id is null;
create index department_parent_idx on department (parent_id);
create index department_organization_idx on department (organization_id, depth, id);

create table member (
  id                 uuid        not null,
  organization_id    uuid        not null,
  person_id          uuid,
  user_id            text        not null,
  -- The server made the user id up, so that it may still be replaced, once.
  user_id_generated  boolean     not null default false,
  name               text        not null,
  alias              text,
  mobile             text        not null,
  email              text,
  position           text,
  gender             text,
  address            text,
  telephone          text,
  main_department_id uuid,
  manager_id         uuid,
  roles              text[]      not null default '{}',
  status             text        not null,
  version            int         not null default 1,
  created_at         timestamptz not null,
  activated_at       timestamptz,
  constraint member_pkey primary key (id),
  constraint member_organization_fkey foreign key (organization_id) references organization (id),
  constraint member_person_fkey foreign key (person_id) references person (id),
  constraint member_main_department_fkey foreign key (main_department_id) references department (id),
  constraint member_manager_fkey foreign key (manager_id) references member (id),
  constraint member_user_id_check check (length(user_id) between 1 and 64),
  constraint member_name_check check (length(name) between 1 and 64),
  constraint member_mobile_check check (mobile ~ '^\+[1-9][0-9]{6,14}$'),
  constraint member_gender_check check (gender in ('MALE', 'FEMALE')),
  constraint member_status_check check (status in ('NOT_ACTIVATED', 'ACTIVATED', 'DISABLED', 'LEFT')),
  constraint member_activated_check check (status <> 'ACTIVATED' or (person_id is not null and activated_at is not null)),
  constraint member_left_check check (status <> 'LEFT' or (roles = '{}' and main_department_id is null)),
  constraint member_manager_check check (manager_id <> id)
);
create unique index member_organization_mobile_key on member (organization_id, mobile) where status <> 'LEFT';
create unique index member_organization_user_id_key on member (organization_id, lower(user_id)) where status <> 'LEFT';
create index member_organization_idx on member (organization_id, id);
create index member_person_idx on member (person_id, organization_id) where person_id is not null;
create index member_awaited_mobile_idx on member (mobile) where status = 'NOT_ACTIVATED';
create index member_officer_idx on member (organization_id) where roles <> '{}';
create index member_main_department_idx on member (main_department_id) where main_department_id is not null;
create index member_manager_idx on member (manager_id) where manager_id is not null;

create table member_department (
  member_id     uuid    not null,
  department_id uuid    not null,
  leader        boolean not null default false,
  sort_order    bigint  not null default 0,
  constraint member_department_pkey primary key (member_id, department_id),
  constraint member_department_member_fkey foreign key (member_id) references member (id) on delete cascade,
  constraint member_department_department_fkey foreign key (department_id) references department (id),
  constraint member_department_sort_order_check check (sort_order between 0 and 4294967295)
);
create index member_department_department_idx on member_department (department_id, member_id);

-- The rows of member files that are being imported. They are gone when their operation ends, and nothing is lost
-- with them: the file is read again.
create unlogged table member_import (
  operation_id       uuid     not null,
  line               int      not null,
  id                 uuid     not null,
  user_id            text     not null,
  name               text     not null,
  alias              text,
  mobile             text     not null,
  email              text,
  position           text,
  gender             text,
  address            text,
  telephone          text,
  departments        text[]   not null,
  leaders            boolean[] not null,
  orders             bigint[] not null,
  disabled           boolean  not null,
  same_mobile_line   int,
  same_user_id_line  int,
  constraint member_import_pkey primary key (operation_id, line)
);
