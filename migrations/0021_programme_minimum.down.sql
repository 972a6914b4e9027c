alter table upgrade_programme drop column minimum_percent;
