"""Under which name and e-mail a sign-up came, and from where, as its row says; what its cells gave."""

from collections.abc import Mapping
from functools import cache

from sqlalchemy.engine import Connection

from coordinator.importing.sources import columns_of
from coordinator.importing.targets import Target, targets_of
from coordinator.records.catalog import CANDIDATE
from coordinator.records.kinds import PLAIN_HINTS, Value, as_object, as_text, plain_text
from coordinator.records.signups import WHOLE_NAME


@cache
def _targets() -> Mapping[str, Target]:
    return targets_of(CANDIDATE)


def read_again(target: str, cell: str) -> Mapping[str, Value]:
    """Return the values that the cell of a list of people gave: a whole name gives a first and a last one.

    Args:
        target: what its column became.
        cell: what it says.
    """
    found = _targets().get(target)
    return found.read(cell, PLAIN_HINTS).values if found else {}


def signed_up_as(connection: Connection, sign_up: Mapping[str, Value]) -> str:
    """Return the name and the e-mail under which a sign-up came; "" if its row says neither.

    Args:
        connection: a connection to the campaign.
        sign_up: the sign-up, with its row.
    """
    row = as_object(sign_up.get("row"))
    said: dict[str, str] = {}
    for heading, target in columns_of(connection, sign_up).items() if row else ():
        if text := plain_text(row.get(heading) or "").strip():
            said.setdefault(target, text)
    name = {key: said[key] for key in CANDIDATE.names if key in said}
    called = CANDIDATE.title(name) if name else said.get(WHOLE_NAME, "")
    return ", ".join(filter(None, (called, said.get(CANDIDATE.by_key["email"].key, ""))))


def where_it_came(sign_up: Mapping[str, Value]) -> str:
    """Return file, sheet and row of a sign-up; a sheet that is the file itself is named once."""
    file, *inside = as_text(sign_up.get("came_in") or "").rsplit(", ", 2)
    return ", ".join([file, *(part for part in inside if part != file)])
