"""Publish: the only stage that writes. Rows become Parquet, Parquet becomes a version, a version becomes a release."""
