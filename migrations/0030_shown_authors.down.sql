alter table enterprise_group_author
  drop column platform_id,
  drop column person_id;
