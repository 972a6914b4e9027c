-- Who the author was when their place was taken, for `verifyHistory` to compare with who is shown as the author now. Both
-- go with the row when the author is erased. Null where a server of an earlier release has kept the row.
alter table enterprise_group_author
  add column platform_id text,
  add column person_id   uuid;
update enterprise_group_author a set platform_id = i.platform_id, person_id = g.person_id
from enterprise_group_member g, roster_entry e, consumer_identity i
where g.id = a.place_id and e.id = a.roster_entry_id and i.id = e.identity_id;
