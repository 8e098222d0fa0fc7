"""The pages: what everyone may read, and what officers fill in."""
