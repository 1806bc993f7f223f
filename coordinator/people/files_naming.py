"""Files that name a person: lists, mails, desk files and copies of the campaign that lie in some folders."""

import email
import email.policy
import html
import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from email.message import EmailMessage
from itertools import chain, islice
from pathlib import Path

from coordinator.base import databases
from coordinator.base.databases import driver, is_protected
from coordinator.base.open_files import is_open_here
from coordinator.changes.naming import NameFinder
from coordinator.store import backups
from coordinator.store.campaign import SUFFIX
from coordinator.store.copies import campaign_id

MOST_BYTES = 30 * 1024 * 1024
"""Larger files are not looked into."""
MOST_UNPACKED = 200 * 1024 * 1024
_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")
"""A letter as JSON writes it in ASCII."""
DEEPEST, MOST_INSIDE = 3, 2_000
"""So deep are folders inside looked through, and so many files in them."""
WRITTEN = (".eml", ".ics", ".csv", ".xlsx", ".ods", SUFFIX)
"""Kinds of files that the program writes for people, such as drafts, and copies of campaigns."""
PICTURES = (".pdf", ".png", ".jpg", ".jpeg", ".heic", ".gif", ".tif", ".tiff")


@dataclass(frozen=True, slots=True)
class FilesFound:
    """What was found in some folders.

    Attributes:
        naming: files that name the person.
        unread: files that were not looked into: pictures, PDFs, locked or very large ones.
    """

    naming: tuple[Path, ...] = ()
    unread: tuple[Path, ...] = ()


def files_that_name(
    finder: NameFinder,
    folders: Iterable[Path],
    people: Sequence[int],
    *,
    campaign: Path | None = None,
    copies: Iterable[Path] = (),
) -> FilesFound:
    """Return the files in some folders that name a person; in folders inside them, drafts, lists and campaigns alone.

    Args:
        finder: finds the person's words.
        folders: where to look.
        people: numbers of the person's records, to look for in copies of the campaign.
        campaign: the open campaign file, which is left out, with the copies in its folder of backups.
        copies: copies of it in other places, which are looked into too.
    """
    naming, unread = [], []
    for path in _files(folders, campaign, copies):
        try:
            if path.is_dir():
                raise ValueError(path.name)
            if _names(path, finder, people):
                naming.append(path)
        except (OSError, ValueError, LookupError, zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError):
            unread.append(path)
    return FilesFound(tuple(naming), tuple(unread))


def _files(folders: Iterable[Path], campaign: Path | None, copies: Iterable[Path]) -> Iterator[Path]:
    """Yield the files to look into, and a folder that has too many inside to look into them all."""
    seen = {Path(f"{campaign}{end}").resolve() for end in ("", "-wal", "-shm")} if campaign else set[Path]()
    if campaign:
        seen |= {copy.path.resolve() for copy in backups.copies_of(campaign)}
    elsewhere = {path.resolve() for path in copies} - seen
    seen |= elsewhere
    yield from sorted(elsewhere)
    for folder in folders:
        if not folder.is_dir():
            continue
        inside = islice(_inside(folder, DEEPEST), MOST_INSIDE + 1)
        for number, path in enumerate(chain(_listed(folder), inside), -len(_listed(folder))):
            if number == MOST_INSIDE:
                yield folder
            elif path.is_file() and not is_open_here(path) and (there := path.resolve()) not in seen:
                seen.add(there)
                yield path


def _listed(folder: Path) -> list[Path]:
    try:
        return sorted(folder.iterdir())
    except OSError:
        return []


def _inside(folder: Path, deep: int) -> Iterator[Path]:
    """Yield the drafts and lists in the folders inside a folder."""
    for path in _listed(folder) if deep else ():
        if path.is_dir() and not path.is_symlink() and not path.name.startswith("."):
            yield from (one for one in _listed(path) if one.suffix.lower() in WRITTEN)
            yield from _inside(path, deep - 1)


def _names(path: Path, finder: NameFinder, people: Sequence[int]) -> bool:
    """Return whether a file names the person, in its name or inside.

    Raises:
        ValueError: it is a picture, or too large.
        OSError: it cannot be read.
    """
    if finder.is_in_list(path.stem):
        return True
    if path.suffix == SUFFIX or campaign_id(path) is not None:
        return _is_campaign_with(path, finder, people)
    if is_protected(path):
        return any(finder.is_in_list(text) for text in _of_protected(path))
    if path.suffix.lower() in PICTURES or path.stat().st_size > MOST_BYTES:
        raise ValueError(path.name)
    return any(finder.is_in_list(text) for text in _texts(path.read_bytes()))


def _is_campaign_with(path: Path, finder: NameFinder, people: Sequence[int]) -> bool:
    """Return whether another campaign file, such as a copy of this one, has the person."""
    if not backups.may_hold(path, "candidate", people):
        return False
    try:
        connection = databases.look_into(path)
        try:
            marks = ", ".join("?" * len(people))
            rows = connection.execute(f"SELECT * FROM candidate WHERE id IN ({marks})", list(people))  # noqa: S608
            return any(finder.is_in_list("\n".join(str(v) for v in row if v is not None)) for row in rows)
        finally:
            connection.close()
    except driver.Error as error:
        raise ValueError(path.name) from error


def _of_protected(path: Path) -> Iterator[str]:
    """Yield the texts in a protected file, such as that of a desk.

    Raises:
        ValueError: its passphrase is not known here, or it is damaged.
    """
    try:
        with closing(databases.look_into(path)) as connection:
            names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
            for (name,) in names:
                quoted = name.replace('"', '""')
                for row in connection.execute(f'SELECT * FROM "{quoted}"'):  # noqa: S608 - it is quoted
                    yield "\n".join(str(value) for value in row if value is not None)
    except driver.Error as error:
        raise ValueError(path.name) from error


def _texts(content: bytes) -> Iterator[str]:
    """Yield the texts in a file's bytes: those of a workbook's parts, of a mail's parts, or the whole."""
    if content[:4] == b"PK\x03\x04":
        yield from _unpacked(content)
    elif b"\nMIME-Version:" in content[:20_000] or b"\nSubject:" in content[:20_000]:
        yield from _of_mail(content)
    elif content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        yield content.decode("utf-16", errors="replace")
    else:
        text = _decoded(content)
        yield text.replace("\r\n ", "").replace("\n ", "") if content[:6] == b"BEGIN:" else text
        if "\\u" in text:
            yield _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)


def _decoded(content: bytes) -> str:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace") + content.decode("utf-8", errors="ignore")


def _unpacked(content: bytes) -> Iterator[str]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if sum(part.file_size for part in archive.infolist()) > MOST_UNPACKED:
            raise ValueError("too large when unpacked")
        for part in archive.infolist():
            yield html.unescape(_decoded(archive.read(part)))


def _of_mail(content: bytes) -> Iterator[str]:
    mail = email.message_from_bytes(content, policy=email.policy.default)
    assert isinstance(mail, EmailMessage)
    yield "\n".join(str(value) for value in mail.values())
    for part in mail.walk():
        inside = part.get_payload(decode=True)
        if isinstance(inside, bytes):
            yield from _texts(inside)
