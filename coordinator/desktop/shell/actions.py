"""Actions: what the menus offer. Each is declared on the method that does it."""

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
    """One line of a menu.

    Attributes:
        text: what it is called.
        keys: its keys.
        menu: the menu it stands in.
        place: where in the menu; a rule stands between the tens.
        given: what the method is given.
        needs_campaign: it can be done only while a campaign is open.
        part: the class whose method does it.
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
        """Its name: class, method, and what the method is given."""
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
    """Declare that a menu offers a method; the parameters are those of `MenuAction`."""

    def declare(method: Method) -> Method:
        declared = _Declared(text, keys, menu, place, given, needs_campaign)
        method.__dict__.setdefault("declared", []).append(declared)
        return method

    return declare


def actions_of(parts: Iterable[type]) -> list[MenuAction]:
    """Return what the methods of some classes declare, in the order of the menus."""
    found = [
        MenuAction(d.text, d.keys, d.menu, d.place, d.given, d.needs_campaign, part, name)
        for part in parts
        for name, method in vars(part).items()
        for d in getattr(method, "declared", ())
    ]
    return sorted(found, key=lambda a: (MENUS.index(a.menu), a.place))


def fill_menus(bar: QMenuBar, actions: Iterable[MenuAction], do: Callable[[MenuAction], None]) -> dict[str, QAction]:
    """Build the menus of a window; return their lines by the keys of the actions."""
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
            shown.setShortcut(QKeySequence(line.keys))
        shown.triggered.connect(lambda _=False, a=line: do(a))
        menu.addAction(shown)
        before = line
    return made
