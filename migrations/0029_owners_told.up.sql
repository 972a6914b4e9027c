-- The new owners who have been told that an upgrade waits for them, until an owner stands behind it again: each is told
-- once, whatever it stands still for, and however often something changes underneath it.
alter table group_upgrade add column owners_told uuid[] not null default '{}';
update group_upgrade u set owners_told = told.people
from (
  select w.id, array_agg(distinct d.person_id) as people
  from group_upgrade w
    join delivery d on d.topic_type = 'SourceGroup' and d.topic_id = w.source_group_id and d.queued_at >= w.paused_at
    join delivery_text t on t.id = d.text_id and t.kind = 'UPGRADE_AWAITS_OWNER'
  where w.state = 'PAUSED' and d.person_id is not null
  group by w.id) told
where u.id = told.id;
