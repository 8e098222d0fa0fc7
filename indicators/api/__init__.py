"""`/api/v1/`: what anybody may read, as data. Read-only, of what was adopted or published; no concept passes here.

What each resource shows is decided by its queryset in `resources.py`, and by nothing else.
"""

VERSION = "1.0.0"  # of the API, in every answer; the first number is the one in the address
