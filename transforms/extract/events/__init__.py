"""Events: what an event is called, when, where and on what theme it is held: shared grammar of the tables of events."""
