"""The gazetteer: administrative divisions, countries, cities and bodies of the world, matched leftmost-longest in one pass."""
