-- warn: Every entity and event that a fact names is there: a name that was read in a post was read as a mention too
SELECT named_by, id, name
FROM (
    SELECT 'mentions' AS named_by, entity_id AS id, text AS name FROM mentions WHERE type = 'event'
    UNION ALL SELECT 'event_participants', event_id, name FROM event_participants
    UNION ALL SELECT 'event_participants', entity_id, name FROM event_participants
    UNION ALL SELECT 'publications', event_id, name FROM publications
    UNION ALL SELECT 'outputs', event_id, name FROM outputs
    UNION ALL SELECT 'agreements', event_id, evidence FROM agreements
    UNION ALL SELECT 'positions', person_id, person FROM positions
    UNION ALL SELECT 'positions', organization_id, organization FROM positions
    UNION ALL SELECT 'statements', speaker_id, speaker FROM statements
    UNION ALL SELECT 'events', parent_event_id, name FROM events
)
ANTI JOIN (SELECT entity_id AS id FROM entities UNION ALL SELECT event_id FROM events) USING (id)
WHERE id IS NOT NULL
