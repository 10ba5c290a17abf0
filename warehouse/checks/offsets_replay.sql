-- error: Every fact is the text of its range, and lies in its document
WITH cited AS (
    SELECT document_id, 'mentions' AS table_name, text_start, text_end, sentence_end, evidence FROM mentions
    UNION ALL SELECT document_id, 'dates', text_start, text_end, sentence_end, evidence FROM dates
    UNION ALL SELECT document_id, 'quantities', text_start, text_end, sentence_end, evidence FROM quantities
    UNION ALL SELECT document_id, 'positions', text_start, text_end, sentence_end, evidence FROM positions
    UNION ALL SELECT document_id, 'event_documents', text_start, text_end, sentence_end, evidence FROM event_documents
    UNION ALL SELECT document_id, 'event_participants', text_start, text_end, sentence_end, evidence FROM event_participants
    UNION ALL SELECT document_id, 'publications', text_start, text_end, sentence_end, evidence FROM publications
    UNION ALL SELECT document_id, 'outputs', text_start, text_end, sentence_end, evidence FROM outputs
    UNION ALL SELECT document_id, 'awards', text_start, text_end, sentence_end, evidence FROM awards
    UNION ALL SELECT document_id, 'agreements', text_start, text_end, sentence_end, evidence FROM agreements
    UNION ALL SELECT document_id, 'statements', text_start, text_end, sentence_end, evidence FROM statements
), pieces AS (
    -- A character is found by counting from the first one: of a page without an end, facts are looked for in the piece they begin in.
    SELECT document_id, characters, unnest(range(characters // 16384 + 1)) AS piece_no, substr(text, piece_no * 16384 + 1, 20480) AS piece
    FROM documents WHERE in_part(document_id)
), of_part AS (FROM cited WHERE in_part(document_id))
SELECT table_name, of_part.document_id, text_start, evidence
FROM of_part LEFT JOIN pieces ON pieces.document_id = of_part.document_id AND piece_no = text_start // 16384
WHERE piece IS NULL OR sentence_end > characters OR length(evidence) <> text_end - text_start
    OR text_end - text_start <= 4096 AND substr(piece, text_start % 16384 + 1, text_end - text_start) <> evidence
UNION ALL
SELECT table_name, document_id, text_start, evidence
FROM of_part JOIN documents USING (document_id)
WHERE text_end - text_start > 4096 AND substr(text, text_start + 1, text_end - text_start) <> evidence
