"""Names: what things and people are called where they stand, and what they are known by: grammar of organizations, places and persons."""
