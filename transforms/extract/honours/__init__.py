"""Honours: who has which honour, and since when: shared grammar of awards."""
