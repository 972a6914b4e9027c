-- How much of each roster must join besides the number; null: the number alone counts.
alter table upgrade_programme
  add column minimum_percent int,
  add constraint upgrade_programme_minimum_percent check (minimum_percent between 1 and 100);
