"""Ingest: from bytes to pages. One file a source format; bytes are identified and decoded, never altered."""
