"""A referral in a person's pane: its status, next step, and what the partner holds."""

from functools import partial

from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from coordinator.desktop.kit.basics import button, column, label, row
from coordinator.desktop.shell.session import Session
from coordinator.desktop.shell.window_operations import WindowOperations
from coordinator.operations.referring import StatusMove, set_status
from coordinator.partners import referral_statuses
from coordinator.records.catalog import CANDIDATE, HANDOFF, PARTNER
from coordinator.records.kinds.dates import short_date
from coordinator.records.rows import ReferralRow
from coordinator.store import query


def referral_line(session: Session, operations: WindowOperations, referral: ReferralRow) -> QWidget:
    """Return a referral on three lines, with a menu of the next possible statuses."""
    name = session.read(query.titles, PARTNER, [referral["partner"]]).get(referral["partner"], "")
    status = referral_statuses.status_term(referral.get("status")).label
    parts: list[QWidget] = [label(f"{name}: {status}", wrap=True)]
    if step := referral_statuses.next_step(referral.get("status")):
        due = f", by {short_date(referral.get('due_on'))}" if referral.get("due_on") else ""
        parts.append(label(f"Next: {step.lower()}{due}", "caption", wrap=True))
    if referral.get("handoff"):
        parts.append(_copy(session, referral))
    if referral.get("remark"):
        parts.append(label(f"“{referral['remark']}”", "hint", wrap=True))
    more = button(
        session.theme, "", lambda: None, k="quiet", icon_name="ellipsis-vertical", name=f"Next status at {name}"
    )
    more.clicked.disconnect()
    more.clicked.connect(lambda: _menu(operations, referral, more))
    more.setVisible(any(referral_statuses.following(referral.get("status"))))
    line = row(column(*parts, spacing=1), more)
    line.setStretch(0, 1)
    widget = QWidget()
    widget.setLayout(line)
    return widget


def _copy(session: Session, referral: ReferralRow) -> QWidget:
    """Return what the partner holds, since when and until when; the tooltip has the consent text."""
    handoff = session.read(query.record, HANDOFF, referral["handoff"] or 0)
    if handoff is None:
        return label("", "caption")
    rt = session.typed(CANDIDATE)
    details = [rt.field(k).label for k in handoff.get("columns") or ()]
    told = f"Holds {len(details)} details since {short_date(handoff.get('made_on'))}"
    if handoff.get("status") == "recalled":
        told = f"Was asked to delete {len(details)} details"
    elif handoff.get("delete_by"):
        told += f", to delete by {short_date(handoff['delete_by'])}"
    made = label(told, "caption", wrap=True)
    made.setToolTip(f"{', '.join(details)}\nConsent: {referral.get('consent') or 'not noted'}")
    return made


def _menu(operations: WindowOperations, referral: ReferralRow, anchor: QPushButton) -> None:
    menu = QMenu(anchor)
    for code in referral_statuses.following(referral.get("status")):
        if code:
            text = referral_statuses.status_term(code).label
            menu.addAction(text, partial(move, operations, referral["id"], code))
    menu.popup(anchor.mapToGlobal(anchor.rect().bottomLeft()))


def move(operations: WindowOperations, referral: int, status: str) -> None:
    """Change a referral's status, with all that follows."""
    operations.do(set_status, [StatusMove(referral, status)])
