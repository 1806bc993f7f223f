"""Object names, by which tests and accessibility tools find a widget whatever is written on it.

A widget is named like the attribute that holds it, a button that no attribute holds like the method it calls, and a
page like its class. What is made several times has a kind and a key: `tab.candidate`, `figure.people`.
"""

from collections.abc import Callable
from functools import partial
from typing import TypeVar

from PySide6.QtWidgets import QWidget

Widget = TypeVar("Widget", bound=QWidget)
NAMELESS = ("emit", "<lambda>")


def named(widget: Widget, name: str) -> Widget:
    """Name a widget, and return it."""
    widget.setObjectName(name)
    return widget


def name_parts(owner: QWidget) -> None:
    """Name the widgets that an object holds, where they have no name yet, like its attributes."""
    for name, part in vars(owner).items():
        if isinstance(part, QWidget) and not part.objectName():
            part.setObjectName(name.lstrip("_"))


def name_of(callback: Callable[..., object]) -> str:
    """Return the name of a method without the underscore before it; empty for what has none of its own."""
    while isinstance(callback, partial):
        callback = callback.func
    name = getattr(callback, "__name__", NAMELESS[0])
    return "" if name in NAMELESS else name.lstrip("_")
