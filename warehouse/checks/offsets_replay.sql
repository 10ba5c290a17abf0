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
)
SELECT table_name, document_id, text_start, evidence
FROM (FROM cited WHERE in_part(document_id)) JOIN (FROM documents WHERE in_part(document_id)) AS documents USING (document_id)
WHERE sentence_end > characters OR substr(documents.text, text_start + 1, text_end - text_start) <> evidence
