-- Every row of every fact table in one shape. A row that states several things (an event has a city and a theme) gives a line for each.
WITH
cited AS (
    SELECT document_id, 'mentions' AS table_name, mention_no AS row_no, m.name AS subject, 'mentioned_as' AS predicate, m.text AS object,
        NULL::DOUBLE AS value, NULL::VARCHAR AS unit, NULL::DATE AS valid_from, NULL::DATE AS valid_to,
        evidence, text_start, text_end, raw_start, raw_end, confidence
    FROM mentions m
    UNION ALL
    SELECT document_id, 'dates', date_no, NULL, 'date', timex, NULL, NULL, start_date, end_date,
        evidence, text_start, text_end, raw_start, raw_end, confidence
    FROM dates
    UNION ALL
    SELECT document_id, 'quantities', quantity_no, subject, kind, text, value, coalesce(currency, unit), NULL, NULL,
        evidence, text_start, text_end, raw_start, raw_end, confidence
    FROM quantities
    UNION ALL
    SELECT document_id, 'positions', position_no, person, 'position', concat_ws(' ', organization, title), NULL, NULL, NULL, NULL,
        evidence, text_start, text_end, raw_start, raw_end, confidence
    FROM positions
    UNION ALL
    SELECT e.document_id, 'event_documents', e.event_document_no, e.name, stated.predicate, stated.object, stated.value, NULL,
        e.start_date, e.end_date, e.evidence, e.text_start, e.text_end, e.raw_start, e.raw_end, e.confidence
    FROM event_documents e,
        LATERAL (VALUES
            ('status', e.status, NULL),
            ('series', e.series, NULL),
            ('edition', e.edition::VARCHAR, e.edition::DOUBLE),
            ('start_date', e.start_date::VARCHAR, NULL),
            ('end_date', e.end_date::VARCHAR, NULL),
            ('city', e.city, NULL),
            ('venue', e.venue, NULL),
            ('theme', e.theme, NULL)
        ) AS stated(predicate, object, value)
    WHERE stated.object IS NOT NULL
    UNION ALL
    SELECT p.document_id, 'event_participants', p.participant_no, e.name, p.role, p.name, NULL, NULL, e.start_date, e.end_date,
        p.evidence, p.text_start, p.text_end, p.raw_start, p.raw_end, p.confidence
    FROM event_participants p LEFT JOIN events e USING (event_id)
    UNION ALL
    SELECT p.document_id, 'publications', p.publication_no, p.name, stated.predicate, stated.object, stated.value, stated.unit, NULL, NULL,
        p.evidence, p.text_start, p.text_end, p.raw_start, p.raw_end, p.confidence
    FROM publications p,
        LATERAL (VALUES
            ('publication', p.name, NULL, NULL),
            ('edition', p.edition, NULL, NULL),
            ('theme', p.theme, NULL, NULL),
            ('n_cases', p.n_cases::VARCHAR, p.n_cases::DOUBLE, 'case'),
            ('n_countries', p.n_countries::VARCHAR, p.n_countries::DOUBLE, 'country')
        ) AS stated(predicate, object, value, unit)
    WHERE stated.object IS NOT NULL
    UNION ALL
    SELECT document_id, 'outputs', output_no, actor, action, name, NULL, NULL, NULL, NULL,
        evidence, text_start, text_end, raw_start, raw_end, confidence
    FROM outputs
    UNION ALL
    SELECT document_id, 'awards', award_no, recipient, 'received', award, NULL, NULL, make_date(year, 1, 1), make_date(year, 12, 31),
        evidence, text_start, text_end, raw_start, raw_end, confidence
    FROM awards
    UNION ALL
    SELECT document_id, 'agreements', agreement_no, array_to_string(parties, '、'), 'signed', count::VARCHAR, coalesce(amount, count),
        CASE WHEN amount IS NOT NULL THEN currency END, NULL, NULL,
        evidence, text_start, text_end, raw_start, raw_end, confidence
    FROM agreements
    UNION ALL
    SELECT document_id, 'statements', statement_no, speaker, cue, quote, NULL, NULL, NULL, NULL,
        evidence, text_start, text_end, raw_start, raw_end, confidence
    FROM statements
)
SELECT document_id, subject, predicate, object, value, unit, valid_from, valid_to, evidence, text_start, text_end, raw_start, raw_end,
    confidence, table_name, row_no
FROM cited
