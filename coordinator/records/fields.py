"""A field: the description of one record column, from which everything else derives."""

import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum, auto
from typing import Any, ClassVar, TypedDict, Unpack, cast

from sqlalchemy import CheckConstraint, ForeignKey, Index, Table
from sqlalchemy.orm import DeclarativeBase, Mapped, MappedColumn, mapped_column

from coordinator.base.folding import without_accents
from coordinator.records.kinds import INSTANT, PLAIN_HINTS, Cleaned, Hints, Kind, Value

Row = Mapping[str, object]
"""A record as read, of any type: field key → value, including `id`. Typed rows are in `rows`."""

ANSWER_PREFIX = "answers."


def as_values(row: Row) -> Mapping[str, Value]:
    """Return a row of any type with its values: how code that is general over fields sees a typed row."""
    return cast("Mapping[str, Value]", row)


class Sign(StrEnum):
    """What a field says about who a person is; matching, merging, un-merging and forgetting use all of a sign."""

    GIVEN_NAME = auto()
    FAMILY_NAME = auto()
    SUFFIX = auto()
    EMAIL = auto()
    PHONE = auto()


NAMES = (Sign.GIVEN_NAME, Sign.FAMILY_NAME, Sign.SUFFIX)
ADDRESSES = (Sign.EMAIL, Sign.PHONE)


@dataclass(frozen=True, slots=True)
class Field:
    """The description of one column.

    Attributes:
        key: name in code, table and JSON.
        label: name for people: grid, form, workbook, history.
        kind: the kind of its values.
        aliases: other headings that it is imported under; case and blanks do not count.
        group: heading of its section in the form.
        width: usual width in pixels at the normal text size; 0: the kind's width.
        help: one sentence for the person filling it in.
        editable: people can change it.
        required: it must not be empty.
        in_grid: its position in a new grid; 0: not shown there.
        identity: says who or what the record is (names, e-mail, …).
        sign: which of a person's names, addresses or numbers it holds; the first field of a sign is the usual one.
        further: key of the field that holds further values of the same kind; "" if there is none.
        check: returns what is wrong with a clean value, or None.
        derive: computes a value that is not stored from the row.
        kept_up: the program computes it and keeps its column up to date; no change set writes it.
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
        """Use the kind's width if none is given."""
        if not self.width:
            object.__setattr__(self, "width", self.kind.width)

    @property
    def stored(self) -> bool:
        """Whether change sets write it: to its own column, or to its own place among the answers."""
        return self.derive is None and not self.kept_up

    @property
    def in_table(self) -> bool:
        """Whether the database can filter and sort by it."""
        return self.derive is None

    @property
    def is_answer(self) -> bool:
        """Whether the campaign created this field itself."""
        return self.key.startswith(ANSWER_PREFIX)

    @property
    def cleaner(self) -> Callable[[object, Hints], Cleaned]:
        """The function that cleans its values; the kind's own if the field has no rule, for very many cells."""
        return self.clean if self.check else self.kind.clean

    def clean(self, raw: object, hints: Hints = PLAIN_HINTS) -> Cleaned:
        """Clean by kind, then check with this field's own rule."""
        cleaned = self.kind.clean(raw, hints)
        if self.check and cleaned.value is not None and (problem := self.check(cleaned.value)):
            return Cleaned(None, problem)
        return cleaned


class FieldWords(TypedDict, total=False):
    """What a declaration can say about a field besides label and kind; `Field` explains each."""

    aliases: tuple[str, ...]
    group: str
    width: int
    help: str
    editable: bool
    in_grid: int
    identity: bool
    check: Callable[[Value], str | None]
    kept_up: bool
    sign: Sign
    further: str


def field(
    label: str,
    kind: Kind,
    *,
    index: bool = False,
    required: bool = False,
    unique: bool = False,
    **words: Unpack[FieldWords],
) -> MappedColumn[Any]:
    """Declare a stored field."""
    constraints = [ForeignKey(f"{kind.record}.id")] if kind.record else []
    about = {"label": label, "kind": kind, "required": required, **words}
    return mapped_column(
        kind.column(),
        *constraints,
        nullable=not required,
        index=index and not unique,
        info={"about": about, "unique": unique},
    )


@dataclass(frozen=True, slots=True)
class Derived:
    """A field that is computed from others each time it is read."""

    label: str
    kind: Kind
    derive: Callable[[Row], Value]
    group: str
    width: int


def derived(label: str, kind: Kind, derive: Callable[[Row], Value], *, group: str = "", width: int = 0) -> Derived:
    """Declare a field that is computed, not stored."""
    return Derived(label, kind, derive, group, width)


class Record(DeclarativeBase):
    """Base of all records.

    A subclass names itself and says how it differs from others: no other code asks which type a record is.

    Attributes:
        label, plural: names for people.
        letter: the first letter of its row IDs.
        title_fields: the fields that make up its title.
        title_stand_ins: title field → the field used instead if it is empty.
        title_between: what stands between the parts of a title.
        title_otherwise: if all of those are empty, the first of these fields with a value is the title.
        unique_together: fields whose combination is unique among records that are not deleted.
        pair: the two references that make up a pair; a record where both name the same record means nothing.
        followed_by: field → those that are written with it and mean nothing without it: undoing an old step leaves
            them alone while a later value of the first one builds on them.
        is_person: each row is one human being: matched by name and address, merged, forgotten.
        subtitle_fields: the fields shown below its title.
        is_known_by_title: people recognize a record by its title.
        is_called_by_name: people write its name where others have a row ID.
        importable: a sheet can hold records of just this type.
        searched: its words are in the search index.
    """

    label: ClassVar[str]
    plural: ClassVar[str]
    letter: ClassVar[str]
    title_fields: ClassVar[tuple[str, ...]]
    title_stand_ins: ClassVar[Mapping[str, str]] = {}
    title_otherwise: ClassVar[tuple[str, ...]] = ()
    title_between: ClassVar[str] = " "
    unique_together: ClassVar[tuple[str, ...]] = ()
    pair: ClassVar[tuple[str, ...]] = ()
    followed_by: ClassVar[Mapping[str, tuple[str, ...]]] = {}
    is_person: ClassVar[bool] = False
    subtitle_fields: ClassVar[tuple[str, ...]] = ()
    is_called_by_name: ClassVar[bool] = False
    is_known_by_title: ClassVar[bool] = False
    importable: ClassVar[bool] = False
    searched: ClassVar[bool] = False

    def __init_subclass__(cls, **kwargs: object) -> None:
        """Let each kind add its condition to the database."""
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
    """Forbid duplicates; deleted records do not count, or nothing could be restored."""
    kept = table.c.deleted_at.is_(None)
    name = "uq_" + "_".join((table.name, *columns))
    Index(name, *(table.c[c] for c in columns), unique=True, sqlite_where=kept, postgresql_where=kept)


class Kept:
    """What every record has: a number, its creation time, whether it is deleted."""

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    created_at: Mapped[str | None] = mapped_column(
        INSTANT.column(),
        index=True,
        sort_order=900,
        info={"about": {"label": "Added", "kind": INSTANT, "editable": False, "group": "Record"}},
    )
    deleted_at: Mapped[str | None] = mapped_column(INSTANT.column(), sort_order=901)


def answer_key(heading: str) -> str:
    """Return the key of an answer: its heading's letters and digits with underscores, at most 60 characters."""
    words = re.sub(r"[^0-9a-z]+", "_", without_accents(heading))
    key = words.strip("_")[:60].strip("_")
    return key or "a" + hashlib.sha256(heading.encode()).hexdigest()[:8]
