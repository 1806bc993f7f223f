"""The household of a person in the pane: who belongs to it, and what they share."""

from functools import partial

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QWidget
from sqlalchemy.engine import Connection

from coordinator.base.progress import Progress
from coordinator.desktop.kit.basics import Item, button, column, label, row, rule
from coordinator.desktop.shell.session import Session
from coordinator.people.households import Household, household_of
from coordinator.records.catalog import CANDIDATE
from coordinator.records.refusals import refused_in_words
from coordinator.store import query

MOST = 8
"""How many others are shown; a longer chain of shared phones and addresses is hardly a household."""

Found = tuple[Household, dict[int, str], dict[int, str]]


def found_for(connection: Connection, person: int) -> Found | None:
    """Return the household of a person with everybody's name and what each refuses; None if there is none."""
    household = household_of(connection, person)
    if household is None:
        return None
    people = query.read_by_id(connection, CANDIDATE, household.people)
    refused = {number: refused_in_words(row) for number, row in people.items()}
    return household, query.titles(connection, CANDIDATE, household.people), refused


class HouseholdSection(QWidget):
    """Looks up the household of a person beside the window, and shows it once it is found.

    Attributes:
        record_wanted: emitted to show another of the household.
        household: what is shown; None: nothing, or nothing yet.
    """

    record_wanted = Signal(str, int)

    def __init__(self, session: Session, person: int) -> None:
        super().__init__()
        self._session, self._person = session, person
        self.household: Household | None = None
        self.hide()

        def work(_: Progress) -> Found | None:
            with session.campaign.reading() as connection:
                return found_for(connection, person)

        session.tasks.run(work, owner=self, on_done=self._show, reading=True)

    def _show(self, found: Found | None) -> None:
        if found is None:
            return
        self.household, names, refused = found
        others = [number for number in self.household.people if number != self._person]
        head = row(label(self.tr("Household"), "strong"), label(str(len(others)), "hint"), None)
        parts: list[Item] = [rule(), head]
        for number in others[:MOST]:
            link = button(
                self._session.theme,
                names[number],
                partial(self.record_wanted.emit, CANDIDATE.key, number),
                k="link",
                name=self.tr("Show {name}, of the same household").format(name=names[number]),
            )
            told = label(what_is_shared(self.household, self._person, number, names), "caption", wrap=True)
            no = [label(refused[number], "warn", wrap=True)] if refused.get(number) else []
            parts.append(column(row(link, None), *no, told, spacing=1))
        if len(others) > MOST:
            parts.append(label(self.tr("… and {n} more").format(n=len(others) - MOST), "caption"))
        self.setLayout(column(*parts, spacing=6))
        self.show()


def what_is_shared(household: Household, person: int, other: int, names: dict[int, str]) -> str:
    """Return what another shares with a person, or else with whom they share what."""
    told = [f"{s.field.label}: {s.value}" for s in household.shares if {person, other} <= {*s.people}]
    if told:
        return "\n".join(told)
    with_ = QCoreApplication.translate("HouseholdSection", "{what}, with {names}")
    return "\n".join(
        with_.format(
            what=f"{s.field.label}: {s.value}", names=", ".join(names[n] for n in s.people if n not in (person, other))
        )
        for s in household.shares
        if other in s.people
    )
