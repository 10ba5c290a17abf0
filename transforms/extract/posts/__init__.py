"""Posts: what stands around a person in a post: shared grammar of positions."""
