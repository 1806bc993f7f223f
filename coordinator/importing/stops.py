"""Which tour event the text in a sign-up's row means."""

import re
from collections.abc import Iterable

from sqlalchemy.engine import Connection

from coordinator.base.folding import fold_heading
from coordinator.records.catalog import EVENT
from coordinator.records.fields import Row
from coordinator.records.kinds import as_number
from coordinator.store import query

_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})")


class EventFinder:
    """Finds tour events by slug, title, or city and date."""

    def __init__(self, events: Iterable[Row]) -> None:
        self._by_name: dict[str, set[int]] = {}
        self._by_stop: dict[tuple[str, str], set[int]] = {}
        for row in events:
            number = as_number(row["id"])
            if number is None:
                continue
            for name in (row.get("slug"), row.get("title")):
                if name:
                    self._by_name.setdefault(fold_heading(str(name)), set()).add(number)
            if row.get("city") and row.get("starts_at"):
                stop = (fold_heading(str(row["city"])), str(row["starts_at"])[:10])
                self._by_stop.setdefault(stop, set()).add(number)

    @classmethod
    def of(cls, connection: Connection, planned: Iterable[Row] = ()) -> "EventFinder":
        """Load the tour events of a campaign, together with those in the same file."""
        return cls([*query.read_rows(connection, EVENT, query.select_ids(connection, EVENT)), *planned])

    def find(self, text: str) -> int | None:
        """Return the number of the one event that a text means, or None."""
        found = self._by_name.get(fold_heading(text), set())
        if not found and (match := _DATE.search(text)):
            city = fold_heading(text.replace(match.group(0), ""))
            found = self._by_stop.get((city, match.group(0)), set())
        return next(iter(found)) if len(found) == 1 else None
