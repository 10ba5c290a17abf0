-- Every row of every fact table in one shape. A row that states several things (an event has a city and a theme) gives a line for each;
-- what came about at an event has the event's days. Ids are those of entities and events; a name without one is only words.
WITH
-- Who a name is that has no id of its own: what the document's mentions of that name mean.
named AS (
    SELECT document_id, name, min(entity_id) AS entity_id
    FROM mentions SEMI JOIN (
        SELECT document_id, actor AS name FROM outputs UNION ALL SELECT document_id, recipient FROM awards
    ) USING (document_id, name)
    GROUP BY ALL
),
cited AS (
    SELECT document_id, 'mentions' AS table_name, mention_no AS row_no, m.name AS subject, entity_id AS subject_id,
        'mentioned_as' AS predicate, m.text AS object, NULL::VARCHAR AS object_id, NULL::VARCHAR AS event_id,
        NULL::DOUBLE AS value, NULL::VARCHAR AS unit, NULL::DATE AS valid_from, NULL::DATE AS valid_to,
        evidence, text_start, text_end, raw_start, raw_end, sentence_start, sentence_end, confidence
    FROM mentions m
    UNION ALL
    SELECT document_id, 'dates', date_no, NULL, NULL, 'date', timex, NULL, NULL, NULL, NULL, start_date, end_date,
        evidence, text_start, text_end, raw_start, raw_end, sentence_start, sentence_end, confidence
    FROM dates
    UNION ALL
    SELECT q.document_id, 'quantities', q.quantity_no, q.subject, NULL, stated.predicate, q.text, NULL, NULL, stated.value,
        coalesce(q.currency, q.unit), NULL, NULL, q.evidence, q.text_start, q.text_end, q.raw_start, q.raw_end, q.sentence_start, q.sentence_end, q.confidence
    FROM quantities q, LATERAL (VALUES (q.kind, q.value), (q.kind || '_up_to', q.value_high)) AS stated(predicate, value)
    WHERE stated.value IS NOT NULL
    UNION ALL
    SELECT document_id, 'positions', position_no, person, person_id, 'position', concat_ws(' ', organization, title), organization_id,
        NULL, NULL, NULL, NULL, NULL, evidence, text_start, text_end, raw_start, raw_end, sentence_start, sentence_end, confidence
    FROM positions
    UNION ALL
    SELECT t.document_id, 'event_documents', t.event_document_no, t.name, t.event_id, stated.predicate, stated.object, stated.object_id,
        t.event_id, stated.value, NULL, t.start_date, t.end_date,
        t.evidence, t.text_start, t.text_end, t.raw_start, t.raw_end, t.sentence_start, t.sentence_end, t.confidence
    FROM event_documents t LEFT JOIN events parent ON parent.event_id = t.parent_event_id,
        LATERAL (VALUES
            ('status', t.status, NULL, NULL),
            ('series', t.series, NULL, NULL),
            ('edition', t.edition::VARCHAR, NULL, t.edition::DOUBLE),
            ('year', t.year::VARCHAR, NULL, t.year::DOUBLE),
            ('start_date', t.start_date::VARCHAR, NULL, NULL),
            ('end_date', t.end_date::VARCHAR, NULL, NULL),
            ('city', t.city, NULL, NULL),
            ('venue', t.venue, NULL, NULL),
            ('theme', t.theme, NULL, NULL),
            ('part_of', coalesce(parent.name, t.parent_event_id), t.parent_event_id, NULL)
        ) AS stated(predicate, object, object_id, value)
    WHERE stated.object IS NOT NULL
    UNION ALL
    SELECT p.document_id, 'event_participants', p.participant_no, e.name, p.event_id, p.role, p.name, p.entity_id, p.event_id, NULL, NULL,
        e.start_date, e.end_date,
        p.evidence, p.text_start, p.text_end, p.raw_start, p.raw_end, p.sentence_start, p.sentence_end, p.confidence
    FROM event_participants p LEFT JOIN events e USING (event_id)
    UNION ALL
    SELECT p.document_id, 'publications', p.publication_no, p.name, NULL, stated.predicate, stated.object, NULL, p.event_id,
        stated.value, stated.unit, e.start_date, e.end_date,
        p.evidence, p.text_start, p.text_end, p.raw_start, p.raw_end, p.sentence_start, p.sentence_end, p.confidence
    FROM publications p LEFT JOIN events e USING (event_id),
        LATERAL (VALUES
            ('publication', p.name, NULL, NULL),
            ('edition', p.edition, NULL, NULL),
            ('theme', p.theme, NULL, NULL),
            ('n_cases', p.n_cases::VARCHAR, p.n_cases::DOUBLE, 'case'),
            ('n_countries', p.n_countries::VARCHAR, p.n_countries::DOUBLE, 'country')
        ) AS stated(predicate, object, value, unit)
    WHERE stated.object IS NOT NULL
    UNION ALL
    SELECT o.document_id, 'outputs', o.output_no, stated.subject, stated.subject_id, stated.predicate, stated.object, NULL, o.event_id, NULL, NULL,
        e.start_date, e.end_date,
        o.evidence, o.text_start, o.text_end, o.raw_start, o.raw_end, o.sentence_start, o.sentence_end, o.confidence
    FROM outputs o LEFT JOIN events e USING (event_id) LEFT JOIN named ON named.document_id = o.document_id AND named.name = o.actor,
        LATERAL (VALUES
            (o.actor, named.entity_id, o.action, o.name),
            (o.name, NULL, 'kind', o.kind)
        ) AS stated(subject, subject_id, predicate, object)
    UNION ALL
    SELECT a.document_id, 'awards', a.award_no, a.recipient, named.entity_id, 'received', a.award, NULL, NULL, NULL, NULL,
        make_date(a.year, 1, 1), make_date(a.year, 12, 31),
        a.evidence, a.text_start, a.text_end, a.raw_start, a.raw_end, a.sentence_start, a.sentence_end, a.confidence
    FROM awards a LEFT JOIN named ON named.document_id = a.document_id AND named.name = a.recipient
    UNION ALL
    SELECT a.document_id, 'agreements', a.agreement_no, nullif(array_to_string(a.parties, '、'), ''), NULL, stated.predicate, stated.object, NULL,
        a.event_id, stated.value, stated.unit, e.start_date, e.end_date,
        a.evidence, a.text_start, a.text_end, a.raw_start, a.raw_end, a.sentence_start, a.sentence_end, a.confidence
    FROM agreements a LEFT JOIN events e USING (event_id),
        LATERAL (VALUES
            ('signed', coalesce(a.count::VARCHAR, a.evidence), a.count::DOUBLE, NULL),
            ('amount', a.amount::VARCHAR, a.amount, a.currency)
        ) AS stated(predicate, object, value, unit)
    WHERE stated.object IS NOT NULL
    UNION ALL
    SELECT document_id, 'statements', statement_no, speaker, speaker_id, cue, quote, NULL, NULL, NULL, NULL, NULL, NULL,
        evidence, text_start, text_end, raw_start, raw_end, sentence_start, sentence_end, confidence
    FROM statements
)
SELECT document_id, subject, subject_id, predicate, object, object_id, event_id, value, unit, valid_from, valid_to, evidence, text_start,
    text_end, raw_start, raw_end, sentence_start, sentence_end, confidence, table_name, row_no
FROM cited
