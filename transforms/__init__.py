"""The path of one page: ingest, restore, segment, extract, resolve, publish. Nothing here knows Prefect."""
