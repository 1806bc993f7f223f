"""Records related to a record: sign-ups, referrals, contacts, people, programmes, crowd figures."""

from collections.abc import Callable, Mapping
from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from coordinator.base.errors import UserError
from coordinator.changes.change_set import now
from coordinator.desktop.kit.basics import Item, button, column, label, row
from coordinator.desktop.kit.names import named
from coordinator.desktop.pane.referral_line import referral_line
from coordinator.desktop.shell.session import Session
from coordinator.desktop.shell.window_operations import WindowOperations
from coordinator.importing.parted_later import may_be_another
from coordinator.importing.signed_up_as import signed_up_as, where_it_came
from coordinator.importing.sources import stop_word
from coordinator.operations.touring import add_figure, quote_figure
from coordinator.records.catalog import EVENT, PARTNER, RECORDS, REFERRAL, SIGNUP, RecordType, record_type
from coordinator.records.fields import Field
from coordinator.records.kinds import Value, as_number
from coordinator.records.times import known_zone_of, moment_in_words
from coordinator.store import query

MOST = 8
CHILDREN = {
    "candidate": ("referral", "contact", "signup"),
    "partner": ("partner_person", "programme", "referral"),
    "event": ("crowd_figure", "signup"),
}


def related_sections(
    session: Session, operations: WindowOperations, rt: RecordType, record_id: int, part: Callable[[int], None]
) -> list[QWidget]:
    """Return a section for each record type that refers to this one; `part` is called to part a sign-up."""
    return [_section(session, operations, rt, child, record_id, part) for child in _children(rt)]


def _children(rt: RecordType) -> list[RecordType]:
    wanted = CHILDREN.get(rt.key, ())
    return [r for key in wanted for r in RECORDS if r.key == key]


def _parent_field(child: RecordType, parent: str) -> Field:
    """Return the referring field, preferring a computed one over a stated one so that a stop has one number."""
    pointing = [f for f in child.fields if f.kind.record == parent]
    return max(pointing, key=lambda f: f.kept_up)


def _section(
    session: Session,
    operations: WindowOperations,
    rt: RecordType,
    child: RecordType,
    record_id: int,
    part: Callable[[int], None],
) -> QWidget:
    field = _parent_field(child, rt.key)
    ids = session.read(query.ids_by_values, child, field.key, [record_id]).get(record_id, [])
    shown = sorted(ids, reverse=True)[:MOST]
    count = f"{len(ids)}" if ids else ""
    parts: list[Item] = [row(label(child.plural, "strong"), label(count, "hint"), None)]
    whole = child is REFERRAL and rt.key != PARTNER.key
    figures = child.key == "crowd_figure"
    if whole:
        parts += [referral_line(session, operations, r) for r in session.read(query.read_rows, REFERRAL, shown)]
    for r in [] if whole else session.read(query.read_rows, child, shown):
        made = _figure_line(session, operations, child, r, field) if figures else _line(session, child, r, field)
        parts.append(made)
        if child is SIGNUP and (said := session.read(signed_up_as, r)):
            parts.append(named(label(said_as(said), "caption", wrap=True), f"signed_up_as.{r['id']}"))
        if rt.is_person and child is SIGNUP and session.read(may_be_another, record_id, as_number(r["id"]) or 0):
            parts.append(row(_parting(session, as_number(r["id"]) or 0, part), None))
    if len(ids) > MOST:
        parts.append(label(f"… and {len(ids) - MOST} more", "caption"))
    if child.key == "contact":
        parts.append(_note(session, operations, child, record_id))
    if child.key == "programme":
        parts.append(_programme(session, operations, child, record_id))
    if figures:
        parts.append(_figure(session, operations, record_id))
    widget = QWidget()
    widget.setLayout(column(*parts, spacing=6))
    return widget


def in_words(session: Session, child: RecordType, values: Mapping[str, Value], parent: Field) -> str:
    """Return a record in words; `parent` is the field that refers to where it is shown, and is left out."""
    shown: list[str] = []
    for field in child.fields:
        value = values.get(field.key)
        if value in (None, "", []) or field is parent or not field.in_grid:
            continue
        if field.kind.record:
            target = record_type(field.kind.record)
            number = as_number(value)
            title = session.read(query.titles, target, [number]).get(number or 0, "")
            shown += [title] if title not in shown else []
        elif field.kind.is_moment:
            shown.append(moment_in_words(value, _zone(session, child, values)))
        else:
            shown.append(field.kind.brief(value))
    if child is SIGNUP and (word := session.read(stop_word, values)):
        shown.append(f"stop as written: {word}")
    return " · ".join(s for s in shown if s) or child.label


def said_as(said: str) -> str:
    """Return a name and an e-mail in words, as those under which somebody signed up."""
    return f"as {said}"


def _line(session: Session, child: RecordType, values: Mapping[str, Value], parent: Field) -> QWidget:
    """Return a summary of a record on one or two lines."""
    made = label(in_words(session, child, values, parent), wrap=True)
    if values.get("came_in"):
        made.setToolTip(where_it_came(values))
    return made


def _parting(session: Session, sign_up: int, part: Callable[[int], None]) -> QPushButton:
    """Return the button that parts a sign-up from the person it is shown with."""
    text = "Somebody else…"
    name = "This sign-up is somebody else's: part it"
    return named(button(session.theme, text, partial(part, sign_up), k="link", tip=name, name=name), f"part.{sign_up}")


def _zone(session: Session, child: RecordType, values: Mapping[str, Value]) -> ZoneInfo | None:
    """Return the time zone of a sign-up's stop; None for other records, or if it has no stop with a zone."""
    stop = (values.get("credited") or values.get("event")) if child is SIGNUP else None
    return known_zone_of(session.read(query.record, EVENT, as_number(stop) or 0)) if stop else None


def _note(session: Session, operations: WindowOperations, child: RecordType, record_id: int) -> QWidget:
    """Return an input line for a note; Enter saves it as a contact."""
    line = QLineEdit()
    line.setPlaceholderText("Add a note: what was said, agreed, asked")
    line.setAccessibleName("Add a note")

    def save() -> None:
        if line.text().strip():
            operations.add(
                child,
                {
                    "candidate": record_id,
                    "contact_kind": "note",
                    "at": now(),
                    "owner": session.author,
                    "notes": line.text(),
                },
            )
            line.clear()

    line.returnPressed.connect(save)
    return line


def _programme(session: Session, operations: WindowOperations, child: RecordType, record_id: int) -> QWidget:
    """Return input lines for adding a partner's programme: name, application deadline, places."""
    hints = {"name": "Name", "deadline": "Apply by", "starts_on": "Starts", "places": "Places"}
    fields = {}
    for key, hint in hints.items():
        fields[key] = QLineEdit()
        fields[key].setPlaceholderText(hint)
        fields[key].setAccessibleName(f"{hint} of a new programme")

    def add() -> None:
        typed = {key: field.text() for key, field in fields.items()}
        try:
            operations.add(child, {"partner": record_id, "service": "training", **typed})
        except UserError as error:
            session.tell(error.sentence)
            return
        for field in fields.values():
            field.clear()

    name, deadline, starts, places = fields.values()
    widget = QWidget()
    widget.setLayout(column(name, row(deadline, starts, places, button(session.theme, "Add", add)), spacing=6))
    return widget


def _figure(session: Session, operations: WindowOperations, record_id: int) -> QWidget:
    """Return an input line for adding a crowd figure as people write it: `approx 34k`."""
    number, who = QLineEdit(), QLineEdit()
    number.setPlaceholderText("Number, or approx 34k")
    number.setAccessibleName("Number of people")
    who.setPlaceholderText("Who says so")
    who.setAccessibleName("Who says so")

    def add() -> None:
        operations.do(add_figure, record_id, number.text(), who.text())

    for line in (number, who):
        line.returnPressed.connect(add)
    widget = QWidget()
    widget.setLayout(row(number, who, button(session.theme, "Add", add)))
    return widget


def _figure_line(
    session: Session, operations: WindowOperations, child: RecordType, values: Mapping[str, Value], parent: Field
) -> QWidget:
    """Return a crowd figure with a mark if it is the one to quote, or a button to make it so."""
    text = _line(session, child, {**values, "quoted": None}, parent)
    if values.get("quoted"):
        beside: QWidget = label("to quote", "caption")
    else:
        beside = button(
            session.theme,
            "Quote this",
            partial(operations.do, quote_figure, as_number(values["id"]) or 0),
            k="link",
            name=f"Quote {values.get('number')}",
        )
    widget = QWidget()
    line = row(text, beside)
    line.setStretch(0, 1)
    widget.setLayout(line)
    return widget
