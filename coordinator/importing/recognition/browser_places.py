"""Places that a form found out from the browser: bare regions between its own columns, or right of degrees."""

from collections.abc import Sequence

from coordinator.importing.recognition.column import BROWSER, NAMES_OF, ColumnEvidence
from coordinator.importing.recognition.lexicon import concepts_of

_SOME = 0.3
_OF_THE_FORM = frozenset("id status created started updated technical geo time country".split())
_REGIONS = frozenset("state city zip county country".split())
_OF_REGIONS = _REGIONS | {"geo", "technical"}
_BESIDE_REGIONS = frozenset("ip location code name net browser response respondent estimated".split())
_WRITTEN = NAMES_OF | frozenset("address street line2 home email phone birth".split())
"""Concepts of what people write of themselves."""
_BLOCK = 6
_FORM_COLUMNS = 2
_APART = 4
"""So far away a state from the form's columns stands from the person's town and ZIP."""


def _is_found(column: ColumnEvidence) -> bool:
    """Return whether a column is a place on the map or on the net: degrees, an IP address."""
    return "geo" in column.concepts and column.facts.share("decimal", "ip", "int", "date") >= _SOME


def _is_bare_region(column: ColumnEvidence) -> bool:
    """Return whether a heading only names a part of a place: *State*, *IP city*; not *Home ZIP*, *Q3 - State*."""
    meant = _REGIONS.intersection(column.concepts)
    words = {*column.words, *column.heading.aside}
    bare = all(w in _BESIDE_REGIONS or _OF_REGIONS.intersection(c for _, c in concepts_of((w,))) for w in words)
    return bool(meant) and bare and not column.heading.asks and not column.heading.is_numbered


def _follows_degrees(columns: Sequence[ColumnEvidence], at: int) -> bool:
    """Return whether degrees stand shortly before a column, and nothing that somebody wrote stands between."""
    for before in reversed(columns[max(0, at - _BLOCK) : at]):
        if _is_found(before):
            return True
        asked = before.is_contact or before.is_named or before.heading.asks or before.heading.is_numbered
        if (
            asked
            or _WRITTEN.intersection(before.concepts)
            or _REGIONS.intersection(before.concepts)
            and not (_is_bare_region(before))
        ):
            return False
    return False


def settle_found_by_browser(columns: Sequence[ColumnEvidence]) -> None:
    """Country and state between the form's own columns, before the first question, were found from the browser."""
    for at, column in enumerate(columns):
        if _is_bare_region(column) and _follows_degrees(columns, at):
            column.whose = (*column.whose, BROWSER)
    for at, column in enumerate(columns):
        meant = set(column.concepts)
        if not meant & _OF_THE_FORM and not meant & _REGIONS or meant & {"home", "full", "first", "last"}:
            return
        beside = columns[at - 1].concepts if at else ()
        alone = "state" in meant and not any(_REGIONS.intersection(c.concepts) for c in columns[at + 1 : at + _APART])
        if alone and not any({"city", "zip"}.intersection(c.concepts) for c in columns[at + _APART :]):
            alone = False
        if at >= _FORM_COLUMNS and meant & _REGIONS and (alone or "country" in (*column.concepts, *beside)):
            column.whose = (*column.whose, BROWSER)
