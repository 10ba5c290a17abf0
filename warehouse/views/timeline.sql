-- Who did what, where and when: every fact that a day, a month or a year can be given, one line each. An event has its own days, what
-- came about at it the event's; all else but events the date of its sentence, the last one before it or, without one, the first behind it. The place
-- is the event's city, else the place the sentence names in the same way. What a sentence without a date says is in `facts` alone.
WITH
days AS (
    SELECT document_id, sentence_start, list({'at': text_start, 'start_date': start_date, 'end_date': end_date, 'confidence': confidence}
        ORDER BY text_start) AS days
    FROM dates WHERE start_date IS NOT NULL OR end_date IS NOT NULL
    GROUP BY ALL
),
places AS (
    SELECT document_id, sentence_start, list({'at': text_start, 'name': name, 'entity_id': entity_id} ORDER BY text_start) AS places
    FROM mentions WHERE type = 'place'
    GROUP BY ALL
),
stated AS (
    SELECT * FROM facts
    WHERE predicate NOT IN ('series', 'edition', 'year', 'start_date', 'end_date', 'city', 'venue', 'theme', 'part_of', 'n_cases', 'n_countries',
        'kind') AND predicate NOT LIKE '%_up_to'
),
beside AS (
    SELECT f.*, coalesce(list_filter(d.days, x -> x.at <= f.text_start)[-1], d.days[1]) AS day,
        coalesce(list_filter(p.places, x -> x.at <= f.text_start)[-1], p.places[1]) AS spot
    FROM stated f LEFT JOIN days d USING (document_id, sentence_start) LEFT JOIN places p USING (document_id, sentence_start)
)
SELECT b.document_id, coalesce(b.valid_from, CASE WHEN b.valid_to IS NULL THEN b.day.start_date END) AS start_date,
    coalesce(b.valid_to, CASE WHEN b.valid_from IS NULL THEN b.day.end_date END) AS end_date,
    CASE
        WHEN b.valid_from IS NULL AND b.valid_to IS NULL THEN 'sentence'
        WHEN b.table_name IN ('event_documents', 'dates', 'awards') THEN 'fact'
        ELSE 'event'
    END AS dated_by,
    b.subject, b.subject_id, b.predicate, b.object, b.object_id, b.event_id, b.value, b.unit,
    coalesce(e.city, b.spot.name) AS place, CASE WHEN e.city IS NULL THEN b.spot.entity_id END AS place_id,
    b.evidence, b.text_start, b.text_end, b.raw_start, b.raw_end, b.sentence_start, b.sentence_end,
    CASE WHEN b.valid_from IS NULL AND b.valid_to IS NULL THEN least(b.confidence, b.day.confidence) ELSE b.confidence END AS confidence,
    b.table_name, b.row_no
FROM beside b LEFT JOIN events e USING (event_id)
WHERE b.valid_from IS NOT NULL OR b.valid_to IS NOT NULL OR (b.day IS NOT NULL AND b.table_name NOT IN ('event_documents', 'event_participants'))
