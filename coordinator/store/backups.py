"""Backups: verified, hashed copies next to the campaign, thinned out as they age."""

import datetime as dt
import hashlib
import os
import re
import uuid
from collections.abc import Iterable, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from coordinator.base import databases
from coordinator.base.databases import driver
from coordinator.base.errors import UserError
from coordinator.base.faults import Fault, fault_of, telling
from coordinator.base.open_files import identity, refuse_open
from coordinator.base.private_files import copy_file, make_file, make_folder
from coordinator.store import header, protection
from coordinator.store.contents import contents_of, first_problem
from coordinator.store.copies import campaign_id, folder_of, remember
from coordinator.store.file_care import LEFTOVERS, alone_with, put_in_place, sync, sync_folder

_SUFFIX, _HASH = ".campaign", ".sha256"
_NAME = re.compile(
    r"(?P<stem>.+) (?P<at>\d{8}T\d{6}Z)(?:-(?P<nth>\d+))?(?: (?P<why>.+?))?(?:\.campaign(?:\.part)?)?\Z", re.DOTALL
)
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
        nth: its place among the copies of one second, from 1.
    """

    path: Path
    at: dt.datetime
    why: str
    nth: int = 1


def make(campaign: Path, *, why: str = "", into: Path | None = None, held: driver.Connection | None = None) -> Path:
    """Copy a campaign in one step, compare the copy with it, write its hash, and return the copy's path.

    Args:
        campaign: the file; it may be open.
        why: what the backup is made before, as a hint for finding it.
        into: a file to write instead of one in the backup folder.
        held: the connection to copy from, if it holds the file alone or is all that is left of it.

    Raises:
        UserError: the copy could not be written, or does not hold what the campaign holds.
    """
    try:
        target, part = (into, _part_of(into)) if into else _fresh_place(campaign, why)
    except OSError as error:
        raise _not_written(folder_of(campaign), error) from error
    refuse_open(target)
    hashed = part.with_name(f"{part.stem}{_HASH}{part.suffix}")
    try:
        make_folder(target.parent)
        if held is not None:
            _copy(held, part)
        else:
            with closing(databases.look_into(campaign)) as source:
                source.execute("BEGIN")
                _copy(source, part)
        _write_hash(part, target, hashed)
        _hash_file(target).unlink(missing_ok=True)
        os.replace(part, target)
        os.replace(hashed, _hash_file(target))  # without it, a backup is checked by what it holds alone
        sync_folder(target.parent)
    except (OSError, driver.Error, UnicodeDecodeError) as error:
        raise _not_written(target, error) from error
    finally:
        for left in (part, hashed):
            with suppress(OSError):
                left.unlink(missing_ok=True)
    if held is None:
        with suppress(OSError):
            _tidy_up(campaign, target, is_elsewhere=into is not None)
    return target


def _tidy_up(campaign: Path, made: Path, *, is_elsewhere: bool) -> None:
    if is_elsewhere:
        remember(campaign, [made])
    else:
        thin(campaign)
        drop_old(campaign)


def _not_written(target: Path, error: Exception) -> UserError:
    return UserError(
        f"The backup {target} could not be written ({error}). The campaign is as it was. "
        "Choose another place or make room."
    )


def _fresh_place(campaign: Path, why: str) -> tuple[Path, Path]:
    """Return a name in the folder of backups that no other backup has, and the file to write it to, which is made."""
    folder = folder_of(campaign)
    make_folder(folder)
    at = f"{dt.datetime.now(dt.UTC):%Y%m%dT%H%M%SZ}"
    same_second = (_by_name(path, campaign) for path in folder.glob(f"* {at}*"))
    for number in count(1 + max((copy.nth for copy in same_second if copy), default=0)):
        nth = f"-{number}" if number > 1 else ""
        target = folder / f"{campaign.stem} {at}{nth}{' ' + _tidy(why) if why else ''}{_SUFFIX}"
        part = target.with_name(target.name + ".part")
        with suppress(FileExistsError):
            make_file(part)
            if not target.exists():
                return target, part
            part.unlink()
    raise AssertionError


def _part_of(target: Path) -> Path:
    return target.with_name(f".{target.name}.{uuid.uuid4().hex[:8]}.part")


def _tidy(why: str) -> str:
    return re.sub(r"[^\w.-]+", "-", why)[:60].strip("-")


def _copy(source: driver.Connection, part: Path) -> None:
    """Copy what a connection sees; it is in a transaction, so that what is compared is what was copied."""
    there = contents_of(source)
    if not there.is_campaign:
        raise driver.DatabaseError("there is no campaign to copy")
    part.unlink(missing_ok=True)
    make_file(part)
    with closing(databases.connect(part, databases.Mode.CREATE, key=databases.key_of(source))) as target:
        source.backup(target)
        target.execute("PRAGMA journal_mode=DELETE")
    with closing(databases.connect(part)) as copied:
        if problem := first_problem(copied):
            raise driver.DatabaseError(f"the copy is not whole: {problem}")
        if contents_of(copied) != there:
            raise driver.DatabaseError("the copy does not hold what the campaign holds")
    sync(part)


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


def _write_hash(part: Path, target: Path, place: Path) -> None:
    """Write the hash that a part of a backup has into a place, as that of the backup that it becomes."""
    with suppress(FileExistsError):
        make_file(place)
    place.write_bytes(os.fsencode(f"{sha256(part)}  {target.name}\n"))


def check(backup: Path) -> None:
    """Verify that a backup is what was written, and holds a campaign.

    Raises:
        UserError: it is no campaign, or its bytes changed since.
    """
    header.look(backup)
    with telling(backup.name, files=True, at=backup):
        hash_file = _hash_file(backup)
        if hash_file.exists() and hash_file.read_bytes().split()[:1] != [sha256(backup).encode()]:
            raise UserError(f"{backup.name} has changed since it was made. Take another backup.")
    try:
        with closing(databases.look_into(backup)) as connection:
            problem = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
            if problem == "ok" and not contents_of(connection).is_campaign:
                problem = "it holds no campaign"
    except (driver.Error, UnicodeDecodeError) as error:
        problem = str(error)
    if problem != "ok":
        raise UserError(f"{backup.name} is damaged ({problem}). Nothing was changed. Take another backup.")


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
        if path.suffix == _HASH or path.name.endswith(LEFTOVERS) or not path.is_file():
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
    return sorted(found, key=lambda b: (b.at, b.nth, b.path.name), reverse=True)


def _by_name(path: Path, campaign: Path) -> Backup | None:
    """Return a copy that has a name as `make` gives it; None if it has not."""
    match = _NAME.match(path.name)
    if not match or match["stem"] != campaign.stem:
        return None
    at = dt.datetime.strptime(match["at"], "%Y%m%dT%H%M%SZ").replace(tzinfo=dt.UTC)
    return Backup(path, at, (match["why"] or "").replace("-", " "), int(match["nth"] or 1))


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
        UserError: the backup is damaged, the campaign is open elsewhere, or its place cannot be written; nothing was
        changed.
    """
    refuse_open(campaign)
    if identity(backup) is not None and identity(backup) == identity(campaign):
        raise UserError(f"{backup.name} is the campaign itself. Choose one of its backups.")
    if databases.is_locked(campaign):
        raise UserError(
            f"{campaign.name} is protected with a passphrase, or damaged from its first byte on. Nothing was changed. "
            "Give its passphrase, or move it to another folder first."
        )
    check(backup)
    part = _part_of(campaign)
    try:
        with telling(campaign.name, files=True, at=campaign):
            copy_file(backup, part)
            sync(part)
        if sha256(part) != sha256(backup):
            raise UserError(f"{backup.name} could not be copied whole. Nothing was changed. Try again.")
        with telling(campaign.name, files=True, at=campaign):
            protection.protect_like(campaign, part)
        with telling(campaign.name, files=True, at=campaign), alone_with(campaign) as held:
            saved = _set_aside(campaign, held) if campaign.exists() else None
            if held is not None and os.name == "nt":
                held.close()  # Windows replaces no file that is open
            put_in_place(campaign, part)
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
    return saved


def _set_aside(campaign: Path, held: driver.Connection | None) -> Path:
    """Back up what a restore replaces; a damaged file that cannot be backed up is copied byte by byte with its log."""
    if held is not None:
        try:
            return make(campaign, why="before restore", held=held)
        except UserError as error:
            if fault_of(error.__cause__ or error) not in (Fault.DAMAGED, None):
                raise
            held.close()
    at = dt.datetime.now(dt.UTC).strftime("%Y%m%dT%H%M%SZ")
    kept = folder_of(campaign) / f"{campaign.stem} {at} damaged"
    try:
        make_folder(kept.parent)
        for end in ("", *LEFTOVERS):
            if (source := Path(f"{campaign}{end}")).is_file():
                sync(copy_file(source, Path(f"{kept}{end}")))
        sync_folder(kept.parent)
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
    except driver.Error:
        return None
    return dt.datetime.strptime(at, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=dt.UTC) if at else None


def replace_all(campaign: Path) -> list[Path]:
    """Make one new backup, then delete all copies made before it; return the deleted ones.

    Raises:
        UserError: the new backup could not be written; nothing was deleted.
    """
    return replace(campaign, [copy.path for copy in copies_of(campaign)], why="after forgetting")


def replace(campaign: Path, before: Iterable[Path], *, why: str) -> list[Path]:
    """Make one new backup, then delete those of some copies that lie in the folder of backups; return the deleted ones.

    Raises:
        UserError: the new backup could not be written; nothing was deleted.
    """
    fresh, folder = make(campaign, why=why), folder_of(campaign).resolve()
    gone = [path for path in before if path != fresh and path.resolve().is_relative_to(folder)]
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
    except (driver.Error, UnicodeDecodeError):
        return True


def texts_at(copy: Path, record: str, number: int) -> str | None:
    """Return all that a copy says of a record and its history, as one text; None if it cannot be read.

    Args:
        copy: the copy.
        record: key of the record type; "" for an entry of the history.
        number: the record's number, or that of the step.
    """
    try:
        connection = databases.look_into(copy)
        try:
            if not record:
                rows = connection.execute("SELECT * FROM change_set WHERE seq = ?", (number,)).fetchall()
            else:
                statement = f'SELECT * FROM "{record}" WHERE id = ?'  # noqa: S608 - our own names
                rows = connection.execute(statement, (number,)).fetchall()
                of = "SELECT fields FROM change WHERE record = ? AND record_id = ?"
                rows += connection.execute(of, (record, number)).fetchall()
        finally:
            connection.close()
    except (driver.Error, UnicodeDecodeError):
        return None
    return "\n".join(value for row in rows for value in row if isinstance(value, str))


def _delete(backup: Path) -> None:
    backup.unlink(missing_ok=True)
    for end in (_HASH, *LEFTOVERS):
        backup.with_name(backup.name + end).unlink(missing_ok=True)
