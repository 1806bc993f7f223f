"""Bulk work: many small objects that all live until it is done."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def no_collection() -> Iterator[None]:
    """Look for no garbage meanwhile.

    Planning 45,000 rows makes some millions of objects that are all in use; looking through them
    again and again took more time than the planning itself.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
