"""Headings: told alike whatever their case, accents, blanks and signs."""

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

_SIGNS = re.compile(r"[^0-9a-z#]+")


@lru_cache(maxsize=10_000)
def fold(heading: str) -> str:
    """Return a heading's letters and digits in small plain letters."""
    plain = unicodedata.normalize("NFKD", heading.casefold())
    return _SIGNS.sub("", "".join(c for c in plain if not unicodedata.combining(c)))


def fingerprint(headings: Iterable[str]) -> str:
    """Return what tells a form by its header, whatever the order of its columns."""
    joined = "\n".join(sorted(fold(h) for h in headings))
    return hashlib.sha256(joined.encode()).hexdigest()[:16]
