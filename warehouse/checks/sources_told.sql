-- error: Every document has a source, every source its document, and what was refused is in quarantine
SELECT 'document without source' AS fault, document_id AS which FROM documents WHERE document_id NOT IN (
    SELECT document_id FROM sources WHERE document_id IS NOT NULL
)
UNION ALL
SELECT 'source without document', source_path FROM sources WHERE state <> 'quarantined' AND (
    document_id IS NULL OR document_id NOT IN (SELECT document_id FROM documents)
)
UNION ALL
SELECT 'refused and not in quarantine', source_path FROM sources WHERE state = 'quarantined' AND source_path NOT IN (SELECT source_path FROM quarantine)
UNION ALL
SELECT 'in quarantine and not refused', source_path FROM quarantine WHERE source_path NOT IN (SELECT source_path FROM sources WHERE state = 'quarantined')
