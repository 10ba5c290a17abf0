-- error: Every entity, event and document that resolution names is there
SELECT named_by, id FROM (
    SELECT 'mentions' AS named_by, entity_id AS id FROM mentions WHERE type <> 'event' AND entity_id NOT IN (SELECT entity_id FROM entities)
    UNION ALL SELECT 'event_documents', event_id FROM event_documents WHERE event_id NOT IN (SELECT event_id FROM events)
    UNION ALL SELECT 'documents', duplicate_of FROM documents WHERE duplicate_of NOT IN (SELECT document_id FROM documents)
)
