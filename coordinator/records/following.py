"""What else changes when a person changes: the places of a new ZIP, and the day of a consent that was a no."""

from collections.abc import Mapping

from coordinator.records import zip_places
from coordinator.records.catalog import CANDIDATE
from coordinator.records.fields import Row, as_values
from coordinator.records.kinds import Value
from coordinator.records.refusals import PERMISSIONS, takes_back_no

DAY = "consent_date"
STAGE, FIRST_STAGE = "stage", "interested"
"""Where somebody new stands of whom nothing else is said."""
DECIDING = frozenset({zip_places.ZIP, zip_places.COUNTRY, zip_places.MARK, *zip_places.FOLLOWING, DAY, *PERMISSIONS})
"""Keys of the fields from which something follows, or which follow."""


def following(before: Row, after: Row, agreed_on: str | None = None) -> dict[str, Value]:
    """Return what follows from a change of a person, by field key.

    Args:
        before: the person as they were; empty for a new one.
        after: the person as they will be.
        agreed_on: the day on which they agreed to what they allow from now on, ISO; None if nobody said.
    """
    more = zip_places.following(before, after)
    if _dates_a_no(before, after) or (agreed_on and not after.get(DAY) and _allows_more(before, after)):
        more[DAY] = agreed_on
    return more


def _allows_more(before: Row, after: Row) -> bool:
    """Return whether somebody allows something now that they did not."""
    return any(after.get(key) is True and before.get(key) is not True for key in PERMISSIONS)


def _dates_a_no(before: Row, after: Row) -> bool:
    """Return whether somebody says yes now beside the day of an earlier no: it is not the day of the yes."""
    day = before.get(DAY)
    if not day or after.get(DAY) != day or any(before.get(key) is True for key in PERMISSIONS):
        return False
    was, is_ = as_values(before), as_values(after)
    return any(takes_back_no(key, was.get(key), is_.get(key)) for key in PERMISSIONS)


def told(person: Row, more: Mapping[str, Value]) -> str:
    """Return in words what follows, or that a ZIP contradicts the state; empty if neither.

    Args:
        person: the person as they will be, without what follows.
        more: what follows.
    """
    said = [zip_places.told({**person, **more}, more)]
    if DAY in more and more[DAY] is None:
        said.append(f"“{CANDIDATE.by_key[DAY].label}” is emptied, as it was the day of a no")
    return "; ".join(filter(None, said))
