"""The stored lists of places are those of the package they come from."""

from coordinator.base.paths import resources
from tools.place_lists import lists


def test_the_lists_of_places_are_up_to_date() -> None:
    stale = [str(path) for path, text in lists().items() if (resources() / path).read_text("utf-8") != text]
    assert stale == [], "python -m tools.place_lists"
