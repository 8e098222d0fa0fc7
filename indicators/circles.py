"""Python's search for objects that refer to each other in a circle, which is not needed where thousands are made."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def not_looked_for() -> Iterator[None]:
    """Let Python look for no circles: among figures and colours there are none.

    It would look at every so many thousand new objects, through all that the program holds: up to a third of the time.
    """
    was_looking = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_looking:
            gc.enable()
