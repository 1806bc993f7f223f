"""Places: where a postcode lies, and how far it is from another."""

import math
from collections.abc import Iterable

Point = tuple[float, float]
"""Latitude and longitude, in degrees."""
EARTH_MILES = 3958.8
FEW = 400
"""So many postcodes are looked up one by one; for more it is faster to read the whole list once."""


def miles(a: Point, b: Point) -> float:
    """Return the distance between two points on the globe (haversine)."""
    (lat1, lon1), (lat2, lon2) = ([math.radians(x) for x in p] for p in (a, b))
    half = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 2 * EARTH_MILES * math.asin(min(1.0, math.sqrt(half)))


class Centroids:
    """The middle of each US postcode, from the list in the package `zipcodes`; read when it is first asked for."""

    def __init__(self) -> None:
        self._known: dict[str, Point | None] = {}
        self._all = False

    def load(self, postcodes: Iterable[str]) -> None:
        """Get ready to be asked for these."""
        missing = {p[:5] for p in postcodes} - self._known.keys()
        if self._all or not missing:
            return
        import zipcodes

        if len(missing) > FEW:
            self._known = {row["zip_code"]: _point(row) for row in zipcodes.list_all()}
            self._all = True
            return
        for code in missing:
            found = zipcodes.matching(code) if len(code) == 5 and code.isdigit() else []
            self._known[code] = _point(found[0]) if found else None

    def of(self, postcode: str | None) -> Point | None:
        """Return where a postcode lies, None where nobody knows."""
        if not postcode:
            return None
        if postcode[:5] not in self._known:
            self.load([postcode])
        return self._known.get(postcode[:5])


def _point(row: dict[str, str]) -> Point | None:
    return (float(row["lat"]), float(row["long"])) if row.get("lat") and row.get("long") else None


CENTROIDS = Centroids()
