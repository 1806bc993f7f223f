"""Write lists of places from the package `zipcodes`, which takes half a second and 150 MB to be read whole.

Run: python -m tools.place_lists
"""

import re
from collections import defaultdict
from pathlib import Path

import zipcodes

from coordinator.base.folding import fold_word
from coordinator.base.paths import resources
from coordinator.importing.recognition.word_lists import FOLDER
from coordinator.records.vocabularies import vocabulary
from coordinator.records.zip_places import ZIPS

_KIND_OF_COUNTY = re.compile(r"(?i) (county|parish|borough|municipio)$")


def lists() -> dict[Path, str]:
    """Return the text of each list by its file under `resources`: ZIPs by county, names of towns and of counties."""
    places = zipcodes.list_all()
    states = vocabulary("states").by_code
    zips: dict[tuple[str, str], list[str]] = defaultdict(list)
    for place in places:
        if place["state"] in states:
            zips[place["state"], place["county"]].append(place["zip_code"])
    counties = {place["county"] for place in places}
    counties |= {_KIND_OF_COUNTY.sub("", name) for name in counties}
    return {
        ZIPS: "\n".join(f"{state}\t{county}\t{' '.join(codes)}" for (state, county), codes in sorted(zips.items())),
        Path(FOLDER) / "town_names.txt": _folded({place["city"] for place in places}),
        Path(FOLDER) / "county_names.txt": _folded(counties),
    }


def _folded(names: set[str]) -> str:
    return "\n".join(sorted({fold_word(name) for name in names} - {""}))


def main() -> None:
    """Write the lists."""
    for path, text in lists().items():
        (resources() / path).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
