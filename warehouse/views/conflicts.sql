-- Two documents that contradict each other: the same event told with another city, other days or another theme, one edition of a
-- publication with other counts. A city is compared without 市, a theme by its letters. A day inside the other page's range is no
-- contradiction (10月31日 and 10月30日至11月1日 agree); a day outside it is, and so are two ranges with other first or last days.
-- What counts is what is said, not how often: a pair of values is one row, with the first document of each, so reprints add nothing.
WITH
told AS (
    SELECT document_id, sentence_start, sentence_end, coalesce(series, name) AS subject, edition, coalesce(year, year(start_date)) AS year,
        city, theme, start_date, nullif(end_date, start_date) AS end_date
    FROM event_documents JOIN documents USING (document_id)
    WHERE duplicate_of IS NULL
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
    WHERE duplicate_of IS NULL AND p.edition IS NOT NULL
),
stated AS (
    SELECT subject, 'city' AS predicate, rtrim(city, '市') AS said, city AS object, NULL::DATE AS first_day, NULL::DATE AS last_day,
        document_id, sentence_start, sentence_end
    FROM occasions
    UNION ALL
    SELECT subject, 'theme', regexp_replace(theme, '[^\p{L}\p{N}]', '', 'g'), theme, NULL, NULL, document_id, sentence_start, sentence_end
    FROM occasions
    UNION ALL
    SELECT subject, 'start_date', concat_ws('/', start_date, end_date), start_date::VARCHAR, start_date, end_date,
        document_id, sentence_start, sentence_end
    FROM occasions WHERE start_date IS NOT NULL
    UNION ALL
    SELECT p.subject, v.predicate, v.object, v.object, NULL, NULL, p.document_id, p.sentence_start, p.sentence_end
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
    SELECT subject, predicate, said, first_day, last_day, count(*) AS documents, min(told, 2) AS told
    FROM (
        SELECT subject, predicate, said, first_day, last_day, document_id,
            min({'document_id': document_id, 'sentence_start': sentence_start, 'sentence_end': sentence_end, 'object': object,
                'until': last_day::VARCHAR}) AS told
        FROM stated WHERE said IS NOT NULL AND hash(subject, predicate) IN (FROM contested) GROUP BY ALL
    )
    GROUP BY subject, predicate, said, first_day, last_day
    QUALIFY row_number() OVER (PARTITION BY subject, predicate ORDER BY documents DESC, said) <= 20
),
-- Where the first document of both values is one that contradicts itself, the next one that tells either stands for it.
pairs AS (
    SELECT subject, predicate, a.first_day AS first_a, a.last_day AS last_a, b.first_day AS first_b, b.last_day AS last_b,
        list_sort(CASE
            WHEN a.told[1].document_id <> b.told[1].document_id THEN [a.told[1], b.told[1]]
            WHEN len(b.told) > 1 THEN [a.told[1], b.told[2]]
            WHEN len(a.told) > 1 THEN [a.told[2], b.told[1]]
        END) AS told
    FROM answers a JOIN answers b USING (subject, predicate)
    WHERE a.said < b.said
),
contradictions AS MATERIALIZED (
    SELECT subject, told[1] AS a, told[2] AS b,
        CASE WHEN first_a = first_b THEN 'end_date' ELSE predicate END AS about,
        CASE WHEN first_a = first_b THEN told[1].until ELSE told[1].object END AS object_a,
        CASE WHEN first_a = first_b THEN told[2].until ELSE told[2].object END AS object_b
    FROM pairs
    WHERE told IS NOT NULL AND CASE
        WHEN predicate <> 'start_date' THEN true
        WHEN first_a = first_b THEN last_a <> last_b
        WHEN last_a IS NULL THEN first_a NOT BETWEEN first_b AND coalesce(last_b, first_b)
        WHEN last_b IS NULL THEN first_b NOT BETWEEN first_a AND last_a
        ELSE true
    END
    -- One opening day may be told with several last days.
    QUALIFY row_number() OVER (
        PARTITION BY subject, about, least(object_a, object_b), greatest(object_a, object_b) ORDER BY told
    ) = 1
),
-- The sentences are cut before anything is joined to them: whole pages would fill the memory.
sentences AS MATERIALIZED (
    SELECT document_id, sentence_start, substr(text, sentence_start + 1, sentence_end - sentence_start) AS sentence
    FROM documents JOIN (
        SELECT DISTINCT told.document_id, told.sentence_start, told.sentence_end FROM (SELECT unnest([a, b]) AS told FROM contradictions)
    ) USING (document_id)
)
SELECT c.subject, c.about AS predicate, c.a.document_id AS document_id_a, c.object_a, x.sentence AS evidence_a,
    c.b.document_id AS document_id_b, c.object_b, y.sentence AS evidence_b
FROM contradictions c
    JOIN sentences x ON x.document_id = c.a.document_id AND x.sentence_start = c.a.sentence_start
    JOIN sentences y ON y.document_id = c.b.document_id AND y.sentence_start = c.b.sentence_start
