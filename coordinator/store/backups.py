"""Backups: verified, hashed copies next to the campaign, thinned out as they age."""

import datetime as dt
import hashlib
import os
import re
import shutil
import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from coordinator.base import databases
from coordinator.base.errors import UserError
from coordinator.base.open_files import refuse_open
from coordinator.store import header
from coordinator.store.copies import campaign_id, folder_of, remember

_SUFFIX, _HASH = ".campaign", ".sha256"
_LEFTOVERS = ("-wal", "-shm", "-journal")
"""Ends of the files that SQLite writes beside a database; they go with it."""
_NAME = re.compile(r"(?P<stem>.+) (?P<at>\d{8}T\d{6}Z)(?: (?P<why>.+?))?(?:\.campaign(?:\.part)?)?$")
KEEP_ALL = dt.timedelta(days=2)
KEEP_DAILY = dt.timedelta(days=14)
KEEP_WEEKLY = dt.timedelta(days=90)
FORGET_AFTER = dt.timedelta(days=30)
"""Backups made before somebody was forgotten are deleted at this age: they still contain that person."""
FORGET_KIND = "forget"
"""The kind of the history entry that says that somebody was forgotten."""


@dataclass(frozen=True, slots=True)
class Backup:
    """A copy of a campaign file.

    Attributes:
        path: where it is; `path.sha256` next to it holds its hash.
        at: when it was made, UTC.
        why: what it was made before, in words; empty for a scheduled backup.
    """

    path: Path
    at: dt.datetime
    why: str


def make(campaign: Path, *, why: str = "", into: Path | None = None) -> Path:
    """Copy a campaign in one step, verify the copy, write its hash, and return its path.

    Args:
        campaign: the file; it may be open.
        why: what the backup is made before, as a hint for finding it.
        into: a file to write instead of one in the backup folder.

    Raises:
        UserError: the copy could not be written or is not whole.
    """
    at = dt.datetime.now(dt.UTC).strftime("%Y%m%dT%H%M%SZ")
    name = f"{campaign.stem} {at}{' ' + _tidy(why) if why else ''}.campaign"
    target = into or folder_of(campaign) / name
    refuse_open(target)
    part = target.with_name(target.name + ".part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        _copy(campaign, part)
        _write_hash(part, target)
        os.replace(part, target)
    except (OSError, sqlite3.Error) as error:
        raise UserError(
            f"The backup {target} could not be written ({error}). Choose another place or make room."
        ) from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
    if into is None:
        thin(campaign)
        drop_old(campaign)
    else:
        remember(campaign, [target])
    return target


def _tidy(why: str) -> str:
    return re.sub(r"[^\w.-]+", "-", why)[:60].strip("-")


def _copy(campaign: Path, part: Path) -> None:
    part.unlink(missing_ok=True)
    source = databases.look_into(campaign)
    target = databases.connect(part, databases.Mode.CREATE)
    try:
        source.backup(target)
        target.execute("PRAGMA journal_mode=DELETE")
        problem = target.execute("PRAGMA quick_check").fetchone()[0]
        if problem != "ok":
            raise sqlite3.DatabaseError(f"the copy is not whole: {problem}")
    finally:
        target.close()
        source.close()
    with part.open("rb+") as file:
        os.fsync(file.fileno())


def sha256(path: Path) -> str:
    """Return a file's SHA-256 as hexadecimal digits.

    Raises:
        UserError: it is open here.
    """
    refuse_open(path)
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


def _hash_file(backup: Path) -> Path:
    return backup.with_name(backup.name + _HASH)


def _write_hash(part: Path, target: Path) -> None:
    _hash_file(target).write_bytes(os.fsencode(f"{sha256(part)}  {target.name}\n"))


def check(backup: Path) -> None:
    """Verify that a backup is what was written.

    Raises:
        UserError: it is no campaign, or its bytes changed since.
    """
    header.look(backup)
    hash_file = _hash_file(backup)
    if hash_file.exists():
        if hash_file.read_bytes().split()[:1] != [sha256(backup).encode()]:
            raise UserError(f"{backup.name} has changed since it was made. Take another backup.")
        return
    connection = databases.look_into(backup)
    try:
        problem = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
    except (sqlite3.Error, UnicodeDecodeError) as error:
        problem = str(error)
    finally:
        connection.close()
    if problem != "ok":
        raise UserError(f"{backup.name} is damaged ({problem}). Take another backup.")


def all_of(campaign: Path) -> list[Backup]:
    """Return a campaign's backups, newest first."""
    own = (_by_name(path, campaign) for path in folder_of(campaign).glob(f"*{_SUFFIX}"))
    return _newest_first(copy for copy in own if copy is not None)


def copies_of(campaign: Path, before: dt.datetime | None = None) -> list[Backup]:
    """Return all copies in a campaign's backup folder and the folders in it, newest first.

    These are backups, files set aside and unfinished ones, known by their names, and any other file that is this
    campaign by what is inside. Backups of another campaign file that lies beside this one are that file's.

    Args:
        campaign: the file.
        before: only copies made before this; files that are newer are not opened.
    """
    id_here = None
    found = []
    for path in folder_of(campaign).rglob("*"):
        if path.suffix == _HASH or path.name.endswith(_LEFTOVERS) or not path.is_file():
            continue
        named = _by_name(path, campaign)
        copy = named or _undated(path)
        if before is not None and copy.at >= before:
            continue
        if named is None:
            if _is_of_neighbor(path, campaign) or (id_there := campaign_id(path)) is None:
                continue
            id_here = id_here or campaign_id(campaign)
            if id_there != id_here:
                continue
        found.append(copy)
    return _newest_first(found)


def _newest_first(found: Iterable[Backup]) -> list[Backup]:
    return sorted(found, key=lambda b: (b.at, b.path.name), reverse=True)


def _by_name(path: Path, campaign: Path) -> Backup | None:
    """Return a copy that has a name as `make` gives it; None if it has not."""
    match = _NAME.match(path.name)
    if not match or match["stem"] != campaign.stem:
        return None
    at = dt.datetime.strptime(match["at"], "%Y%m%dT%H%M%SZ").replace(tzinfo=dt.UTC)
    return Backup(path, at, (match["why"] or "").replace("-", " "))


def _is_of_neighbor(path: Path, campaign: Path) -> bool:
    match = _NAME.match(path.name)
    return match is not None and campaign.with_name(match["stem"] + _SUFFIX).exists()


def _undated(path: Path) -> Backup:
    return Backup(path, dt.datetime.fromtimestamp(path.stat().st_mtime, dt.UTC), "")


def restore(backup: Path, campaign: Path) -> Path | None:
    """Replace a campaign with a checked backup; what was there is backed up first.

    Returns:
        the backup of what was there, or None if there was nothing.

    Raises:
        UserError: the backup is damaged, or the place cannot be written.
    """
    refuse_open(campaign)
    check(backup)
    saved = _set_aside(campaign) if campaign.exists() else None
    part = campaign.with_name(campaign.name + ".part")
    try:
        shutil.copyfile(backup, part)
        for leftover in ("-wal", "-shm"):
            Path(str(campaign) + leftover).unlink(missing_ok=True)
        os.replace(part, campaign)
    except OSError as error:
        raise UserError(
            f"{campaign} could not be replaced ({error.strerror}). Close every window on it and try again."
        ) from error
    finally:
        part.unlink(missing_ok=True)
    return saved


def _set_aside(campaign: Path) -> Path:
    """Back up what a restore replaces; a damaged file that cannot be backed up is copied byte by byte."""
    try:
        header.look(campaign)
        return make(campaign, why="before restore")
    except (UserError, UnicodeDecodeError):
        if campaign.is_dir():
            raise
    at = dt.datetime.now(dt.UTC).strftime("%Y%m%dT%H%M%SZ")
    kept = folder_of(campaign) / f"{campaign.stem} {at} damaged"
    try:
        kept.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(campaign, kept)
    except OSError as error:
        raise UserError(f"{campaign} could not be set aside ({error.strerror}). Nothing was changed.") from error
    return kept


def thin(campaign: Path, now: dt.datetime | None = None) -> list[Path]:
    """Delete old backups: keep all of two days, then one per day, week and month; return the deleted ones."""
    now = now or dt.datetime.now(dt.UTC)
    kept: set[str] = set()
    gone = []
    for backup in all_of(campaign):
        age = now - backup.at
        if age <= KEEP_ALL:
            continue
        slot = f"{backup.at:%Y-%m-%d}" if age <= KEEP_DAILY else f"{backup.at:%G-W%V}"
        slot = slot if age <= KEEP_WEEKLY else f"{backup.at:%Y-%m}"
        if slot in kept:
            _delete(backup.path)
            gone.append(backup.path)
        kept.add(slot)
    return gone


def drop_old(campaign: Path, now: dt.datetime | None = None) -> list[Path]:
    """Delete the copies past `FORGET_AFTER` that were made before somebody was forgotten; return the deleted ones.

    Called when somebody is forgotten, when the campaign is opened, and at each backup.
    """
    now = now or dt.datetime.now(dt.UTC)
    old = copies_of(campaign, before=now - FORGET_AFTER)
    last = _last_forgotten(campaign) if old else None
    gone = [copy.path for copy in old if last is not None and copy.at <= last]
    for path in gone:
        _delete(path)
    return gone


def _last_forgotten(campaign: Path) -> dt.datetime | None:
    """Return when somebody was last forgotten; None if nobody was, or the file cannot be read."""
    try:
        connection = databases.look_into(campaign)
        try:
            statement = "SELECT max(at) FROM change_set WHERE kind = ?"
            at = connection.execute(statement, (FORGET_KIND,)).fetchone()[0]
        finally:
            connection.close()
    except sqlite3.Error:
        return None
    return dt.datetime.strptime(at, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=dt.UTC) if at else None


def replace_all(campaign: Path) -> list[Path]:
    """Make one new backup, then delete all copies made before it; return the deleted ones.

    Raises:
        UserError: the new backup could not be written; nothing was deleted.
    """
    before = [copy.path for copy in copies_of(campaign)]
    fresh = make(campaign, why="after forgetting")
    gone = [path for path in before if path != fresh]
    for path in gone:
        _delete(path)
    return gone


def may_hold(copy: Path, record: str, numbers: Sequence[int]) -> bool:
    """Return whether a copy has one of some records; True as well if it cannot be read."""
    try:
        connection = databases.look_into(copy)
        try:
            marks = ", ".join("?" * len(numbers))
            statement = f'SELECT 1 FROM "{record}" WHERE id IN ({marks}) LIMIT 1'  # noqa: S608 - our own names
            return connection.execute(statement, list(numbers)).fetchone() is not None
        finally:
            connection.close()
    except (sqlite3.Error, UnicodeDecodeError):
        return True


def _delete(backup: Path) -> None:
    backup.unlink(missing_ok=True)
    for end in (_HASH, *_LEFTOVERS):
        backup.with_name(backup.name + end).unlink(missing_ok=True)
