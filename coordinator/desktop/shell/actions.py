"""Menu actions, each declared on the method that implements it."""

from collections.abc import Callable, Iterable, Sequence
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
        when: name of a property of the part: whether it applies to the open campaign; "": it always does.
        on_list: whether it acts on the list that is seen, so that it is off while a page covers the list.
        part: the class with the method.
        method: the name of the method.
    """

    text: str
    keys: str
    menu: str
    place: int
    given: tuple[str, ...]
    needs_campaign: bool
    when: str
    on_list: bool
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
    when: str
    on_list: bool


def action(
    text: str,
    keys: str = "",
    *,
    menu: str,
    place: int,
    given: tuple[str, ...] = (),
    needs_campaign: bool = True,
    when: str = "",
    on_list: bool = False,
) -> Callable[[Method], Method]:
    """Declare a method as a menu item; the parameters are those of `MenuAction`."""

    def declare(method: Method) -> Method:
        declared = _Declared(text, keys, menu, place, given, needs_campaign, when, on_list)
        method.__dict__.setdefault("declared", []).append(declared)
        return method

    return declare


def actions_of(parts: Iterable[type]) -> list[MenuAction]:
    """Return the menu items declared in some classes, in menu order."""
    found = [
        MenuAction(d.text, d.keys, d.menu, d.place, d.given, d.needs_campaign, d.when, d.on_list, part, name)
        for part in parts
        for name, method in vars(part).items()
        for d in getattr(method, "declared", ())
    ]
    return sorted(found, key=lambda a: (MENUS.index(a.menu), a.place))


def _with_letters(texts: Sequence[str]) -> list[str]:
    """Return the texts of a menu's items, in each the letter marked that chooses it: of a word's start where it can be.

    Every letter stands for one item; an item that none is left for makes an earlier one take another.
    """
    choices = []
    for text in texts:
        starts = [at for at, sign in enumerate(text) if sign.isalpha() and (at == 0 or text[at - 1] == " ")]
        choices.append([*starts, *(at for at, sign in enumerate(text) if sign.isalpha() and at not in starts)])
    owner: dict[str, int] = {}
    chosen: dict[int, int] = {}

    def choose(item: int, tried: set[str]) -> bool:
        letters = [(at, texts[item][at].lower()) for at in choices[item]]
        for at, letter in sorted(letters, key=lambda one: one[1] in owner):
            if letter not in tried:
                tried.add(letter)
                if letter not in owner or choose(owner[letter], tried):
                    owner[letter], chosen[item] = item, at
                    return True
        return False

    for item in range(len(texts)):
        choose(item, set())
    return [f"{text[: chosen[i]]}&{text[chosen[i] :]}" if i in chosen else text for i, text in enumerate(texts)]


def fill_menus(bar: QMenuBar, actions: Iterable[MenuAction], do: Callable[[MenuAction], None]) -> dict[str, QAction]:
    """Build a window's menus; return their items by action key."""
    made: dict[str, QAction] = {}
    lines = list(actions)
    texts = {
        line.key: text
        for menu in dict.fromkeys(line.menu for line in lines)
        if (those := [line for line in lines if line.menu == menu])
        for line, text in zip(
            those, _with_letters([QCoreApplication.translate("menus", line.text) for line in those]), strict=True
        )
    }
    menus: dict[str, QMenu] = {}
    before: MenuAction | None = None
    for line in lines:
        menu = menus.get(line.menu) or bar.addMenu(line.menu)
        menus[line.menu] = menu
        if before is not None and before.menu == line.menu and before.place // 10 != line.place // 10:
            menu.addSeparator()
        made[line.key] = shown = QAction(texts[line.key], bar)
        shown.setObjectName(line.key)
        if line.keys:
            shown.setShortcuts(QKeySequence.listFromString(line.keys))
        shown.triggered.connect(lambda _=False, a=line: do(a))
        menu.addAction(shown)
        before = line
    return made
