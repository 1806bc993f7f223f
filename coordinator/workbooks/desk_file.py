"""Desk files: the sign-ups of one desk at one stop, in a small database of their own.

Each sign-up is durable before the next form is shown: one transaction, protected by a journal next to
the file until it is complete, and synced. A truncated file still yields the sign-ups that it contains.
"""

import datetime as dt
import json
import re
import uuid
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from coordinator.base import databases, keys
from coordinator.base.databases import Mode, driver
from coordinator.base.errors import UserError
from coordinator.base.faults import DamagedValue
from coordinator.base.keys import Key
from coordinator.base.paths import name_of
from coordinator.base.private_files import copy_file, make_file, temporary_folder
from coordinator.records.kinds import Value, as_items, as_object, as_text, from_json
from coordinator.workbooks.book import Book, Cell, Sheet, UnreadableFile

SUFFIX = ".desk"
APPLICATION_ID = 0x4465736B  # "Desk"
VERSION = 1
KEY, AT, LANGUAGE, DESK, CLOCK, STOP = "Desk key", "Signed up", "Language", "Desk", "Desk's clock", "Tour event"
PLAUSIBLE = dt.timedelta(hours=12)
"""A desk's clock is trusted from this long before a stop begins until this long after it ends."""
Facts = Mapping[str, Value]
_KEY = re.compile(r"[0-9a-f]{32}")

_TABLES = (
    "CREATE TABLE fact (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
    "CREATE TABLE sign_up (n INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, at TEXT NOT NULL, language TEXT NOT NULL,\n"
    "                      answers TEXT NOT NULL)",
)
"""What is in a desk file, and nothing else: a view or a trigger would run what a stranger wrote."""


@dataclass(frozen=True, slots=True)
class DeskSignUp:
    """One confirmed person.

    Attributes:
        n: the line number at this desk.
        key: identifies it among all sign-ups of all desks.
        at: when, by the desk's clock, in UTC.
        language: language of the form.
        answers: key of a box → what was written in it.
    """

    n: int
    key: str
    at: str
    language: str
    answers: Mapping[str, str]


def is_desk(head: bytes) -> bool:
    """Return whether a file's first bytes are those of a desk file."""
    return head.startswith(b"SQLite format 3\0") and int.from_bytes(head[68:72], "big") == APPLICATION_ID


def create(path: Path, facts: Facts, key: Key | None = None) -> None:
    """Create a desk file.

    Args:
        path: the file.
        facts: what it says about itself.
        key: the key of the campaign, if that is protected with a passphrase: the desk opens with the same one.

    Raises:
        UserError: something is there already, or nothing can be written there.
    """
    if path.exists():
        raise UserError(f"{path.name} exists already. Open it, or choose another name.")
    fresh = path.with_name(f".{path.name}.{uuid.uuid4().hex[:8]}")
    try:
        make_file(fresh)
        with closing(databases.connect(fresh, Mode.CREATE, key=key)) as connection:
            connection.executescript(";".join(_TABLES))
            connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
            connection.execute(f"PRAGMA user_version={VERSION}")
            rows = [(k, json.dumps(v, ensure_ascii=False)) for k, v in facts.items()]
            connection.executemany("INSERT INTO fact VALUES (?, ?)", rows)
            connection.commit()
        fresh.replace(path)
    except (OSError, driver.Error) as error:
        raise UserError(f"{path} could not be made ({error}). Choose another folder.") from error
    finally:
        fresh.unlink(missing_ok=True)


class DeskFile:
    """A desk file open for writing.

    Raises:
        Locked: it is protected with a passphrase that is not known here.
        UserError: it is no desk file, damaged, or cannot be written.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        _check(path)
        with self._telling():
            self._connection = databases.connect(path, Mode.WRITE, autocommit=True)
            self._connection.execute("PRAGMA journal_mode=DELETE")
            self._connection.execute("PRAGMA synchronous=EXTRA")
            _check_shape(path.name, self._connection)
            self.facts = _facts(self._connection)

    def close(self) -> None:
        """Close it; the file alone is complete."""
        self._connection.close()

    @contextmanager
    def _telling(self) -> Iterator[None]:
        try:
            yield
        except driver.Error as error:
            raise UserError(
                f"{self.path.name} cannot be written ({error}). Nothing that was confirmed before is lost. "
                "Make room on the disk, or take another computer."
            ) from error
        except DamagedValue as error:
            raise UserError(
                f"{self.path.name} is damaged ({error}). What can be read of it comes in when it is imported. "
                "Make another desk file at the office: coordinator desk new STOP FILE.desk"
            ) from error

    def add(self, at: str, language: str, answers: Mapping[str, str]) -> DeskSignUp:
        """Write one confirmed person; durable when this returns.

        Raises:
            UserError: it could not be written.
        """
        key = uuid.uuid4().hex
        with self._telling():
            cursor = self._connection.execute(
                "INSERT INTO sign_up (key, at, language, answers) VALUES (?, ?, ?, ?)",
                (key, at, language, json.dumps(dict(answers), ensure_ascii=False)),
            )
        return DeskSignUp(cursor.lastrowid or 0, key, at, language, dict(answers))

    def remember(self, key: str, value: Value) -> None:
        """Store a fact."""
        with self._telling():
            row = (key, json.dumps(value, ensure_ascii=False))
            self._connection.execute("INSERT OR REPLACE INTO fact VALUES (?, ?)", row)
        self.facts = {**self.facts, key: value}

    def sign_ups(self) -> list[DeskSignUp]:
        """Return all sign-ups, in order."""
        with self._telling():
            return list(_sign_ups(self._connection))


def _check(path: Path) -> None:
    try:
        with path.open("rb") as file:
            head = file.read(keys.PAGE)
    except OSError as error:
        raise UserError(f"{path} cannot be opened ({error.strerror}).") from error
    if keys.is_protected(head):
        version = _version_of_protected(path)
    else:
        version = int.from_bytes(head[60:64], "big") if is_desk(head) else None
    if version is None:
        raise UserError(f"{path.name} is no desk file. Make one at the office: coordinator desk new STOP FILE.desk")
    if version > VERSION:
        raise UserError(f"{path.name} was made by a newer Coordinator. Update this one, then open it again.")


def _version_of_protected(path: Path) -> int | None:
    """Return the version of a protected desk file; None if it is something else.

    Raises:
        Locked: its passphrase is not known here.
        UserError: it is damaged.
    """
    with closing(databases.connect(path)) as connection:
        try:
            (application,) = connection.execute("PRAGMA application_id").fetchone()
            (version,) = connection.execute("PRAGMA user_version").fetchone()
        except driver.Error as error:
            raise UserError(f"{path.name} is damaged ({error}). Take another desk file.") from error
    return int(version) if application == APPLICATION_ID else None


def _check_shape(name: str, connection: driver.Connection) -> None:
    """Refuse a file with other tables than ours.

    Raises:
        UnreadableFile: it has; nothing was asked of them.
    """
    found = connection.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
    if {str(sql) for (sql,) in found} != set(_TABLES):
        raise UnreadableFile(f"{name} is not as a desk of Coordinator writes it, and was not read.")


def _facts(connection: driver.Connection) -> dict[str, Value]:
    return {key: from_json(value) for key, value in connection.execute("SELECT key, value FROM fact")}


def _sign_ups(connection: driver.Connection) -> Iterator[DeskSignUp]:
    for n, key, at, language, answers in connection.execute("SELECT * FROM sign_up ORDER BY n"):
        if not all(isinstance(part, str) for part in (key, at, language, answers)) or not _KEY.fullmatch(key):
            raise ValueError(f"line {n} is damaged")
        said = json.loads(answers)
        if not isinstance(said, dict) or not all(isinstance(one, str) for one in said.values()):
            raise ValueError(f"line {n} is damaged")
        yield DeskSignUp(n, key, at, language, said)


def read_desk(path: Path) -> Book:
    """Return a desk's sign-ups as a book with one sheet; what the desk knows about itself is in `desk`.

    Raises:
        UnreadableFile: nothing of it can be read, or it holds no sign-ups yet.
    """
    with temporary_folder() as folder:
        copy = copy_file(path, folder / "copy.desk")
        journal = path.with_name(path.name + "-journal")
        if journal.exists():  # the desk was interrupted while writing: SQLite rolls back
            copy_file(journal, copy.with_name(copy.name + "-journal"))
        facts, found, whole = _read(path.name, copy)
    book = Book(path, "desk", [], desk=facts)
    if not whole:
        book.notes.append(
            f"{path.name} is cut short or damaged: {len(found)} sign-ups could be read of it. "
            "Copy it again from the desk, and import that too: nobody comes in twice."
        )
    if not found:
        raise UnreadableFile(f"{path.name}: nobody signed up at this desk, or nothing of it can be read.")
    try:
        book.sheets = [_sheet(path, facts, found, book.notes)]
    except (LookupError, ValueError, TypeError, AttributeError, AssertionError, RecursionError) as error:
        raise UnreadableFile(
            f"{path.name} does not say what was asked at this desk, or not as a desk of Coordinator writes it. "
            "Copy it again from the desk."
        ) from error
    return book


def _read(name: str, copy: Path) -> tuple[dict[str, Value], list[DeskSignUp], bool]:
    found: list[DeskSignUp] = []
    with closing(databases.connect(copy, Mode.WRITE)) as connection:
        connection.execute("PRAGMA trusted_schema=OFF")
        connection.execute("PRAGMA writable_schema=ON")  # otherwise SQLite rejects a truncated file
        try:
            _check_shape(name, connection)
            facts = _facts(connection)
        except (driver.Error, ValueError, RecursionError) as error:
            raise UnreadableFile(
                f"{name} is so damaged that nothing of it can be read ({error}). Copy it again from the desk."
            ) from error
        try:
            for sign_up in _sign_ups(connection):
                found.append(sign_up)
        except (driver.Error, ValueError, RecursionError):
            return facts, found, False
    return facts, found, True


def _sheet(path: Path, facts: Facts, found: list[DeskSignUp], notes: list[str]) -> Sheet:
    asked = [as_object(question).get("boxes") for question in as_items(facts["questions"])]
    boxes = [as_object(box) for found in asked for box in as_items(found)]
    window = _window(facts)
    header: list[Cell] = [KEY, AT, *(as_text(b["heading"]) for b in boxes), STOP, LANGUAGE, DESK, CLOCK]
    rows: list[list[Cell]] = [header]
    off = 0
    for one in found:
        believed = window is None or window[0] <= one.at <= window[1]
        off += not believed
        at = one.at if believed else as_text(facts["begins"])
        said: list[Cell] = [one.answers.get(as_text(b["key"])) or None for b in boxes]
        rows.append(
            [
                one.key,
                at,
                *said,
                as_text(facts.get("slug") or facts["stop"]),
                one.language,
                f"{facts['desk']}, {one.n}",
                one.at,
            ]
        )
    if off:
        notes.append(
            f"The clock of this desk showed {found[0].at[:16].replace('T', ' ')} UTC, far from the stop's time: "
            f"{off} sign-ups are taken at the time at which the stop began. What the clock showed is kept with each."
        )
    return Sheet(Path(name_of(path)).stem, rows)


def _window(facts: Facts) -> tuple[str, str] | None:
    if not facts.get("begins"):
        return None
    begins, ends = (dt.datetime.fromisoformat(as_text(facts[k])) for k in ("begins", "ends"))
    return _text(begins - PLAUSIBLE), _text(ends + PLAUSIBLE)


def _text(moment: dt.datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
