-- warn: No period ends before it starts
SELECT table_name, id, start_date, end_date FROM (
    SELECT 'dates' AS table_name, document_id AS id, start_date, end_date FROM dates
    UNION ALL SELECT 'events', event_id, start_date, end_date FROM events
    UNION ALL SELECT 'event_documents', document_id, start_date, end_date FROM event_documents
)
WHERE end_date < start_date
