-- error: No table of a hundred rows or more loses half of them from one version to the next
SELECT now.name, 'from ' || previous.rows || ' to ' || now.rows AS fell
FROM (
    SELECT 'documents' AS name, count(*) AS rows FROM documents
    UNION ALL SELECT 'mentions', count(*) FROM mentions
    UNION ALL SELECT 'entities', count(*) FROM entities
    UNION ALL SELECT 'dates', count(*) FROM dates
    UNION ALL SELECT 'quantities', count(*) FROM quantities
    UNION ALL SELECT 'positions', count(*) FROM positions
    UNION ALL SELECT 'events', count(*) FROM events
    UNION ALL SELECT 'event_documents', count(*) FROM event_documents
    UNION ALL SELECT 'event_participants', count(*) FROM event_participants
    UNION ALL SELECT 'publications', count(*) FROM publications
    UNION ALL SELECT 'outputs', count(*) FROM outputs
    UNION ALL SELECT 'awards', count(*) FROM awards
    UNION ALL SELECT 'agreements', count(*) FROM agreements
    UNION ALL SELECT 'statements', count(*) FROM statements
) AS now
JOIN previous ON previous.name = now.name AND previous.rows >= 100 AND now.rows < previous.rows / 2
