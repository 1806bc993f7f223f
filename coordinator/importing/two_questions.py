"""Columns that ask at once whether people may be contacted and passed on: *OK to contact / OK to share*, `Y/N`."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from coordinator.importing.readings import CellReading
from coordinator.importing.targets import Target
from coordinator.records.denials import PASSING_ON, may_deny
from coordinator.records.kinds import YES_NO, Hints, Value, plain_text
from coordinator.records.opt_out_headings import heading_words, plain_words, speaks_of_contact
from coordinator.records.refusals import CONSENT, SHARING

_PARTS = re.compile(r"(?i)\s*[/|;,&+?\n]+\s*|\s+(?:and|or|y|o)\s+")
_BETWEEN = re.compile(r"(?i)\s*[/|;,&+\n-]+\s*|\s+(?:and|y)\s+|\s+")


@lru_cache(maxsize=500)
def asked_in(heading: str) -> tuple[str, ...]:
    """Return the keys of the two permissions for which a heading asks, in its order; none if it asks otherwise."""
    parts = [part for part in _PARTS.split(heading) if part.strip()]
    asked = [_of(heading_words(part)) for part in parts]
    if may_deny(heading_words(heading)) or len(parts) != len(_BOTH):
        return ()
    return tuple(asked) if set(asked) == _BOTH else ()


_BOTH = frozenset((CONSENT, SHARING))


def _of(words: str) -> str:
    """Return the permission of which plain words speak, if it is one alone."""
    shared, contact = PASSING_ON.search(words) is not None, speaks_of_contact(words)
    return "" if shared is contact else SHARING if shared else CONSENT


def read_both(target: Target, heading: str) -> Target:
    """Read cells below such a heading: `Y/N` and `contact yes, share no` answer each; one no is a no to both.

    One yes is read as before: as the answer to what the column became.
    """
    asked = asked_in(heading)

    def read(raw: object, hints: Hints) -> CellReading:
        reading, found = target.read(raw, hints), _answers(plain_text(raw), asked)
        if found is None:
            return reading
        return CellReading({**reading.values, **found}, reading.problems if reading.values else ())

    return replace(target, read=read, clean=None, fields=(*target.fields, *(k for k in asked if k != target.key)))


def _answers(text: str, asked: Sequence[str]) -> Mapping[str, Value] | None:
    """Return what a cell answers to each question; None: it does not say it of each."""
    parts = [part for part in _BETWEEN.split(text.strip()) if part]
    plain = [YES_NO.clean(part).value for part in parts]
    if len(parts) == len(asked) and None not in plain:
        return dict(zip(asked, plain, strict=True))
    whole = YES_NO.clean(text).value
    if whole is not None:
        return dict.fromkeys(asked, False) if whole is False else None
    named: dict[str, Value] = {}
    for part in _PARTS.split(text):
        key = _of(words := plain_words(part))
        answer = YES_NO.clean(_NAMING.sub(" ", words).strip()).value
        if not key or answer is None:
            return None
        named[key] = answer
    return named or None


_NAMING = re.compile(r"\b(ok to|to|contact\w*|shar\w+|be|compart\w+|with partners|de)\b")
