"""The timeline: what happened to a record, newest first; for people, including partners and contacts."""

from PySide6.QtWidgets import QWidget
from sqlalchemy.engine import Connection

from coordinator.changes import history
from coordinator.changes.change_set import Action, Change
from coordinator.desktop.kit.basics import column, label
from coordinator.desktop.pane.story import Step, story
from coordinator.desktop.shell.session import Session
from coordinator.records.catalog import RecordType
from coordinator.records.fields import Field
from coordinator.records.kinds import Value
from coordinator.records.times import moment_in_words
from coordinator.store import query

MOST = 16
_WORDS = {Action.CREATE: "Added", Action.DELETE: "Deleted", Action.RESTORE: "Brought back"}


def timeline(session: Session, rt: RecordType, record_id: int) -> QWidget:
    """Return the newest steps of a record's history."""
    steps = []
    for change_set, change in session.read(history.of_record, rt.key, record_id):
        text = session.read(wording, rt, change)
        text = text if change_set.kind != "import" else f"{text} from {change_set.source}"
        steps.append(Step(change_set.at, change_set.seq, text, change_set.author))
    if rt.is_person:
        steps += session.read(story, record_id)
        steps.sort(key=lambda s: (s.at, s.seq), reverse=True)
    parts: list[QWidget] = [label("Timeline", "strong")]
    for step in steps[:MOST]:
        parts.append(label(step.words, wrap=True))
        parts.append(label(" · ".join(p for p in (moment_in_words(step.at), step.author) if p), "caption"))
    if len(steps) > MOST:
        parts.append(label(f"… and {len(steps) - MOST} more", "caption"))
    widget = QWidget()
    widget.setLayout(column(*parts, spacing=2))
    return widget


def wording(connection: Connection, rt: RecordType, change: Change) -> str:
    """Return a change in words: field, before, after; a link is told as what it points at."""
    if change.action is not Action.UPDATE:
        return _WORDS[change.action]
    lines = []
    for key, (before, after) in list(change.fields.items())[:4]:
        field = rt.field(key)
        if not field.kind.readable:
            continue
        old, new = (_shown(connection, field, value) or "empty" for value in (before, after))
        lines.append(f"{field.label}: {old[:60]} to {new[:60]}" if old != new else f"{field.label}: {new[:60]}, again")
    return "; ".join(lines) or "Changed"


def _shown(connection: Connection, field: Field, value: Value) -> str:
    return moment_in_words(value) if field.kind.is_moment else query.in_words(connection, field, value)
