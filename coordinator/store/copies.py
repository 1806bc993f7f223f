"""Where copies of a campaign are, in its folder of backups and elsewhere; and where drafts of letters were written."""

import json
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path

from coordinator.base import databases
from coordinator.base.databases import driver
from coordinator.base.errors import UserError
from coordinator.store import header

FOLDER = "backups"
_ELSEWHERE = "copies"
"""Key of what a campaign file remembers: where copies of it were written outside its folder of backups."""


def folder_of(campaign: Path) -> Path:
    """Return the folder of a campaign's backups: `backups` next to it."""
    return campaign.parent / FOLDER


def campaign_id(path: Path) -> str | None:
    """Return the id of the campaign in a file; None if it is none, or cannot be read."""
    try:
        header.look(path)
        connection = databases.look_into(path)
        try:
            found = connection.execute("SELECT value FROM meta WHERE key = 'campaign'").fetchone()
        finally:
            connection.close()
    except (UserError, driver.Error, UnicodeDecodeError):
        return None
    return str(found[0]) if found else None


_DRAFTS = "drafts"
"""Key of the folders where drafts of letters were written."""


def remember(campaign: Path, copies: Iterable[Path] = (), *, without: Sequence[Path] = ()) -> None:
    """Write into a campaign file where copies of it are, outside its folder of backups; not if it cannot be written.

    Args:
        campaign: the file.
        copies: further copies of it.
        without: copies that are not remembered any more.
    """
    inside = folder_of(campaign).resolve()
    there = [copy.resolve() for copy in copies if not copy.resolve().is_relative_to(inside)]
    _write(campaign, _ELSEWHERE, [p for p in dict.fromkeys((*elsewhere(campaign), *there)) if p not in without])


def remember_drafts(campaign: Path | None, folder: Path | None = None, *, without: Sequence[Path] = ()) -> None:
    """Write into a campaign file where drafts of letters were written; a database on a server does not remember.

    Args:
        campaign: the file; None if there is none.
        folder: a further folder.
        without: folders that are not remembered any more.
    """
    known = drafts(campaign)
    every = [p for p in dict.fromkeys((*known, *([folder.resolve()] if folder else []))) if p not in without]
    if campaign is not None and every != known:
        _write(campaign, _DRAFTS, every)


def drafts(campaign: Path | None) -> list[Path]:
    """Return the folders where drafts of letters were written, as far as they still exist."""
    return [path for path in _read(campaign, _DRAFTS) if path.is_dir()] if campaign is not None else []


def _write(campaign: Path, key: str, paths: Sequence[Path]) -> None:
    with suppress(driver.Error):
        connection = databases.connect(campaign, databases.Mode.WRITE)
        try:
            with connection:
                connection.execute("PRAGMA secure_delete=ON")
                statement = "INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)"
                connection.execute(statement, (key, json.dumps([str(path) for path in paths])))
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # the file alone is whole
        finally:
            connection.close()


def elsewhere(campaign: Path) -> list[Path]:
    """Return the copies outside its folder of backups that a campaign file remembers and that still exist."""
    return [path for path in _read(campaign, _ELSEWHERE) if path.is_file()]


def _read(campaign: Path, key: str) -> list[Path]:
    try:
        connection = databases.look_into(campaign)
        try:
            found = connection.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        finally:
            connection.close()
        return list(map(Path, json.loads(found[0]) if found else ()))
    except (driver.Error, UnicodeDecodeError, ValueError, OSError):
        return []
