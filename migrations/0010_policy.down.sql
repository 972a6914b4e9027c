drop table cut_over_proposal, upgrade_preflight_entry, upgrade_preflight;
