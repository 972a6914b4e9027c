alter table source_group drop constraint source_group_successor_fkey;
drop table enterprise_group_member, enterprise_group, roster_entry, source_group, message, conversation, consumer_identity;
