"""What a copy of a campaign holds, and how it differs from the campaign as it is now."""

from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from coordinator.base import databases
from coordinator.base.databases import driver
from coordinator.base.faults import told
from coordinator.records.catalog import CANDIDATE, EVENT, PARTNER

COUNTED = (CANDIDATE, PARTNER, EVENT)
"""What is counted in a copy."""
_STEPS = "SELECT seq, token, at, author, title, kind FROM change_set ORDER BY seq DESC"


@dataclass(frozen=True, slots=True)
class StepHeld:
    """A step of the history in a file: its number, random token, time (UTC, as stored), author, title and kind."""

    seq: int
    token: str
    at: str
    author: str
    title: str
    kind: str


@dataclass(frozen=True, slots=True)
class Held:
    """What a file holds.

    Attributes:
        records: key of a record type → how many there are, those deleted apart.
        step: its newest step; None if nothing was done in it, or it cannot be read.
        trouble: why it cannot be read, as a sentence; empty if it can.
    """

    records: Mapping[str, int] = field(default_factory=dict)
    step: StepHeld | None = None
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class BackupDifference:
    """How a copy differs from the campaign.

    Attributes:
        there, here: what the copy holds, and what the campaign holds now.
        lost: steps of the campaign that the copy has not, newest first: restoring takes them back.
        gained: steps of the copy that the campaign has not, newest first.
        is_another: whether the copy is of another campaign.
    """

    there: Held
    here: Held
    lost: Sequence[StepHeld] = ()
    gained: Sequence[StepHeld] = ()
    is_another: bool = False


def held_in(path: Path) -> Held:
    """Return what a campaign file or a copy holds; what cannot be read is said in it."""
    try:
        with closing(databases.look_into(path)) as connection:
            return _held(connection)
    except (driver.Error, OSError, UnicodeDecodeError) as error:
        known = told(error, path.name, "", path)
        return Held(trouble=" ".join(known.sentence.split()) if known else str(error))


def difference(copy: Path, campaign: Path) -> BackupDifference:
    """Return how a copy differs from a campaign; where either cannot be read, only what is known."""
    try:
        with closing(databases.look_into(copy)) as there, closing(databases.look_into(campaign)) as here:
            theirs, ours = _steps(there), _steps(here)
            ids = {_campaign_id(connection) for connection in (there, here)}
            known = {(s.seq, s.token) for s in theirs} & {(s.seq, s.token) for s in ours}
            lost, gained = ([s for s in steps if (s.seq, s.token) not in known] for steps in (ours, theirs))
            return BackupDifference(_held(there), _held(here), lost, gained, len(ids) > 1)
    except (driver.Error, OSError, UnicodeDecodeError):
        return BackupDifference(held_in(copy), held_in(campaign))


def _held(connection: driver.Connection) -> Held:
    newest = connection.execute(f"{_STEPS} LIMIT 1").fetchone()
    return Held({rt.key: _count(connection, rt.table.name) for rt in COUNTED}, StepHeld(*newest) if newest else None)


def _steps(connection: driver.Connection) -> list[StepHeld]:
    return [StepHeld(*row) for row in connection.execute(_STEPS)]


def _campaign_id(connection: driver.Connection) -> str | None:
    found = connection.execute("SELECT value FROM meta WHERE key = 'campaign'").fetchone()
    return found[0] if found else None


def _count(connection: driver.Connection, table: str) -> int:
    count = connection.execute(f'SELECT count(*) FROM "{table}" WHERE deleted_at IS NULL').fetchone()  # noqa: S608
    return int(count[0])
