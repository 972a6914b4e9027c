-- Whether the mobile of an identity makes its person the owner of what the identity owns: a file has said it, or a hand
-- when somebody with an activated account had it. A number that nobody used when it was said can be given to anybody.
alter table consumer_identity add column mobile_vouched boolean not null default false;
update consumer_identity i set mobile_vouched = true
where i.mobile is not null and (
  (select h.method from identity_match h where h.identity_id = i.id order by h.id desc limit 1) is distinct from 'HAND'
  or exists (
    select from member m where m.organization_id = i.organization_id and m.mobile = i.mobile and m.status = 'ACTIVATED'));
