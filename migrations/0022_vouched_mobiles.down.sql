alter table consumer_identity drop column mobile_vouched;
