"""Places: where a postcode is, and how far it is from another."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping

from coordinator.base.bulk import no_collection
from coordinator.records.fields import Row
from coordinator.records.kinds import as_text

Point = tuple[float, float]
"""Latitude and longitude, in degrees."""
EARTH_MILES = 3958.8
FEW = 400
"""Up to this many postcodes are looked up one by one; for more, reading the whole list once is faster."""


def miles(a: Point, b: Point) -> float:
    """Return the distance between two points on the globe (haversine)."""
    (lat1, lon1), (lat2, lon2) = ([math.radians(x) for x in p] for p in (a, b))
    half = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 2 * EARTH_MILES * math.asin(min(1.0, math.sqrt(half)))


class Centroids:
    """The center of each US postcode and town, from the list in the package `zipcodes`; read on first use."""

    def __init__(self) -> None:
        self._known: dict[str, Point | None] = {}
        self._towns: dict[tuple[str, str], list[dict[str, str]]] = {}
        self._all = False

    def load(self, postcodes: Iterable[str]) -> None:
        """Prepare to be asked for these."""
        missing = {code for p in postcodes if (code := p[:5]) not in self._known}
        if self._all or not missing:
            return
        import zipcodes

        if len(missing) > FEW:
            with no_collection():
                self._known = {row["zip_code"]: _point(row) for row in zipcodes.list_all()}
            self._all = True
            return
        for code in missing:
            found = zipcodes.matching(code) if len(code) == 5 and code.isdigit() else []
            self._known[code] = _point(found[0]) if found else None

    def of(self, postcode: str | None) -> Point | None:
        """Return where a postcode is, or None if unknown."""
        if not postcode:
            return None
        if not self._all and postcode[:5] not in self._known:
            self.load([postcode])
        return self._known.get(postcode[:5])

    def of_event(self, event: Row) -> Point | None:
        """Return where a stop is: the center of its postcode, otherwise of its town."""
        if found := self.of(as_text(event.get("postcode"))):
            return found
        points = [p for row in self._town(event) if (p := _point(row))]
        if not points:
            return None
        return sum(p[0] for p in points) / len(points), sum(p[1] for p in points) / len(points)

    def county(self, event: Row) -> str:
        """Return the county of a stop: as typed, otherwise that of its postcode, otherwise of most of its town."""
        if event.get("county"):
            return str(event["county"])
        postcode = str(event.get("postcode") or "")[:5]
        rows = self._town(event)
        named = [r["county"] for r in rows if r["zip_code"] == postcode] or [r["county"] for r in rows]
        return Counter(named).most_common(1)[0][0] if named else ""

    def _town(self, event: Row) -> list[dict[str, str]]:
        city, state = str(event.get("city") or "").strip(), str(event.get("state") or "")
        if not city or not state:
            return []
        if (city, state) not in self._towns:
            import zipcodes

            self._towns[city, state] = zipcodes.filter_by(city=city, state=state)
        return self._towns[city, state]


def _point(row: Mapping[str, str]) -> Point | None:
    return (float(row["lat"]), float(row["long"])) if row.get("lat") and row.get("long") else None


CENTROIDS = Centroids()
