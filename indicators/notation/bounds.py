"""The words and signs of a bound, for what is typed and for what is printed."""

import re

# What stands before a bound: whether it is the lower one, and whether the bound itself does not count.
BOUNDS: dict[str, tuple[bool, bool]] = {
    "≥": (True, False),
    ">=": (True, False),
    "ten minste": (True, False),
    "tenminste": (True, False),
    "minstens": (True, False),
    "minimaal": (True, False),
    "niet minder dan": (True, False),
    "niet lager dan": (True, False),
    "minimum": (True, False),
    "min.": (True, False),
    "≤": (False, False),
    "<=": (False, False),
    "ten hoogste": (False, False),
    "hoogstens": (False, False),
    "niet meer dan": (False, False),
    "niet hoger dan": (False, False),
    "maximaal": (False, False),
    "maximum": (False, False),
    "max.": (False, False),
    "max": (False, False),  # min alone is a sign: min 3 is -3
    ">": (True, True),
    "meer dan": (True, True),
    "hoger dan": (True, True),
    "groter dan": (True, True),
    "<": (False, True),
    "minder dan": (False, True),
    "lager dan": (False, True),
    "kleiner dan": (False, True),
}
# What stands behind one: 90% of meer.
AFTER: dict[str, tuple[bool, bool]] = {
    "of meer": (True, False),
    "of hoger": (True, False),
    "of minder": (False, False),
    "of lager": (False, False),
}
ANY_AFTER = "|".join(AFTER)
ANY_BOUND = "|".join(map(re.escape, sorted(BOUNDS, key=len, reverse=True)))
