"""Headings: what distinguishes one form from another."""

import hashlib
from collections.abc import Iterable

from coordinator.base.folding import fold_heading


def fingerprint(headings: Iterable[str]) -> str:
    """Return what identifies a form by its header, regardless of column order."""
    joined = "\n".join(sorted(fold_heading(h) for h in headings))
    return hashlib.sha256(joined.encode()).hexdigest()[:16]
