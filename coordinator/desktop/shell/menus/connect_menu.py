"""The Connect menu: opens its sheets and pages for the selection."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from coordinator.desktop.shell.actions import CONNECT, action
from coordinator.desktop.shell.places import Place
from coordinator.partners.followups import FollowUp
from coordinator.records.catalog import CANDIDATE, PARTNER, REFERRAL
from coordinator.store import query


class ConnectMenu(QObject):
    """The actions of the Connect menu; each works on the list that is seen and its selection."""

    def __init__(self, place: Place) -> None:
        super().__init__()
        self._place = place
        self._session, self._operations = place.session, place.operations

    def _chosen(self, record: str) -> list[int]:
        tab = self._place.seen
        return tab.grid.selected_ids() if tab is not None and tab.rt.key == record else []

    def _one_partner(self, then: Callable[[int], None]) -> None:
        ids = self._chosen(PARTNER.key)
        if len(ids) == 1:
            then(ids[0])
        else:
            self._place.show_tab(PARTNER.key)
            self._session.tell(self.tr("Choose one partner first."))

    @action("Connect the chosen people…", "Ctrl+L", menu=CONNECT, place=11, on_list=True)
    def connect_people(self) -> None:
        """Connect the selected candidates, or the whole list if none are selected."""
        if (tab := self._place.seen) is None or not tab.rt.is_person:
            self._place.show_tab(CANDIDATE.key)
            self._session.tell(self.tr("Choose whom to connect, then press Ctrl+L."))
            return
        ids = self._chosen(CANDIDATE.key)
        if len(ids) == 1:
            self.connect_one(ids[0])
        else:
            self.connect_many(ids or list(tab.model.ids))

    def connect_one(self, number: int) -> None:
        """Show the sheet for one candidate."""
        from coordinator.desktop.features.connect.connect_sheet import ConnectSheet

        ConnectSheet(self._session, self._operations, number, self._window).open()

    def connect_many(self, ids: list[int]) -> None:
        """Show the plan for many."""
        from coordinator.desktop.features.connect.plan_page import ConnectPage

        if not ids:
            self._session.tell(self.tr("This list has nobody in it."))
            return
        page = ConnectPage(self._session, self._operations, ids)
        page.record_wanted.connect(self._place.show_record)
        self._place.pages.open(page)

    @action("Connect this whole list…", "Ctrl+Shift+L", menu=CONNECT, place=12, on_list=True)
    def connect_list(self) -> None:
        """Show the plan for the whole current list of candidates."""
        self._place.show_tab(CANDIDATE.key)
        assert self._place.current is not None
        self.connect_many(list(self._place.current.model.ids))

    @action("Follow-ups", "Ctrl+5", menu=CONNECT, place=31)
    def follow_ups(self) -> None:
        """Show what is due."""
        from coordinator.desktop.features.connect.followups_page import FollowUpsPage

        page = FollowUpsPage(self._session, self._operations)
        page.record_wanted.connect(self._place.show_record)
        page.calls_wanted.connect(self.call)
        self._place.pages.open(page)

    @action("Call list", "Ctrl+6", menu=CONNECT, place=32)
    def call_list(self) -> None:
        """Call through the selected candidates; with one or none of them, those with due follow-ups, if any."""
        from coordinator.partners.followups import calls_to, follow_ups

        ids = self._chosen(CANDIDATE.key)
        due = [f for f in self._session.read(follow_ups) if f.queue != "silent"] if len(ids) < 2 else []
        if due or not ids:
            self.call(due)
            return
        self.call(self._session.read(calls_to, ids))

    def call(self, found: Sequence[FollowUp]) -> None:
        """Show the call list for some follow-ups."""
        from coordinator.desktop.features.calls.call_list_page import CallListPage

        page = CallListPage(self._session, self._operations, found)
        page.record_wanted.connect(self._place.show_record)
        self._place.pages.open(page)

    @action("Hand over to this partner…", menu=CONNECT, place=21, on_list=True)
    def hand_over(self) -> None:
        """Show the selected partner's hand-off."""
        self._one_partner(self.hand_over_to)

    def hand_over_to(self, partner: int) -> None:
        """Show the hand-off of a partner."""
        from coordinator.desktop.features.connect.handoff_sheet import HandoffDialog

        HandoffDialog(self._session, self._operations, partner, self._window).open()

    @action("Rules of this partner…", menu=CONNECT, place=23, on_list=True)
    def rules(self) -> None:
        """Show the selected partner's rules."""
        self._one_partner(self.rules_of)

    def rules_of(self, partner: int) -> None:
        """Show the rules of a partner."""
        from coordinator.desktop.features.connect.rules_sheet import RulesDialog

        RulesDialog(self._session, self._operations, partner, self._window).open()

    @action("Introduce people to their partners…", menu=CONNECT, place=22)
    def introduce(self) -> None:
        """Write to people passed on to the selected partner, or to any partner if none is selected."""
        from coordinator.desktop.features.connect.connect_dialogs import IntroduceDialog

        ids = self._chosen(PARTNER.key)
        if len(ids) == 1:
            numbers = self._session.read(query.ids_by_values, REFERRAL, "partner", ids).get(ids[0], [])
        else:
            numbers = list(self._session.read(query.select_ids, REFERRAL))
        IntroduceDialog(self._session, self._operations, numbers, self._window).open()

    @action("Words of partners…", menu=CONNECT, place=24)
    def words(self) -> None:
        """Ask what partners' words mean."""
        from coordinator.desktop.features.connect.connect_dialogs import WordsDialog

        WordsDialog(self._session, self._operations, self._window).open()

    @action("Mail account…", menu=CONNECT, place=41)
    def mail_account(self) -> None:
        """Set up the mail account."""
        from coordinator.desktop.features.connect.connect_dialogs import AccountDialog

        AccountDialog(self._session, self._window).open()

    @property
    def _window(self) -> QWidget:
        return self._place.window()
