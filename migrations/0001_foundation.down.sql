drop table rate_window, session, sign_in_code, person, audit_entry, audit_chain, idempotency_record;
drop function assent_now();
