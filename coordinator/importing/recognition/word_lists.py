"""The lists of words that come with the program."""

from coordinator.base.paths import resources

FOLDER = "recognition"


def lines(name: str) -> list[str]:
    """Return the lines of a list of words."""
    return (resources() / FOLDER / name).read_text(encoding="utf-8").split("\n")
