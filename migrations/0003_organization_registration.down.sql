drop table registration, organization;
