"""What menus can use of the window and its workplace."""

from collections.abc import Callable
from typing import Protocol

from PySide6.QtWidgets import QWidget

from coordinator.base.progress import Progress
from coordinator.desktop.features.lists.records_tab import RecordsTab
from coordinator.desktop.features.tour.events_tab import EventsTab
from coordinator.desktop.kit.tasks import Tasks
from coordinator.desktop.kit.theme import Theme
from coordinator.desktop.kit.toast import Toast
from coordinator.desktop.shell.find import FindField
from coordinator.desktop.shell.page_stack import PageStack
from coordinator.desktop.shell.session import Session
from coordinator.desktop.shell.window_operations import WindowOperations
from coordinator.store.campaign import Campaign


class Place(Protocol):
    """The workplace of an open campaign.

    Attributes:
        session, operations: shared by all parts.
        pages: the tabs and the pages over them.
        lists: a tab for each record type shown so far.
        events: the tab of the tour events.
        finder: the field that finds anything.
    """

    session: Session
    operations: WindowOperations
    pages: PageStack
    lists: dict[str, RecordsTab]
    events: EventsTab
    finder: FindField

    @property
    def current(self) -> RecordsTab | None:
        """The current tab's list; None: the overview."""

    @property
    def seen(self) -> RecordsTab | None:
        """The list that is seen, on which menus act; None: the overview, or a page over the tabs."""

    def show_tab(self, key: str) -> None:
        """Show a tab by the key of its record type, or `overview`."""

    def show_list(self, key: str, filter_: str) -> None:
        """Show the list for a filter."""

    def show_record(self, key: str, record_id: int) -> None:
        """Show one record in its list."""

    def show_step(self, seq: int) -> None:
        """Show one step in the history."""

    def window(self) -> QWidget:
        """Return the window around it."""


class Frame(Protocol):
    """The main window.

    Attributes:
        session: the open campaign; None if none is open.
        tasks: runs long work.
        toast: shows what just happened.
        theme: the look of everything.
    """

    theme: Theme
    session: Session | None
    tasks: Tasks
    toast: Toast

    def may_open(self) -> bool:
        """Return whether another campaign may be opened now; pages with unsaved work ask."""

    def open_path(self, where: str) -> None:
        """Open a campaign in the background, or show why that is not possible."""

    def let_go(self) -> None:
        """Close the open campaign."""

    def begin_opening(
        self, where: str, work: Callable[[Progress], Campaign], then: Callable[[], None] | None = None
    ) -> None:
        """Open a campaign in the background, and call something when it is shown."""

    def window(self) -> QWidget:
        """Return the window itself."""
