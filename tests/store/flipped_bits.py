"""How many flipped bits does a check notice? `python -m tests.store.flipped_bits [PEOPLE] [FLIPS] [SEED]`

One bit at a time is flipped in a campaign whose log is empty, in pages that hold data: in the bytes of a page that hold
something, not in the gap and the free blocks between them, which hold nothing (these are counted apart). Noticed is
what `check` tells, or what keeps the file from being opened, in a sentence.
"""

import logging
import random
import shutil
import sqlite3
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from coordinator.base.errors import UserError
from coordinator.changes.checking import check
from coordinator.operations import editing, importing, undoing
from coordinator.records.catalog import CANDIDATE
from coordinator.store import campaign as campaigns

_LEAF, _INTERIOR = (0x0D, 0x0A), (0x05, 0x02)


@dataclass
class Flips:
    """What came of flips.

    Attributes:
        noticed, missed: how many, by what the page holds.
        where: place and table of those that were missed.
    """

    noticed: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)
    where: list[tuple[int, int, str]] = field(default_factory=list)

    @property
    def share(self) -> float:
        """The share that was noticed."""
        total = self.noticed.total() + self.missed.total()
        return self.noticed.total() / total if total else 1.0


def make_campaign(path: Path, people: int) -> None:
    """Make a campaign of so many people with a history of imports, edits, an undo and a deletion."""
    from benchmarks.make_files import people as made
    from benchmarks.make_files import write

    source = write(path.with_name("list.xlsx"), made(people))
    with campaigns.create(path) as campaign:
        importing.apply(campaign, importing.plan(campaign, source), author="Dana")
        for number in range(1, people // 10):
            editing.edit(campaign, "Jules", CANDIDATE, {number: {"city": f"Town {number}", "consent_share": True}})
            if number % 3 == 0:
                undoing.undo(campaign, "Ana", None)
        editing.delete(campaign, "Dana", CANDIDATE, range(people // 10, people // 8))


def used_bytes(page: bytes, first: bool) -> list[int]:
    """Return the places of a b-tree page that hold something; of another page, all."""
    start = 100 if first else 0
    kind = page[start]
    if kind not in (*_LEAF, *_INTERIOR):
        return list(range(len(page)))
    head = start + (12 if kind in _INTERIOR else 8)
    cells = int.from_bytes(page[start + 3 : start + 5], "big")
    content = int.from_bytes(page[start + 5 : start + 7], "big") or 65536
    free = set(range(head + 2 * cells, content))
    block = int.from_bytes(page[start + 1 : start + 3], "big")
    while block:
        size = int.from_bytes(page[block + 2 : block + 4], "big")
        free.update(range(block + 4, block + size))
        block = int.from_bytes(page[block : block + 2], "big")
    return [place for place in range(len(page)) if place not in free]


def pages_with_data(path: Path) -> dict[int, str]:
    """Return the pages that hold data: number → the table or index."""
    with closing(sqlite3.connect(path)) as connection:  # that of the package sqlcipher3 has no dbstat
        return dict(connection.execute("SELECT pageno, name FROM dbstat"))


def flips(path: Path, count: int, seed: int, *, everywhere: bool = False) -> Iterator[tuple[int, int, str]]:
    """Yield (place in the file, bit, table) of random bits; `everywhere`: also between what pages hold."""
    choose = random.Random(seed)
    raw, pages = path.read_bytes(), pages_with_data(path)
    size = int.from_bytes(raw[16:18], "big")
    size = 65536 if size == 1 else size
    numbers = sorted(pages)
    while count:
        number = choose.choice(numbers)
        start = (number - 1) * size
        place = choose.randrange(size)
        if everywhere or place in set(used_bytes(raw[start : start + size], number == 1)):
            count -= 1
            yield start + place, choose.randrange(8), pages[number]


def is_noticed(path: Path) -> bool:
    """Return whether opening or checking a file tells that something is wrong."""
    try:
        with campaigns.open_(path) as campaign, campaign.reading() as connection:
            return bool(check(connection).problems)
    except UserError:
        return True


def try_flips(path: Path, bits: Sequence[tuple[int, int, str]], folder: Path) -> Flips:
    """Flip one bit after the other, each in a fresh copy."""
    found = Flips()
    raw = path.read_bytes()
    copy = folder / "flipped.campaign"
    for place, bit, table in bits:
        shutil.rmtree(folder / "backups", ignore_errors=True)
        for rest in folder.glob("flipped.campaign*"):
            rest.unlink()
        copy.write_bytes(raw[:place] + bytes([raw[place] ^ 1 << bit]) + raw[place + 1 :])
        if is_noticed(copy):
            found.noticed[table] += 1
        else:
            found.missed[table] += 1
            found.where.append((place, bit, table))
    return found


def main(people: int = 2_000, count: int = 1_000, seed: int = 1) -> None:
    """Measure, and print what was missed."""
    logging.disable(logging.CRITICAL)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "whole.campaign"
        make_campaign(path, people)
        assert not is_noticed(path)
        for everywhere in (False, True):
            found = try_flips(path, list(flips(path, count, seed, everywhere=everywhere)), Path(folder))
            where = "whole pages that hold data" if everywhere else "bytes that hold data"
            print(f"{where}: {found.noticed.total():,} of {count:,} flipped bits noticed, {found.share:.2%}")
            for table, number in found.missed.most_common():
                print(f"  missed in {table}: {number} (noticed there: {found.noticed[table]})")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
