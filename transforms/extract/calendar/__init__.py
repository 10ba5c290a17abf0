"""Calendar: how Chinese writes days and periods, and which ones are meant: shared grammar of dates."""
