"""Bulk work: many small objects that all stay alive until it is done."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def no_collection() -> Iterator[None]:
    """Turn off garbage collection inside the block.

    Planning 45,000 rows creates millions of objects that are all in use; scanning them over and over
    took longer than the planning itself. Nor are they scanned at the end: they count as old ones from then on.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.freeze()
            gc.unfreeze()
            gc.enable()
