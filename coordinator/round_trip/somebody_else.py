"""Rows in which somebody was typed over another person: the row ID stayed, and with it what that person agreed to."""

from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher

from coordinator.records.catalog import RecordType
from coordinator.records.fields import Field, Sign
from coordinator.records.kinds import Value, folded, plain_text

_NEAR = 0.7
"""Names this alike are one name put right."""
_NAMES = (Sign.GIVEN_NAME, Sign.FAMILY_NAME)


def is_somebody_else(rt: RecordType, sides: Sequence[Mapping[str, Value]], said: Mapping[str, Value]) -> bool:
    """Return whether a row names somebody else than its ID: other names, and another address.

    A married name has the first name and perhaps the birth date of before; a name put right has the e-mail. Where no
    name and no e-mail is one of before, a number that stayed may be a household's.

    Args:
        rt: the record type, with its answers; one without a person's names is about nobody else.
        sides: whom the ID names: as they went out, and as they are here now.
        said: what the row says, with what it left as it went out.
    """
    names = [f for f in rt.fields if f.identity and f.sign in _NAMES]
    first, last = ([f for f in names if f.sign is sign] for sign in _NAMES)
    if not all(any(said.get(f.key) and side.get(f.key) for f in part) for part in (first, last) for side in sides[:1]):
        return False
    if any(_alike(one, other) for side in sides for one in _words(names, side) for other in _words(names, said)):
        return False
    agree, differ = _compared([f for f in rt.fields if f.identity and f.sign not in _NAMES], sides, said)
    if Sign.EMAIL in agree:
        return False
    return Sign.EMAIL in differ or (bool(differ) and not agree)


def _compared(
    fields: Sequence[Field], sides: Sequence[Mapping[str, Value]], said: Mapping[str, Value]
) -> tuple[set[Sign | None], set[Sign | None]]:
    """Return the signs of fields that say what one of the sides says, and of those that say something else."""
    agree: set[Sign | None] = set()
    differ: set[Sign | None] = set()
    for field in fields:
        there = [side[field.key] for side in sides if side.get(field.key)]
        if said.get(field.key) and there and field.sign is not Sign.SUFFIX:
            same = any(field.kind.alike(value, said[field.key]) for value in there)
            (agree if same else differ).add(field.sign)
    return agree, differ


def _words(fields: Sequence[Field], values: Mapping[str, Value]) -> set[str]:
    text = " ".join(plain_text(f.kind.show(values[f.key])) for f in fields if values.get(f.key))
    return set(folded(text).casefold().replace("-", " ").replace(".", " ").split())


def _alike(one: str, other: str) -> bool:
    """Return whether two names are one: put right, or shortened."""
    return one.startswith(other) or other.startswith(one) or SequenceMatcher(None, one, other).ratio() >= _NEAR
