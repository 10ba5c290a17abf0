-- Two documents that contradict each other: the same event told with another city, day or theme, one edition of a publication with
-- other counts. A city is compared without 市; an opening day inside the other page's range is no contradiction.
WITH
told AS (
    SELECT e.*, coalesce(e.series, e.name) AS subject, year(e.start_date) AS started,
        substr(d.text, e.sentence_start + 1, e.sentence_end - e.sentence_start) AS sentence
    FROM event_documents e JOIN documents d USING (document_id)
    WHERE d.duplicate_of IS NULL
),
pairs AS (
    SELECT a, b, concat_ws(' ', a.subject, coalesce('第' || a.edition || '届', coalesce(a.year, a.started)::VARCHAR)) AS subject
    FROM told a JOIN told b
        ON a.document_id < b.document_id
        AND a.subject = b.subject
        AND (a.edition = b.edition OR (coalesce(a.year, a.started) = coalesce(b.year, b.started) AND coalesce(a.edition = b.edition, true)))
),
event_conflicts AS (
    SELECT subject, 'city' AS predicate, a.document_id AS document_id_a, a.city AS object_a, a.sentence AS evidence_a,
        b.document_id AS document_id_b, b.city AS object_b, b.sentence AS evidence_b
    FROM pairs WHERE rtrim(a.city, '市') <> rtrim(b.city, '市')
    UNION ALL
    SELECT subject, 'start_date', a.document_id, a.start_date::VARCHAR, a.sentence, b.document_id, b.start_date::VARCHAR, b.sentence
    FROM pairs
    WHERE a.start_date <> b.start_date
        AND NOT a.start_date BETWEEN b.start_date AND coalesce(b.end_date, b.start_date)
        AND NOT b.start_date BETWEEN a.start_date AND coalesce(a.end_date, a.start_date)
    UNION ALL
    SELECT subject, 'theme', a.document_id, a.theme, a.sentence, b.document_id, b.theme, b.sentence
    FROM pairs WHERE regexp_replace(a.theme, '[^\p{L}\p{N}]', '', 'g') <> regexp_replace(b.theme, '[^\p{L}\p{N}]', '', 'g')
),
printed AS (
    SELECT p.*, substr(d.text, p.sentence_start + 1, p.sentence_end - p.sentence_start) AS sentence
    FROM publications p JOIN documents d USING (document_id)
    WHERE d.duplicate_of IS NULL AND p.edition IS NOT NULL
),
publication_conflicts AS (
    SELECT '《' || a.name || '》' || a.edition AS subject, stated.predicate, a.document_id AS document_id_a, stated.object_a, a.sentence AS evidence_a,
        b.document_id AS document_id_b, stated.object_b, b.sentence AS evidence_b
    FROM printed a JOIN printed b ON a.name = b.name AND a.edition = b.edition AND a.document_id < b.document_id,
        LATERAL (VALUES
            ('n_cases', a.n_cases::VARCHAR, b.n_cases::VARCHAR),
            ('n_countries', a.n_countries::VARCHAR, b.n_countries::VARCHAR),
            ('theme', a.theme, b.theme)
        ) AS stated(predicate, object_a, object_b)
    WHERE stated.object_a <> stated.object_b
)
SELECT DISTINCT * FROM event_conflicts
UNION ALL
SELECT DISTINCT * FROM publication_conflicts
