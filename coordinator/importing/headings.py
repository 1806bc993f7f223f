"""Headings: what distinguishes one form from another."""

import hashlib
from collections.abc import Iterable

from coordinator.base.folding import fold_heading, fold_heading_to_ascii


def fingerprint(headings: Iterable[str]) -> str:
    """Return what identifies a form by its header, regardless of column order."""
    return _hash(map(fold_heading, headings))


def former_fingerprint(headings: Iterable[str]) -> str:
    """Return what identified a form in campaigns of earlier versions, which kept only the letters a to z."""
    return _hash(map(fold_heading_to_ascii, headings))


def _hash(folded: Iterable[str]) -> str:
    joined = "\n".join(sorted(folded))
    return hashlib.sha256(joined.encode()).hexdigest()[:16]
