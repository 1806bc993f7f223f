"""Refuse each of an operation's calls to the disk, one trial each, and judge what is there afterwards.

It runs with the library of `disk.c` loaded first; `long_faults.py` begins it. Each trial is a fork of this process: it
does the operation, and another one looks at what is there.
"""

import argparse
import errno
import json
import logging
import os
import random
import shutil
import signal
import sys
import tempfile
import traceback
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass, field
from pathlib import Path

from openpyxl import load_workbook

from coordinator.base import databases
from coordinator.base.errors import UserError
from coordinator.base.keys import PASSPHRASE
from coordinator.changes import checking
from coordinator.records.catalog import CANDIDATE, EVENT, PARTNER, SIGNUP
from coordinator.store import backups
from coordinator.store import campaign as campaigns
from coordinator.tour.desk import Desk
from tests.builders import everything
from tests.faults.disk import Disk, How
from tests.faults.operations import CAMPAIGN, DESK, OPERATIONS, Operation, prepare

WAYS = (
    (How.ONCE, errno.EIO),
    (How.ALWAYS, errno.ENOSPC),
    (How.SHORT, errno.ENOSPC),
    (How.DIES, errno.EIO),
)
"""In what ways a call is refused."""
_WORDS = "lemon otter granite 51"
_CHANGING = frozenset(("created_at", "updated_at", "deleted_at", "submitted_at"))
"""What is another moment in each trial."""
_BROKEN = 70


@dataclass(frozen=True, slots=True)
class Trial:
    """One call of one operation that is refused.

    Attributes:
        operation: its name.
        at: the number of the call.
        how: in what way it is refused.
        number: the error.
    """

    operation: str
    at: int
    how: How
    number: int


@dataclass(slots=True)
class Outcome:
    """What an operation did and said.

    Attributes:
        died: the process was killed.
        status: the exit status.
        said: what it wrote to standard error.
        calls: how many calls to the disk there were; 0 if it died.
    """

    died: bool
    status: int = 0
    said: str = ""
    calls: int = 0


@dataclass(slots=True)
class State:
    """What is there afterwards.

    Attributes:
        seq: the newest step of the history.
        records: what the campaign holds, as text.
        problems: what `check` finds.
        desk: how many people signed up at the desk.
        files: what else lies there and is not as it should be, in words.
    """

    seq: int
    records: str
    problems: list[str] = field(default_factory=list)
    desk: int = 0
    files: list[str] = field(default_factory=list)


def in_fork(act: Callable[[], object], result: Path) -> object:
    """Do something in a fork of this process; return what it returned, or None if it was killed."""
    sys.stdout.flush()
    if (child := os.fork()) == 0:
        try:
            result.write_text(json.dumps(act()), encoding="utf-8")
        except BaseException:
            result.write_text(json.dumps({"broken": traceback.format_exc()}), encoding="utf-8")
        os._exit(0)
    _, ended = os.waitpid(child, 0)
    if os.WIFSIGNALED(ended) and os.WTERMSIG(ended) == signal.SIGKILL:
        return None
    found = json.loads(result.read_text(encoding="utf-8"))
    if isinstance(found, dict) and "broken" in found:
        raise AssertionError(found["broken"])
    return found


class Trials:
    """Operations on a disk that refuses.

    Args:
        place: a folder for the trials.
        operations: what is done, by name.
    """

    def __init__(self, place: Path, operations: Mapping[str, Operation]) -> None:
        self._disk = Disk()
        self._operations = operations
        self._place = place
        self._begun: dict[str, Path] = {}
        self._before: dict[str, State] = {}
        self._after: dict[str, State] = {}
        self.calls: dict[str, int] = {}

    def _folder(self, begins: str) -> Path:
        if begins not in self._begun:
            made = self._place / "begun" / begins.replace(" ", "-")
            prepare(begins, made)
            self._begun[begins] = made
        folder = self._place / "trial"
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(self._begun[begins], folder)
        return folder

    def _act(self, operation: Operation, folder: Path, trial: Trial | None) -> Outcome:
        """Do the operation in a fork, with its call refused."""
        said = self._place / "said"

        def act() -> dict[str, object]:
            os.environ[PASSPHRASE] = _WORDS
            os.chdir(folder)
            logging.disable()  # what goes into the program's log is not told
            err = os.open(said, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600)
            os.dup2(err, 2)
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
            way = (trial.at, trial.how, trial.number) if trial else (None,)
            self._disk.arm(folder, *way)
            try:
                status = operation.act(folder)
            except UserError as error:
                print(error, file=sys.stderr)
                status = 1
            except BaseException:
                traceback.print_exc()
                status = _BROKEN
            calls = self._disk.disarm()
            sys.stderr.flush()
            return {"status": status, "calls": calls}

        done = in_fork(act, self._place / "result.json")
        words = said.read_text(encoding="utf-8", errors="replace")
        if done is None:
            return Outcome(True, said=words)
        assert isinstance(done, dict)
        return Outcome(False, int(done["status"]), words, int(done["calls"]))

    def _state(self, folder: Path, operation: Operation) -> State:
        """Look at what is there, in a fork."""

        def look() -> dict[str, object]:
            os.environ[PASSPHRASE] = _WORDS
            return asdict(state_of(folder, operation))

        found = in_fork(look, self._place / "result.json")
        assert isinstance(found, dict)
        return State(**found)

    def begin(self, name: str) -> int:
        """Do an operation on a disk that refuses nothing; return how many calls it makes."""
        operation = self._operations[name]
        if operation.begins not in self._before:
            self._before[operation.begins] = self._state(self._folder(operation.begins), operation)
        folder = self._folder(operation.begins)
        done = self._act(operation, folder, None)
        assert done.status == 0 and not done.died, (name, done)
        self._after[name] = self._state(folder, operation)
        assert self._after[name].files == [], (name, self._after[name])
        self.calls[name] = done.calls
        return done.calls

    def judge(self, trial: Trial) -> list[str]:
        """Try a trial; return what is wrong afterwards, in words."""
        operation = self._operations[trial.operation]
        folder = self._folder(operation.begins)
        done = self._act(operation, folder, trial)
        try:
            now = self._state(folder, operation)
        except AssertionError as error:
            return [f"cannot be opened afterwards: {error}"]
        before, after = self._before[operation.begins], self._after[trial.operation]
        wrong = list(now.files)
        if now.problems not in (before.problems, after.problems):
            wrong.append(f"check finds: {now.problems}")
        kept = (now.seq, now.records, now.desk)
        was, is_ = ((s.seq, s.records, s.desk) for s in (before, after))
        if kept not in (was, is_):
            wrong.append(f"half done: step {now.seq}, which was {before.seq} and should be {after.seq}")
        if done.died:
            return wrong
        if done.status == 0 and kept != is_:
            wrong.append("told as done, and it is not")
        if done.status == 0 and operation.makes and not (folder / operation.makes).exists():
            wrong.append(f"told as done, and {operation.makes} is not there")
        if done.status and "Nothing was changed" in done.said and kept != was:
            wrong.append("told as not done, and it is")
        if done.status == _BROKEN or "Traceback" in done.said:
            wrong.append("a traceback")
        if done.status and not done.said.strip().endswith((".", "BACKUP", "?")):
            wrong.append("no sentence")
        return [f"{each} | {done.said[-600:]}" for each in wrong]


def state_of(folder: Path, operation: Operation) -> State:
    """Return what lies in a folder; a campaign that cannot be opened raises what it says."""
    for path in (folder / CAMPAIGN, folder / DESK, *[b.path for b in backups.all_of(folder / CAMPAIGN)]):
        if path.exists() and databases.is_locked(path):
            databases.unlock(path, _WORDS)
    with campaigns.open_(folder / CAMPAIGN) as opened:
        with opened.reading() as connection:
            problems = checking.check(connection).problems
        kinds = (CANDIDATE, PARTNER, EVENT, SIGNUP)
        records = [[_still(r) for r in everything(opened, rt)] for rt in kinds]
        state = State(opened.head(), json.dumps(records, sort_keys=True, default=str), problems)
    if (folder / DESK).exists():
        with closing(Desk(folder / DESK)) as desk:
            state.desk = desk.count
    if operation.makes and (made := folder / operation.makes).exists():
        state.files += _broken(made)
    for backup in backups.all_of(folder / CAMPAIGN):
        try:
            backups.check(backup.path)
        except UserError as error:
            state.files.append(f"a backup that is none: {error}")
    return state


def _still(record: dict[str, object]) -> dict[str, object]:
    return {key: value for key, value in record.items() if key not in _CHANGING}


def _broken(made: Path) -> list[str]:
    """Return what is wrong with a file that an operation made: whoever finds it takes it for whole."""
    try:
        if made.suffix == ".campaign":
            campaigns.open_(made).close()
        elif made.suffix == ".desk":
            Desk(made).close()
        elif made.suffix == ".csv":
            lines = made.read_text(encoding="utf-8-sig").splitlines()
            return [] if len(lines) == 1 + 2 else [f"{made.name} has {len(lines)} lines"]
        else:
            load_workbook(made)
    except Exception as error:
        return [f"{made.name} is there and broken: {error!r}"]
    return []


def chosen(calls: dict[str, int], most: int, seed: int, ways: Sequence[How] = tuple(How)) -> Iterator[Trial]:
    """Yield trials, evenly by operation and place, at most so many; all there are if that is fewer."""
    per_operation = max(1, most // max(1, len(calls)))
    for name, count in calls.items():
        every = [Trial(name, at, how, number) for at in range(count) for how, number in WAYS if how in ways]
        few = random.Random(f"{seed} {name}")
        yield from sorted(few.sample(every, min(per_operation, len(every))), key=lambda t: (t.at, t.how))


def run(
    operations: Mapping[str, Operation], result: Path, most: int, seed: int, ways: Sequence[How] = tuple(How)
) -> None:
    """Try operations, and write what was found as JSON: calls of each, how many were tried, what was wrong."""
    tried: Counter[str] = Counter()
    wrong: list[dict[str, object]] = []
    with tempfile.TemporaryDirectory(prefix="coordinator-faults-") as place:
        trials = Trials(Path(place), operations)
        for name in operations:
            trials.begin(name)
        for trial in chosen(trials.calls, most, seed, ways):
            tried[trial.operation] += 1
            for each in trials.judge(trial):
                wrong.append({**asdict(trial), "what": each})
                print(json.dumps(wrong[-1]), flush=True)
            if tried.total() % 500 == 0:
                print(f"{tried.total():,} tried, {len(wrong)} wrong", flush=True)
    document = {"calls": trials.calls, "tried": tried, "wrong": wrong}
    result.write_text(json.dumps(document, indent=1), encoding="utf-8")


def main(argv: Sequence[str]) -> int:
    """Try them, and write what was found; return the exit status."""
    parser = argparse.ArgumentParser(prog="tests.faults.trials")
    parser.add_argument("result", type=Path)
    parser.add_argument("--trials", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", nargs="*", default=sorted(OPERATIONS))
    parser.add_argument("--ways", nargs="*", choices=How.__members__, default=list(How.__members__))
    given = parser.parse_args(argv)
    ways = [How[name] for name in given.ways]
    run({name: OPERATIONS[name] for name in given.only}, given.result, given.trials, given.seed, ways)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
