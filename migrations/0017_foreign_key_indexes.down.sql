drop index group_upgrade_taken_up_by_idx;
drop index group_upgrade_owner_member_idx;
drop index upload_owner_idx;
drop index delivery_identity_idx;
drop index delivery_member_idx;
