"""Deeds: who signs, founds, announces and says something: shared grammar of agreements, outputs and statements."""
