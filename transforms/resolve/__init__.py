"""Resolve: who is who and what happened once, across documents."""
