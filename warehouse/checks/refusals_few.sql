-- warn: Of ten inputs or more, fewer than a fifth is refused
SELECT quarantined || ' of ' || seen AS refused FROM runs WHERE run_id = getvariable('run_id') AND seen >= 10 AND quarantined >= seen / 5
