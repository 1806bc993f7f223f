"""A field: one described column of a record, from which everything else derives."""

import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum, auto
from typing import Any, ClassVar, cast

from sqlalchemy import CheckConstraint, ForeignKey, Index, Table
from sqlalchemy.orm import DeclarativeBase, Mapped, MappedColumn, mapped_column

from coordinator.base.folding import without_accents
from coordinator.records.kinds import INSTANT, PLAIN_HINTS, Cleaned, Hints, Kind, Value

Row = Mapping[str, Value]
"""A record as it is read: field key → value, `id` among them."""

ANSWER_PREFIX = "answers."


class Sign(StrEnum):
    """What a field tells of who somebody is: matching, merging, un-merging and forgetting look at all of a sign."""

    GIVEN_NAME = auto()
    FAMILY_NAME = auto()
    SUFFIX = auto()
    EMAIL = auto()
    PHONE = auto()


NAMES = (Sign.GIVEN_NAME, Sign.FAMILY_NAME, Sign.SUFFIX)
ADDRESSES = (Sign.EMAIL, Sign.PHONE)


@dataclass(frozen=True, slots=True)
class Field:
    """One described column.

    Attributes:
        key: name in code, table and JSON.
        label: name for people: grid, form, workbook, history.
        kind: what its values are.
        aliases: other headings under which it comes in, in any spelling of case and blanks.
        group: heading of the form section it stands under.
        width: usual width in pixels at the normal text size; 0: the kind's.
        help: one sentence for whoever fills it in.
        editable: a person may change it.
        required: it must not be empty.
        in_grid: its place in a new grid; 0 is not shown there.
        identity: says who or what the record is (names, e-mail, …).
        sign: which of a person's names, addresses and numbers it holds; the first field of a sign is the usual one.
        further: key of the field that takes further values of the same kind; "" where there is none.
        check: says what is wrong with a clean value, or None.
        derive: computes a value that is not stored from the row.
        kept_up: the program works it out and keeps it up in its column; no change set writes it.
    """

    key: str
    label: str
    kind: Kind
    aliases: tuple[str, ...] = ()
    group: str = ""
    width: int = 0
    help: str = ""
    editable: bool = True
    required: bool = False
    in_grid: int = 0
    identity: bool = False
    sign: Sign | None = None
    further: str = ""
    check: Callable[[Value], str | None] | None = None
    derive: Callable[[Row], Value] | None = None
    kept_up: bool = False

    def __post_init__(self) -> None:
        """Take the width of the kind where there is none."""
        if not self.width:
            object.__setattr__(self, "width", self.kind.width)

    @property
    def stored(self) -> bool:
        """Change sets write it: into a column, or a place among the answers, of its own."""
        return self.derive is None and not self.kept_up

    @property
    def in_table(self) -> bool:
        """The database can filter and sort by it."""
        return self.derive is None

    @property
    def is_answer(self) -> bool:
        """A campaign made this field itself."""
        return self.key.startswith(ANSWER_PREFIX)

    @property
    def cleaner(self) -> Callable[[object, Hints], Cleaned]:
        """What cleans its values; the kind's own way where the field has no rule, for very many cells."""
        return self.clean if self.check else self.kind.clean

    def clean(self, raw: object, hints: Hints = PLAIN_HINTS) -> Cleaned:
        """Clean by kind, then check by this field's own rule."""
        cleaned = self.kind.clean(raw, hints)
        if self.check and cleaned.value is not None and (problem := self.check(cleaned.value)):
            return Cleaned(None, problem)
        return cleaned


def field(
    label: str,
    kind: Kind,
    *,
    index: bool = False,
    required: bool = False,
    unique: bool = False,
    **about: Any,
) -> MappedColumn[Any]:
    """Declare a stored field. `about` are further attributes of `Field`."""
    constraints = [ForeignKey(f"{kind.record}.id")] if kind.record else []
    column: MappedColumn[Any] = mapped_column(
        kind.column(),
        *constraints,
        nullable=not required,
        index=index and not unique,
        info={"about": {"label": label, "kind": kind, "required": required, **about}, "unique": unique},
    )
    return column


@dataclass(frozen=True, slots=True)
class Derived:
    """A field that is computed from others whenever it is read."""

    label: str
    kind: Kind
    derive: Callable[[Row], Value]
    about: Mapping[str, Any]


def derived(label: str, kind: Kind, derive: Callable[[Row], Value], **about: Any) -> Any:
    """Declare a field that is computed and not stored."""
    return Derived(label, kind, derive, about)


class Record(DeclarativeBase):
    """Base of all records.

    A subclass names itself and says in what it differs from others: nobody else asks which type a record is of.

    Attributes:
        label, plural: names for people.
        letter: the first of its row IDs.
        title_fields: the fields that make up its title.
        title_stand_ins: field of the title → the one that stands in where it is empty.
        title_otherwise: the fields of which the first that is filled is the title where all those are empty.
        unique_together: fields that together are unique among the records that are not deleted.
        pair: the two references that make up a pair; where they would name one record, it says nothing any more.
        is_person: one row for each human being: matched by name and address, merged, forgotten.
        subtitle_fields: the fields that are shown below its title.
        is_known_by_title: people know one when they read its title.
        is_called_by_name: people write its name where others have a row ID.
        importable: a sheet can hold such records, and nothing else.
        searched: its words are in the search index.
    """

    label: ClassVar[str]
    plural: ClassVar[str]
    letter: ClassVar[str]
    title_fields: ClassVar[tuple[str, ...]]
    title_stand_ins: ClassVar[Mapping[str, str]] = {}
    title_otherwise: ClassVar[tuple[str, ...]] = ()
    unique_together: ClassVar[tuple[str, ...]] = ()
    pair: ClassVar[tuple[str, ...]] = ()
    is_person: ClassVar[bool] = False
    subtitle_fields: ClassVar[tuple[str, ...]] = ()
    is_called_by_name: ClassVar[bool] = False
    is_known_by_title: ClassVar[bool] = False
    importable: ClassVar[bool] = False
    searched: ClassVar[bool] = False

    def __init_subclass__(cls, **kwargs: Any) -> None:
        """Let each kind put its condition into the database."""
        super().__init_subclass__(**kwargs)
        table = cast("Table", cls.__table__)
        for column in list(table.columns):
            about = column.info.get("about")
            condition = about["kind"].check(column.name) if about else None
            if condition:
                name = f"ck_{table.name}_{column.name}"
                table.append_constraint(CheckConstraint(condition, name=name))
            if column.info.get("unique"):
                _unique_while_kept(table, column.name)
        if cls.unique_together:
            _unique_while_kept(table, *cls.unique_together)


def _unique_while_kept(table: Table, *columns: str) -> None:
    """Forbid two records alike; deleted ones do not count, or nothing could come back."""
    kept = table.c.deleted_at.is_(None)
    name = "uq_" + "_".join((table.name, *columns))
    Index(name, *(table.c[c] for c in columns), unique=True, sqlite_where=kept, postgresql_where=kept)


class Kept:
    """What every record has: a number, when it came, whether it is deleted."""

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    created_at: Mapped[str | None] = mapped_column(
        INSTANT.column(),
        index=True,
        sort_order=900,
        info={"about": {"label": "Added", "kind": INSTANT, "editable": False, "group": "Record"}},
    )
    deleted_at: Mapped[str | None] = mapped_column(INSTANT.column(), sort_order=901)


def answer_key(heading: str) -> str:
    """Return the key of an answer: its heading's letters with underscores, at most 60."""
    words = re.sub(r"[^0-9a-z]+", "_", without_accents(heading))
    key = words.strip("_")[:60].strip("_")
    return key or "a" + hashlib.sha256(heading.encode()).hexdigest()[:8]
