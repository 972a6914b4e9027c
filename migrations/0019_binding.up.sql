-- What an edition of a text promises, frozen with it; and what the group that took over was promised. An edition 0 is
-- the built-in text by the settings that every organization then had; of all others is known what the settings say now.
alter table group_upgrade_notice
  -- Null: messages are kept for good.
  add column retention_days  int,
  add column confidentiality text not null default 'INTERNAL',
  add column late_history    text not null default 'FROM_ADMISSION';
update group_upgrade_notice n
  set retention_days = s.retention_days, confidentiality = s.confidentiality, late_history = s.late_history
  from group_upgrade u join organization_setting s on s.organization_id = u.organization_id
  where u.id = n.group_upgrade_id and n.edition > 0;
alter table group_upgrade_notice
  alter column confidentiality drop default,
  alter column late_history drop default,
  add constraint group_upgrade_notice_retention check (retention_days between 1 and 36500),
  add constraint group_upgrade_notice_confidentiality check (confidentiality in ('PUBLIC', 'INTERNAL', 'CONFIDENTIAL')),
  add constraint group_upgrade_notice_late_history check (late_history in ('FROM_BEGINNING', 'FROM_ADMISSION'));

-- Null, all three, until the group takes over.
alter table enterprise_group
  add column retention_days  int,
  add column confidentiality text,
  add column late_history    text;
update enterprise_group g
  set retention_days = t.retention_days, confidentiality = t.confidentiality, late_history = t.late_history
  from (
    select e.id, case when n.edition is null then s.retention_days else n.retention_days end as retention_days,
      coalesce(n.confidentiality, s.confidentiality) as confidentiality,
      coalesce(n.late_history, s.late_history) as late_history
    from enterprise_group e join organization_setting s on s.organization_id = e.organization_id
      left join group_upgrade u on u.enterprise_group_id = e.id
      left join group_upgrade_notice n on n.group_upgrade_id = u.id and n.edition = u.notice_edition) as t
  where t.id = g.id and g.activated_at is not null;
alter table enterprise_group
  add constraint enterprise_group_retention check (retention_days between 1 and 36500),
  add constraint enterprise_group_confidentiality check (confidentiality in ('PUBLIC', 'INTERNAL', 'CONFIDENTIAL')),
  add constraint enterprise_group_late_history check (late_history in ('FROM_BEGINNING', 'FROM_ADMISSION')),
  add constraint enterprise_group_terms check (
    (confidentiality is not null) = (activated_at is not null)
    and num_nulls(confidentiality, late_history) in (0, 2)
    and (retention_days is null or confidentiality is not null));

-- Whether the organization wanted a second person for the cut-over when the upgrade was started.
alter table group_upgrade add column second_administrator boolean not null default false;
update group_upgrade u set second_administrator = s.second_administrator
  from organization_setting s
  where s.organization_id = u.organization_id and u.state in ('INVITING', 'COOLING_OFF', 'PAUSED');

-- Who joins, as a digest. A proposal from before does not say it and cannot be confirmed.
alter table cut_over_proposal add column joining_digest text not null default '';
alter table cut_over_proposal
  alter column joining_digest drop default,
  add constraint cut_over_proposal_joining_digest check (joining_digest ~ '^([0-9a-f]{64})?$');
