"""A partner in the pane: its load, results, overdue answers and hand-offs."""

import datetime as dt
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from coordinator.base.naming_some import so_many_people
from coordinator.desktop.features.connect.fit_marks import PlacesBar
from coordinator.desktop.kit import file_dialogs
from coordinator.desktop.kit.basics import Item, button, column, label, row
from coordinator.desktop.shell.session import Session
from coordinator.desktop.shell.window_operations import WindowOperations
from coordinator.operations.handing_over import mark_sent, note_no_answer
from coordinator.partners.fit import room
from coordinator.partners.partner_book import PartnerBook
from coordinator.partners.results import Result, results
from coordinator.partners.rule_checks import problems_of
from coordinator.records.catalog import HANDOFF
from coordinator.records.kinds.dates import short_date
from coordinator.records.rows import HandoffRow
from coordinator.store import query

MOST = 6


def partner_card(session: Session, operations: WindowOperations, number: int) -> QWidget:
    """Return the section of a partner's figures and hand-offs."""
    book: PartnerBook = session.read(PartnerBook.of)
    offer = next((o for o in book.offers if o.record_id == number), None)
    result: Result = session.read(results).get(number, Result())
    parts: list[Item] = [label("Load and results", "strong")]
    if offer is not None:
        places = room(offer, book.day)
        if offer.capacity is not None:
            parts.append(PlacesBar(session.theme, offer.taken, offer.capacity))
        parts.append(label(places.words[:1].upper() + places.words[1:] or "Sets no bound", "hint", wrap=True))
        parts += [label(p, "problem", wrap=True) for p in problems_of(offer, book.day)]
    parts.append(label(_figures(result), wrap=True))
    if result.silent:
        told = "1 answer is overdue" if result.silent == 1 else f"{result.silent} answers are overdue"
        last = f"; the last came on {short_date(result.last_answer)}" if result.last_answer else ""
        parts.append(label(told + last, "warn", wrap=True))
    ids = session.read(query.ids_by_values, HANDOFF, "partner", [number]).get(number, [])
    rows = session.read(query.read_rows, HANDOFF, sorted(ids, reverse=True)[:MOST])
    if rows:
        parts += [4, label("Hand-offs", "strong")]
        parts += [_handoff(session, operations, r) for r in rows]
    widget = QWidget()
    widget.setLayout(column(*parts, spacing=6))
    return widget


def _figures(result: Result) -> str:
    if not (result.sent or result.proposed):
        return "Nobody was passed on yet."
    parts = [f"{result.proposed} proposed"] if result.proposed else []
    parts += [f"{result.sent} sent", f"{result.open} with them", f"{result.accepted} accepted"]
    parts += [f"{result.completed} completed"] if result.completed else []
    parts += [f"{result.declined} declined"] if result.declined else []
    if result.days is not None:
        parts.append(f"answers after {result.days:g} days (median)")
    return " · ".join(parts)


def _handoff(session: Session, operations: WindowOperations, handoff: HandoffRow) -> QWidget:
    status = HANDOFF.by_key["status"].kind.show(handoff.get("status"))
    late = (handoff.get("delete_by") or "9999") < dt.date.today().isoformat() and handoff.get("status") != "recalled"
    by = f"delete by {short_date(handoff.get('delete_by'))}"
    words = f"{so_many_people(handoff.get('people') or 0)} · {short_date(handoff.get('made_on'))} · {status}"
    more = button(
        session.theme, "", lambda: None, k="quiet", icon_name="ellipsis-vertical", name="More of this hand-off"
    )
    more.clicked.disconnect()
    more.clicked.connect(lambda: _menu(session, operations, handoff, more))
    deleting = label(by, "warn" if late else "caption")
    texts = column(label(str(handoff["file"]), wrap=True), label(words, "caption"), deleting, spacing=1)
    line = row(texts, more)
    line.setStretch(0, 1)
    widget = QWidget()
    widget.setLayout(line)
    return widget


def _menu(session: Session, operations: WindowOperations, handoff: HandoffRow, anchor: QPushButton) -> None:
    menu, number = QMenu(anchor), handoff["id"]
    if handoff.get("status") in (None, "written"):
        menu.addAction("It has been sent", partial(operations.do, mark_sent, number))
        menu.addAction("Send its file…", partial(_send, session, number, anchor))
    menu.addAction("No answer for those overdue", partial(operations.do, note_no_answer, number))
    if handoff.get("status") != "recalled":
        menu.addAction("Call back…", partial(_call_back, session, operations, handoff, anchor))
    menu.popup(anchor.mapToGlobal(anchor.rect().bottomLeft()))


def _send(session: Session, number: int, anchor: QPushButton) -> None:
    from coordinator.desktop.features.connect.handoff_sheet import send_again

    folder = session.settings.get("folder", "")
    path = file_dialogs.file_to_open(anchor, "File of the hand-off", folder, "Lists (*.xlsx *.csv)")
    if path:
        send_again(session, number, Path(path))


def _call_back(session: Session, operations: WindowOperations, handoff: HandoffRow, anchor: QPushButton) -> None:
    from coordinator.desktop.features.connect.handoff_sheet import recall_handoff

    usual = Path(session.settings.get("folder", "")) / f"call back {Path(str(handoff['file'])).stem}.eml"
    path = file_dialogs.file_to_save(anchor, "Letter that calls it back", str(usual), "E-mail (*.eml)")
    if path:
        recall_handoff(session, operations, handoff["id"], Path(path))
