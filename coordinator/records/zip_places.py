"""What follows from a ZIP: the state and the county of a person who gave neither; marked as not typed."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from coordinator.base.paths import resources
from coordinator.records.catalog import CANDIDATE
from coordinator.records.fields import Row
from coordinator.records.kinds import Value, as_list, as_text

ZIP, STATE, COUNTRY, MARK = "postcode", "state", "country", "from_zip"
TOGETHER = frozenset({ZIP, STATE, COUNTRY})
"""Where somebody lives, of which one may contradict another."""
HOME = "US"


class ZipPlace(NamedTuple):
    """Where a ZIP is; the fields are called as those of a person. The county is empty for a part of the ZIPs."""

    state: str
    county: str


FOLLOWING = ZipPlace._fields
_LABELS = {key: CANDIDATE.by_key[key].label for key in FOLLOWING}


_MARKS: dict[tuple[str, ...], list[Value]] = {
    keys: [_LABELS[key] for key in keys] for keys in (FOLLOWING, *((key,) for key in FOLLOWING))
}
"""What follows from a ZIP → the labels that say so, one list for all people."""
ZIPS = Path("vocabularies") / "zip_places.txt"
"""A line for each county: state, county and its ZIPs, separated by tabs; `python -m tools.place_lists` writes it."""


@cache
def _zips() -> dict[str, ZipPlace]:
    """Return all ZIPs with their places."""
    found: dict[str, ZipPlace] = {}
    for line in (resources() / ZIPS).read_text(encoding="utf-8").split("\n"):
        state, county, codes = line.split("\t")
        found.update(dict.fromkeys(codes.split(" "), ZipPlace(state, county)))
    return found


def place_of(postcode: str | None) -> ZipPlace | None:
    """Return where a ZIP is, or None if it is not known."""
    return _zips().get(postcode[:5]) if postcode else None


@cache
def _counties() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for place in set(_zips().values()):
        found.setdefault(place.county.lower(), set()).add(place.state)
    return {county: frozenset(states) for county, states in found.items()}


def states_of_county(county: str) -> frozenset[str]:
    """Return the states that have a county of a name; none if there is none of that name."""
    return _counties().get(county.lower(), frozenset())


def derived(person: Row) -> frozenset[str]:
    """Return the keys of the fields that were not typed but follow from the ZIP."""
    labels = as_list(person.get(MARK))
    return frozenset(key for key, label in _LABELS.items() if label in labels) if labels else frozenset()


def following(before: Row, after: Row) -> dict[str, Value]:
    """Return what else changes when a person changes: state and county from a ZIP that has neither beside it.

    What was typed is never replaced; what followed from an earlier ZIP follows the new one.

    Args:
        before: the person as they were; empty for a new one.
        after: the person as they will be.
    """
    if not before:
        return following_new(after)
    return _following(before, after)


def _following(before: Row, after: Row) -> dict[str, Value]:
    """Return the same of people of whom something is known to follow from the ZIP, or who were here before."""
    if not (after.get(ZIP) or after.get(MARK)) or all(before.get(key) == after.get(key) for key in (ZIP, *FOLLOWING)):
        return {}
    typed = {key for key in FOLLOWING if before.get(key) != after.get(key)}
    marked = derived(after) - typed
    if before.get(ZIP) == after.get(ZIP):
        free = [k for k in FOLLOWING if k in marked and typed]
    else:
        free = [k for k in FOLLOWING if k in marked or (k not in typed and not after.get(k))]
    found: dict[str, Value] = {}
    place = place_of(as_text(after.get(ZIP))) if free and after.get(COUNTRY) in (None, HOME) else None
    if "state" in free:
        found["state"] = place.state if place else None
    if "county" in free:  # not that of another state than the one typed
        agrees = place and place.state == found.get("state", after.get("state"))
        found["county"] = place.county or None if place and agrees else None
    marked = frozenset(k for k in FOLLOWING if found.get(k) or (k in marked and k not in found))
    found[MARK] = [label for key, label in _LABELS.items() if key in marked] or None
    return {k: v for k, v in found.items() if v != after.get(k)}


def following_new(person: Row) -> dict[str, Value]:
    """Return what follows from the ZIP of a new person; see `following`. Lists bring many of them."""
    if person.get(MARK):
        return _following({}, person)
    code, state, county = person.get(ZIP), person.get("state"), person.get("county")
    if not code or (state and county) or person.get(COUNTRY) not in (None, HOME):
        return {}
    place = place_of(as_text(code))
    if place is None or (state and (state != place.state or not place.county)):
        return {}
    if state:
        return {"county": place.county, MARK: _MARKS["county",]}
    if county or not place.county:
        return {"state": place.state, MARK: _MARKS["state",]}
    return {"state": place.state, "county": place.county, MARK: _MARKS["state", "county"]}


def told(person: Row, changed: Mapping[str, Value]) -> str:
    """Return in words what follows from a person's ZIP, or that it contradicts the state; empty if neither."""
    values = [f"{_LABELS[k]} {CANDIDATE.by_key[k].kind.show(changed[k])}" for k in FOLLOWING if changed.get(k)]
    if values:
        return f"{', '.join(values)} from the ZIP"
    place = place_of(as_text(person.get(ZIP)))
    if place and person.get("state") and person["state"] != place.state and person.get(COUNTRY) in (None, HOME):
        return f"the ZIP is in {place.state}, the state says {person['state']}"
    return ""
