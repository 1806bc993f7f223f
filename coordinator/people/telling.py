"""Telling: what in rows tells people of one name and one address apart, and how far another row still says it."""

from collections.abc import Mapping
from enum import IntEnum

from coordinator.people.keys import gender_of
from coordinator.records.fields import Row
from coordinator.records.names import gender_by_title, named


class Telling(IntEnum):
    """How far a row says what an earlier one said, if it contradicts nothing."""

    LESS = 0
    """It may be about somebody else by now."""
    MORE = 1
    AS_MUCH = 2
    SAME = 3


def telling(said: Row, before: Row) -> Telling:
    """Return how far a row still tells its person apart as an earlier row did."""
    now, then = _told(said), _told(before)
    if now == then:
        return Telling.SAME
    if now.keys() == then.keys():
        return Telling.AS_MUCH
    return Telling.MORE if now.keys() > then.keys() else Telling.LESS


_BORN = ("birth_date", "stated_age", "age_band")


def _told(row: Row) -> Mapping[str, str]:
    """Return what a row says that tells its person from others with the name, by what it is about."""
    names = named(row)
    found = {
        "born": " ".join(str(value) for key in _BORN if (value := row.get(key))),
        "gender": gender_of(row) or gender_by_title(row),
        "suffix": names.generation,
        "middle": " ".join((names.middle, names.initials)).strip(),
    }
    return {kind: value for kind, value in found.items() if value}
