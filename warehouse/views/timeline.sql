-- Who did what, where and when: every fact that a day, a month or a year can be given, one line each. An event has its own days, what
-- came about at it the event's; all else but events the date of its sentence, the last one before it or, without one, the first behind it. The place
-- is the event's city, else the place the sentence names in the same way, by its canonical name: 信阳 and 信阳市 are one answer. What a
-- sentence without a date says is in `facts` alone.
WITH
days AS (
    SELECT document_id, sentence_start, text_start AS here, arg_max({'start_date': start_date, 'end_date': end_date, 'confidence': confidence}, date_no) AS day
    FROM dates WHERE start_date IS NOT NULL OR end_date IS NOT NULL
    GROUP BY ALL
),
first_days AS (
    SELECT document_id, sentence_start, arg_min(day, here) AS day FROM days GROUP BY ALL
),
places AS (
    SELECT document_id, sentence_start, text_start AS here, arg_max({'name': name, 'entity_id': entity_id}, mention_no) AS spot
    FROM mentions WHERE type = 'place'
    GROUP BY ALL
),
first_places AS (
    SELECT document_id, sentence_start, arg_min(spot, here) AS spot FROM places GROUP BY ALL
),
-- A city is known by its code, one abroad by a name that no other place has.
cities AS (
    SELECT coalesce(adcode, name) AS city, min(entity_id) AS entity_id FROM entities WHERE type = 'place' GROUP BY 1 HAVING count(*) = 1
),
held AS (
    SELECT event_id, e.city, entity_id FROM events e LEFT JOIN cities ON cities.city = coalesce(e.adcode, e.city) WHERE e.city IS NOT NULL
),
-- What has no day of its own and none beside it is left out before anything is sorted.
stated AS (
    SELECT facts.*, first_days.day AS first_day FROM facts LEFT JOIN first_days USING (document_id, sentence_start)
    WHERE (valid_from IS NOT NULL OR valid_to IS NOT NULL OR (first_days.day IS NOT NULL AND table_name NOT IN ('event_documents', 'event_participants')))
        AND predicate NOT IN ('series', 'edition', 'year', 'start_date', 'end_date', 'city', 'venue', 'theme', 'part_of', 'n_cases', 'n_countries',
            'kind') AND predicate NOT LIKE '%_up_to'
),
-- The last one before, found by an ordered join: a list of all of a sentence would grow with the square of a sentence without end.
beside AS (
    SELECT f.*, coalesce(d.day, f.first_day) AS day, coalesce(p.spot, first_places.spot) AS spot
    FROM stated f
    ASOF LEFT JOIN days d ON d.document_id = f.document_id AND d.sentence_start = f.sentence_start AND d.here <= f.text_start
    ASOF LEFT JOIN places p ON p.document_id = f.document_id AND p.sentence_start = f.sentence_start AND p.here <= f.text_start
    LEFT JOIN first_places ON first_places.document_id = f.document_id AND first_places.sentence_start = f.sentence_start
),
placed AS (
    SELECT beside.*, held.city, CASE WHEN held.city IS NULL THEN spot.entity_id ELSE held.entity_id END AS place_id
    FROM beside LEFT JOIN held USING (event_id)
)
SELECT b.document_id, coalesce(b.valid_from, CASE WHEN b.valid_to IS NULL THEN b.day.start_date END) AS start_date,
    coalesce(b.valid_to, CASE WHEN b.valid_from IS NULL THEN b.day.end_date END) AS end_date,
    CASE
        WHEN b.valid_from IS NULL AND b.valid_to IS NULL THEN 'sentence'
        WHEN b.table_name IN ('event_documents', 'dates', 'awards') THEN 'fact'
        ELSE 'event'
    END AS dated_by,
    b.subject, b.subject_id, b.predicate, b.object, b.object_id, b.event_id, b.value, b.unit,
    coalesce(e.name, b.city, b.spot.name) AS place, b.place_id,
    b.evidence, b.text_start, b.text_end, b.raw_start, b.raw_end, b.sentence_start, b.sentence_end,
    CASE WHEN b.valid_from IS NULL AND b.valid_to IS NULL THEN least(b.confidence, b.day.confidence) ELSE b.confidence END AS confidence,
    b.table_name, b.row_no
FROM placed b LEFT JOIN entities e ON e.entity_id = b.place_id
