"""The nouns that the stages hand to each other: page, text, document, citation, and how a row class describes its table."""
