-- warn: Where versions came on three of the last thirty days, the newest page is no older than a week
SELECT max(published_at) AS newest FROM documents
HAVING max(published_at) < getvariable('now') - INTERVAL 7 DAY AND (
    SELECT count(DISTINCT started_at::DATE) FROM runs WHERE status = 'published' AND started_at > getvariable('now') - INTERVAL 30 DAY
) >= 3
