"""Copies of a campaign that lie beside it, such as the conflict copies of programs that sync folders.

They are known by the campaign's id and by the steps that both have, whatever they are called.
"""

from contextlib import closing
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from coordinator.base import databases
from coordinator.base.databases import driver
from coordinator.base.open_files import identity
from coordinator.records.times import moment_in_words
from coordinator.store.copies import campaign_id

MOST = 100
"""How many files of a folder are looked at."""


@dataclass(frozen=True, slots=True)
class Sibling:
    """Another file of the same campaign.

    Attributes:
        path: where it is.
        shared: how many steps both have, from the first one on.
        here: how many steps only the file has that it lies beside.
        there: how many only the sibling has.
        last: when its last step was done, ISO text in UTC.
        author: who did that.
    """

    path: Path
    shared: int
    here: int
    there: int
    last: str
    author: str

    @property
    def has_more(self) -> bool:
        """Whether it has steps that the other file lacks."""
        return self.there > 0

    def in_words(self, name: str) -> str:
        """Return what it is, as seen from the file of that name."""
        there, other = f"{self.there:,} step{'s' if self.there != 1 else ''}", self.path.name
        last = f"the last on {moment_in_words(self.last)} by {self.author}"
        if not self.here:
            return (
                f"{name} is an earlier state of {other}, which lies beside it: all of it is there, with {there} more, "
                f"{last}. Open {other} to go on."
            )
        return (
            f"{other}, beside {name}, is a copy of the same campaign that went its own way: they share {self.shared:,} "
            f"of their steps, then {self.here:,} more are here and {self.there:,} there, {last}. Nothing is mixed by "
            "itself: choose one to go on in, and put the other one away."
        )


def siblings_of(path: Path) -> list[Sibling]:
    """Return the other files of the same campaign in its folder, by name; those that cannot be read are left out."""
    id_here, steps, found = campaign_id(path), _steps(path), []
    if id_here is None or steps is None:
        return []
    try:
        others = sorted(islice(path.absolute().parent.glob(f"*{path.suffix}"), MOST))
    except OSError:
        return []
    for other in others:
        if identity(other) == identity(path) or not other.is_file() or campaign_id(other) != id_here:
            continue
        if (theirs := _steps(other)) is not None:
            found.append(_compared(other, steps, theirs))
    return found


def _steps(path: Path) -> dict[int, tuple[str, str, str]] | None:
    """Return number → token, time and author of each step of a file's history; None if it cannot be read."""
    try:
        with closing(databases.look_into(path)) as connection:
            rows = connection.execute("SELECT seq, token, at, author FROM change_set ORDER BY seq")
            return {seq: (token, at, author) for seq, token, at, author in rows}
    except (driver.Error, UnicodeDecodeError, OSError):
        return None


def _compared(path: Path, here: dict[int, tuple[str, str, str]], there: dict[int, tuple[str, str, str]]) -> Sibling:
    shared = 0
    for seq, (token, *_) in here.items():
        if seq not in there or there[seq][0] != token:
            break
        shared += 1
    _, last, author = next(reversed(there.values()), ("", "", ""))
    return Sibling(path, shared, len(here) - shared, len(there) - shared, last, author)
