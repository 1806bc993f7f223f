"""Headings: what tells one form from another."""

import hashlib
from collections.abc import Iterable

from coordinator.base.folding import fold_heading


def fingerprint(headings: Iterable[str]) -> str:
    """Return what tells a form by its header, whatever the order of its columns."""
    joined = "\n".join(sorted(fold_heading(h) for h in headings))
    return hashlib.sha256(joined.encode()).hexdigest()[:16]
