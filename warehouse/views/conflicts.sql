-- Two documents that contradict each other: the same event told with another city, other days or another theme, one edition of a
-- publication with other counts. A district is no other city than the one it lies in, nor is a theme another one that only has more
-- words or a spinner's. A day inside the other page's range is no contradiction (10月31日 and 10月30日至11月1日 agree); a day outside it
-- is, and so are two ranges with other first or last days; one day in two years is none, as copies stand under the date of their site.
-- What counts is what is said, not how often: a pair of values is one row, with the first document of each, so reprints add nothing.
-- The evidence is the sentence with the event and the contested words, if one has both.
-- A release asks for some of the subjects at a time, those that are `in_part`, so that all tellings never have to fit in memory.
WITH
codes AS (
    SELECT rtrim(name, '市') AS short, min(regexp_replace(adcode, '(00)+$', '')) AS code
    FROM entities WHERE type = 'place' AND adcode IS NOT NULL
    GROUP BY 1 HAVING min(adcode) = max(adcode)
),
told AS (
    SELECT t.document_id, t.event_id, t.sentence_start, t.sentence_end, coalesce(e.series, e.name) AS subject, t.edition,
        coalesce(t.year, year(t.start_date)) AS year, t.city, t.adcode, t.theme, t.start_date, nullif(t.end_date, t.start_date) AS end_date,
        CASE WHEN t.end_date IS NULL THEN t.start_date + 7 END AS open_until,  -- the week of rounds.OPENED
        duplicate_of IS NOT NULL AS copied
    FROM event_documents t JOIN documents USING (document_id) JOIN events e USING (event_id)
    WHERE in_part(coalesce(e.series, e.name))
),
-- A page that names the year only tells the round of that year, where other pages name just one.
rounds AS (SELECT subject, year, min(edition) AS edition FROM told WHERE year IS NOT NULL GROUP BY ALL HAVING min(edition) = max(edition)),
occasions AS (
    SELECT told.* EXCLUDE (subject),
        concat_ws(' ', subject, coalesce('第' || coalesce(told.edition, rounds.edition) || '届', told.year::VARCHAR)) AS subject
    FROM told LEFT JOIN rounds USING (subject, year)
    WHERE told.edition IS NOT NULL OR told.year IS NOT NULL
),
printed AS (
    SELECT p.*, '《' || p.name || '》' || p.edition AS subject
    FROM publications p JOIN documents USING (document_id)
    WHERE duplicate_of IS NULL AND p.edition IS NOT NULL AND in_part('《' || p.name || '》')
),
stated AS (
    SELECT subject, 'city' AS predicate, rtrim(city, '市') AS said, city AS object, coalesce(regexp_replace(adcode, '(00)+$', ''), code) AS code,
        NULL::DATE AS first_day, NULL::DATE AS last_day, NULL::DATE AS open_until, document_id, event_id, sentence_start, sentence_end
    FROM occasions LEFT JOIN codes ON short = rtrim(city, '市')
    UNION ALL
    SELECT subject, 'theme', regexp_replace(theme, '[^\p{L}\p{N}]', '', 'g'), theme, NULL, NULL, NULL, NULL,
        document_id, event_id, sentence_start, sentence_end
    FROM occasions
    UNION ALL
    SELECT subject, 'start_date', concat_ws('/', start_date, end_date), start_date::VARCHAR, NULL, start_date, end_date, open_until,
        document_id, event_id, sentence_start, sentence_end
    FROM occasions WHERE start_date IS NOT NULL AND NOT copied  -- the 今日 of a reprint is another paper's
    UNION ALL
    SELECT p.subject, v.predicate, v.object, v.object, NULL, NULL, NULL, NULL, p.document_id, NULL, p.sentence_start, p.sentence_end
    FROM printed p,
        LATERAL (VALUES ('n_cases', p.n_cases::VARCHAR), ('n_countries', p.n_countries::VARCHAR), ('theme', p.theme)) AS v(predicate, object)
),
-- What all pages tell alike is left out early, by digest: on most days that is nearly everything.
contested AS (
    SELECT hash(subject, predicate) AS question FROM stated WHERE said IS NOT NULL
    GROUP BY 1 HAVING min(hash(said)) <> max(hash(said)) AND min(hash(document_id)) <> max(hash(document_id))
),
-- Of more than twenty answers to one question, the most told are paired: a count is then of more use than all pairs.
answers AS (
    SELECT subject, predicate, said, min(code) AS code, first_day, last_day, max(open_until) AS open_until, count(*) AS documents, min(told, 2) AS told
    FROM (
        SELECT subject, predicate, said, code, first_day, last_day, max(open_until) AS open_until, document_id,
            min({'document_id': document_id, 'sentence_start': sentence_start, 'sentence_end': sentence_end, 'object': object,
                'until': last_day::VARCHAR, 'event_id': event_id}) AS told
        FROM stated WHERE said IS NOT NULL AND hash(subject, predicate) IN (FROM contested) GROUP BY ALL
    )
    GROUP BY subject, predicate, said, first_day, last_day
    QUALIFY row_number() OVER (PARTITION BY subject, predicate ORDER BY documents DESC, said) <= 20
),
-- Where the first document of both values is one that contradicts itself, the next one that tells either stands for it.
pairs AS (
    SELECT subject, predicate, a.first_day AS first_a, a.last_day AS last_a, b.first_day AS first_b, b.last_day AS last_b,
        a.open_until AS open_a, b.open_until AS open_b,
        list_sort(CASE
            WHEN a.told[1].document_id <> b.told[1].document_id THEN [a.told[1], b.told[1]]
            WHEN len(b.told) > 1 THEN [a.told[1], b.told[2]]
            WHEN len(a.told) > 1 THEN [a.told[2], b.told[1]]
        END) AS told
    FROM answers a JOIN answers b USING (subject, predicate)
    WHERE a.said < b.said AND CASE predicate
        WHEN 'city' THEN NOT (
            contains(a.said, b.said) OR contains(b.said, a.said)
            OR coalesce(starts_with(a.code, b.code) OR starts_with(b.code, a.code), false)
        )
        WHEN 'theme' THEN NOT (
            contains(a.said, b.said) OR contains(b.said, a.said)
            OR len(list_intersect(string_split(a.said, ''), string_split(b.said, ''))) >= 0.5 * greatest(length(a.said), length(b.said))
        )
        ELSE true
    END
),
-- Two opening days that lie in a range a third page tells: one of them is the 昨日 of a copy.
ranged AS (
    SELECT DISTINCT p.subject, p.first_a, p.first_b
    FROM pairs p JOIN answers r ON r.subject = p.subject AND r.predicate = 'start_date'
    WHERE p.last_a IS NULL AND p.last_b IS NULL
        AND p.first_a BETWEEN r.first_day AND r.last_day AND p.first_b BETWEEN r.first_day AND r.last_day
),
contradictions AS MATERIALIZED (
    SELECT subject, told[1] AS a, told[2] AS b,
        CASE WHEN first_a = first_b THEN 'end_date' ELSE predicate END AS about,
        CASE WHEN first_a = first_b THEN told[1].until ELSE told[1].object END AS object_a,
        CASE WHEN first_a = first_b THEN told[2].until ELSE told[2].object END AS object_b
    FROM pairs ANTI JOIN ranged USING (subject, first_a, first_b)
    WHERE told IS NOT NULL AND CASE
        WHEN predicate <> 'start_date' THEN true
        WHEN year(first_a) <> year(first_b) THEN strftime(first_a, '%m-%d') <> strftime(first_b, '%m-%d')  -- a copy under the date of its site
        WHEN first_a = first_b THEN last_a <> last_b
        WHEN first_b BETWEEN first_a AND open_a AND last_b IS NULL AND open_b IS NULL THEN false  -- 18日开幕, and 19日,在大会上
        WHEN first_a BETWEEN first_b AND open_b AND last_a IS NULL AND open_a IS NULL THEN false
        WHEN last_a IS NULL THEN first_a NOT BETWEEN first_b AND coalesce(last_b, first_b)
        WHEN last_b IS NULL THEN first_b NOT BETWEEN first_a AND last_a
        ELSE true
    END
    -- One opening day may be told with several last days.
    QUALIFY row_number() OVER (
        PARTITION BY subject, about, least(object_a, object_b), greatest(object_a, object_b) ORDER BY told
    ) = 1
),
witnesses AS MATERIALIZED (
    SELECT subject, about, object, told.document_id, min(told) AS told
    FROM (
        SELECT subject, about, object_a AS object, a AS told FROM contradictions
        UNION ALL SELECT subject, about, object_b, b FROM contradictions
    )
    GROUP BY subject, about, object, told.document_id
),
-- Where in the document the contested day or city stands: 10月25日 is seldom in the sentence with the event's fullest name.
standing AS (
    SELECT w.*, d.sentence_start, d.sentence_end, false AS deictic FROM witnesses w JOIN dates d USING (document_id)
    WHERE about IN ('start_date', 'end_date') AND object = (CASE about WHEN 'start_date' THEN d.start_date ELSE d.end_date END)::VARCHAR
    UNION ALL
    SELECT w.*, m.sentence_start, m.sentence_end, m.deictic FROM witnesses w JOIN mentions m USING (document_id)
    WHERE about = 'city' AND m.type = 'place' AND rtrim(object, '市') IN (rtrim(m.name, '市'), rtrim(m.text, '市'))
),
beside AS (
    SELECT s.subject, s.about, s.object, s.document_id,
        min({'weak': coalesce(m.deictic::INT, 2) + s.deictic::INT, 'sentence_start': s.sentence_start, 'sentence_end': s.sentence_end}) AS words
    FROM standing s LEFT JOIN mentions m
        ON m.document_id = s.document_id AND m.entity_id = s.told.event_id AND m.sentence_start = s.sentence_start
    GROUP BY s.subject, s.about, s.object, s.document_id
),
-- The sentences are cut before anything is joined to them: whole pages would fill the memory.
sentences AS MATERIALIZED (
    SELECT subject, about, object, document_id, CASE
        WHEN about = 'theme' AND contains(text, object) THEN
            regexp_extract(split_part(text, object, 1), '[^。！？\n]*$') || object
            || regexp_extract(substr(text, instr(text, object) + length(object)), '^[^。！？\n]*[。！？]?')
        ELSE substr(text, start + 1, until - start)
        END AS sentence
    FROM documents JOIN (
        SELECT subject, about, object, document_id, coalesce(words.sentence_start, told.sentence_start) AS start,
            coalesce(words.sentence_end, told.sentence_end) AS until
        FROM witnesses LEFT JOIN beside USING (subject, about, object, document_id)
    ) USING (document_id)
)
SELECT c.subject, c.about AS predicate, c.a.document_id AS document_id_a, c.object_a, x.sentence AS evidence_a,
    c.b.document_id AS document_id_b, c.object_b, y.sentence AS evidence_b
FROM contradictions c
    JOIN sentences x ON x.subject = c.subject AND x.document_id = c.a.document_id AND x.about = c.about AND x.object = c.object_a
    JOIN sentences y ON y.subject = c.subject AND y.document_id = c.b.document_id AND y.about = c.about AND y.object = c.object_b
