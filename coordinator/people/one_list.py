"""Rows of one list: two that differ are two people, as father and son with one name, until somebody says otherwise."""

import re
from collections.abc import Set

from coordinator.records.catalog import CANDIDATE
from coordinator.records.fields import Row, Sign
from coordinator.records.mailboxes import same_mailbox_key

_HOUSE = re.compile(r"\s*(\d+)")


def differ(a: Row, b: Row) -> bool:
    """Return whether both of two rows have an e-mail, and none in common, or so a phone, or a house number."""
    one, other = ((_mailboxes(row), set(CANDIDATE.values_of(row, Sign.PHONE)), _house(row)) for row in (a, b))
    return any(x and y and x.isdisjoint(y) for x, y in zip(one, other, strict=True))


def _mailboxes(row: Row) -> Set[str]:
    return set(map(same_mailbox_key, CANDIDATE.values_of(row, Sign.EMAIL)))


def _house(row: Row) -> Set[str]:
    found = _HOUSE.match(str(row.get("address") or ""))
    return {found[1]} if found else set()
