-- Rows are looked up by these when a person is erased.
create index delivery_member_idx on delivery (member_id) where member_id is not null;
create index delivery_identity_idx on delivery (identity_id) where identity_id is not null;
create index upload_owner_idx on upload (person_id);

-- Which upgrades stand on an account is asked with every change of one.
create index group_upgrade_owner_member_idx on group_upgrade (owner_member_id) where owner_member_id is not null;
create index group_upgrade_taken_up_by_idx on group_upgrade (taken_up_by) where taken_up_by is not null;
