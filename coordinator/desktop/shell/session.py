"""The session: the open campaign and what all parts of the window share."""

from collections.abc import Callable, Mapping, Sequence
from typing import Concatenate, ParamSpec, TypeVar
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, Signal
from sqlalchemy.engine import Connection

from coordinator.base.errors import UserError
from coordinator.base.faults import fault_of
from coordinator.base.settings import Settings
from coordinator.desktop.kit.tasks import Tasks
from coordinator.desktop.kit.theme import Theme
from coordinator.records.catalog import RecordType, record_type
from coordinator.records.fields import Field
from coordinator.records.kinds import Value
from coordinator.records.times import moment_in_words
from coordinator.store import query
from coordinator.store.campaign import Campaign
from coordinator.store.presence import NotTheSame

P = ParamSpec("P")
T = TypeVar("T")


class Session(QObject):
    """Passed to every part of the window.

    Attributes:
        campaign: the open campaign file.
        changed: emitted with record type → changed numbers, and the change set; empty means "refresh everything".
        beside: record type → computed fields shown along with the record's own.
        told: emitted with a sentence for a toast, and its action (label, callback) or None.
        saved: emitted when steps were written here since the last announcement.
        refused: emitted when the disk, or the file itself, refused a step.
    """

    changed = Signal(object, int)
    told = Signal(str, object)
    saved = Signal()
    refused = Signal()

    def __init__(self, campaign: Campaign, settings: Settings, theme: Theme, tasks: Tasks) -> None:
        super().__init__()
        self.campaign = campaign
        self.settings = settings
        self.theme = theme
        self.tasks = tasks
        self._commits = campaign.commits
        self._types: dict[str, RecordType] = {}
        self.beside: dict[str, tuple[Field, ...]] = {}

    @property
    def author(self) -> str:
        """The author: the person working here."""
        return self.settings.author

    def tell(self, sentence: str, action: tuple[str, Callable[[], None]] | None = None) -> None:
        """Show a sentence in a toast."""
        self.told.emit(sentence, action)

    def tell_not_done(self, error: UserError) -> None:
        """Show why a step was not done in a toast, and show the stored values again, where they can still be read."""
        self.tell(error.sentence)
        if isinstance(error, NotTheSame) or error.__cause__ is not None and fault_of(error.__cause__) is not None:
            self.refused.emit()
        if not isinstance(error, NotTheSame) or error.state.is_kept:  # else what is shown is all that is left of it
            self.announce({}, 0)

    def typed(self, rt: RecordType) -> RecordType:
        """Return a record type with the campaign's own fields."""
        if rt.key not in self._types:
            with self.campaign.reading() as connection:
                full = query.typed(connection, record_type(rt.key))
            self._types[rt.key] = full.with_answers(self.beside.get(rt.key, ()))
        return self._types[rt.key]

    def type_of(self, rt: RecordType, record: str) -> RecordType:
        """Return the type of a record that a row of `rt` changes: `rt`, unless another key is given.

        A row of people changes their sign-ups too, and one of referrals the people.
        """
        return rt if record in ("", rt.key) else self.typed(record_type(record))

    def announce(self, touched: Mapping[str, Sequence[int]], seq: int) -> None:
        """Notify all parts that records changed."""
        if not touched or "answer" in touched:
            self._types.clear()
        if self.campaign.commits != self._commits:
            self._commits = self.campaign.commits
            self.saved.emit()
        self.changed.emit(dict(touched), seq)

    def in_words(self, field: Field, value: Value, zone: ZoneInfo | None = None) -> str:
        """Return a value as people read it; a moment is told in a zone, or in that of this computer."""
        if field.kind.is_moment:
            return moment_in_words(value, zone)
        return self.read(query.in_words, field, value)

    def read(self, work: Callable[Concatenate[Connection, P], T], *arguments: P.args, **named: P.kwargs) -> T:
        """Run a query synchronously; for queries that take a few milliseconds."""
        with self.campaign.reading() as connection:
            return work(connection, *arguments, **named)
