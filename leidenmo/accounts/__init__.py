"""People: how they log in, what they may, and the record of how they came to it."""
