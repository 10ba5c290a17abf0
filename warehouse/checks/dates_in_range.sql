-- warn: Events lie between 1800 and twenty years from now, pages between 1995 and tomorrow
SELECT 'event' AS what, event_id AS which, start_date::VARCHAR AS day FROM events
WHERE start_date < DATE '1800-01-01' OR start_date > getvariable('now') + INTERVAL 20 YEAR
UNION ALL
SELECT 'page', document_id, published_at::VARCHAR FROM documents
WHERE published_at < TIMESTAMPTZ '1995-01-01 00:00:00+08' OR published_at > getvariable('now') + INTERVAL 1 DAY
