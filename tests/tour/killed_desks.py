"""Sign-up desks killed at any moment: whoever was thanked is there.

python -m tests.tour.killed_desks [TIMES [SEED]]
"""

import os
import random
import select
import shutil
import signal
import sys
import tempfile
from pathlib import Path

from coordinator.records.catalog import EVENT
from coordinator.store import campaign as campaigns
from coordinator.tour.desk import Desk, make_desk
from coordinator.workbooks.desk_file import DeskFile
from tests.builders import add

PIN = "2846"


def kill(desk: Path, after: float) -> list[str]:
    """Sign people up at a desk in a process of its own, and kill it so many seconds after the first was thanked.

    Returns:
        the keys of those who were thanked.
    """
    thanks, thank = os.pipe()
    if (child := os.fork()) == 0:
        os.close(thanks)
        opened = Desk(desk)
        for n in range(100_000):
            done = opened.confirm({"name": f"Ann Nro{n}", "email": f"ann{n}@example.org"}, "en")
            os.write(thank, f"{done.key}\n".encode())
    os.close(thank)
    with os.fdopen(thanks, "rb", buffering=0) as read:
        said = read.read(33)
        select.select([], [], [], after)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        while more := read.read(1 << 16):
            said += more
    return [key for key in said.decode().split("\n") if len(key) == len(said.split(b"\n")[0])]


def missing(times: int, seed: int, folder: Path) -> tuple[int, int]:
    """Kill a desk so many times, each a fresh one; return how many were thanked, and how many of them are not there."""
    chance = random.Random(seed)
    with campaigns.create(folder / "killed.campaign") as campaign, campaign.reading() as connection:
        stop = add(campaign, EVENT, title="Denver rally", starts_at="2026-03-21T17:00", city="Denver", state="CO")
        made = make_desk(connection, stop, folder / "made.desk", PIN)
    thanked = lost = 0
    for number in range(times):
        desk = folder / f"{number}.desk"
        shutil.copyfile(made, desk)
        keys = kill(desk, chance.uniform(0, 0.08))
        file = DeskFile(desk)
        there = {one.key for one in file.sign_ups()}
        file.close()
        thanked += len(keys)
        lost += len(set(keys) - there)
        for left in folder.glob(f"{number}.desk*"):
            left.unlink()
    return thanked, lost


def main() -> int:
    """Kill desks, tell how many were thanked and are not there; return the exit status."""
    times, seed = (int(word) for word in [*sys.argv[1:3], *("200", "1")[len(sys.argv[1:3]) :]])
    with tempfile.TemporaryDirectory() as folder:
        thanked, lost = missing(times, seed, Path(folder))
    print(f"killed {times:,} times: {thanked:,} thanked, {lost:,} of them not there")
    return 1 if lost else 0


if __name__ == "__main__":
    sys.exit(main())
