-- warn: Every entity and event that a fact names is there: a name that was read in a post was read as a mention too
SELECT named_by, id, name FROM (
    SELECT 'mentions' AS named_by, entity_id AS id, text AS name FROM mentions WHERE type = 'event' AND entity_id NOT IN (SELECT event_id FROM events)
    UNION ALL SELECT 'event_participants', event_id, name FROM event_participants WHERE event_id NOT IN (SELECT event_id FROM events)
    UNION ALL SELECT 'event_participants', entity_id, name FROM event_participants WHERE entity_id NOT IN (SELECT entity_id FROM entities)
    UNION ALL SELECT 'publications', event_id, name FROM publications WHERE event_id NOT IN (SELECT event_id FROM events)
    UNION ALL SELECT 'outputs', event_id, name FROM outputs WHERE event_id NOT IN (SELECT event_id FROM events)
    UNION ALL SELECT 'agreements', event_id, evidence FROM agreements WHERE event_id NOT IN (SELECT event_id FROM events)
    UNION ALL SELECT 'positions', person_id, person FROM positions WHERE person_id NOT IN (SELECT entity_id FROM entities)
    UNION ALL SELECT 'positions', organization_id, organization FROM positions WHERE organization_id NOT IN (SELECT entity_id FROM entities)
    UNION ALL SELECT 'statements', speaker_id, speaker FROM statements WHERE speaker_id NOT IN (SELECT entity_id FROM entities)
    UNION ALL SELECT 'events', parent_event_id, name FROM events WHERE parent_event_id NOT IN (SELECT event_id FROM events)
)
