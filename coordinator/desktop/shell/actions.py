"""Menu actions, each declared on the method that implements it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar

FILE, EDIT, VIEW, DATA, CONNECT, HELP = "&File", "&Edit", "&View", "&Data", "&Connect", "&Help"
MENUS = (FILE, EDIT, VIEW, DATA, CONNECT, HELP)
Method = TypeVar("Method", bound=Callable[..., object])


@dataclass(frozen=True, slots=True)
class MenuAction:
    """One menu item.

    Attributes:
        text: its text.
        keys: its keyboard shortcuts, the one that the menu shows first; several have semicolons between.
        menu: the menu it is in.
        place: position in the menu; a separator is drawn between tens.
        given: argument passed to the method.
        needs_campaign: whether it requires an open campaign.
        part: the class with the method.
        method: the name of the method.
    """

    text: str
    keys: str
    menu: str
    place: int
    given: tuple[str, ...]
    needs_campaign: bool
    part: type
    method: str

    @property
    def key(self) -> str:
        """Its key: class, method, and argument."""
        return ":".join((f"{self.part.__name__}.{self.method}", *self.given))


@dataclass(frozen=True, slots=True)
class _Declared:
    text: str
    keys: str
    menu: str
    place: int
    given: tuple[str, ...]
    needs_campaign: bool


def action(
    text: str, keys: str = "", *, menu: str, place: int, given: tuple[str, ...] = (), needs_campaign: bool = True
) -> Callable[[Method], Method]:
    """Declare a method as a menu item; the parameters are those of `MenuAction`."""

    def declare(method: Method) -> Method:
        declared = _Declared(text, keys, menu, place, given, needs_campaign)
        method.__dict__.setdefault("declared", []).append(declared)
        return method

    return declare


def actions_of(parts: Iterable[type]) -> list[MenuAction]:
    """Return the menu items declared in some classes, in menu order."""
    found = [
        MenuAction(d.text, d.keys, d.menu, d.place, d.given, d.needs_campaign, part, name)
        for part in parts
        for name, method in vars(part).items()
        for d in getattr(method, "declared", ())
    ]
    return sorted(found, key=lambda a: (MENUS.index(a.menu), a.place))


def fill_menus(bar: QMenuBar, actions: Iterable[MenuAction], do: Callable[[MenuAction], None]) -> dict[str, QAction]:
    """Build a window's menus; return their items by action key."""
    made: dict[str, QAction] = {}
    menus: dict[str, QMenu] = {}
    before: MenuAction | None = None
    for line in actions:
        menu = menus.get(line.menu) or bar.addMenu(line.menu)
        menus[line.menu] = menu
        if before is not None and before.menu == line.menu and before.place // 10 != line.place // 10:
            menu.addSeparator()
        made[line.key] = shown = QAction(QCoreApplication.translate("menus", line.text), bar)
        shown.setObjectName(line.key)
        if line.keys:
            shown.setShortcuts(QKeySequence.listFromString(line.keys))
        shown.triggered.connect(lambda _=False, a=line: do(a))
        menu.addAction(shown)
        before = line
    return made
