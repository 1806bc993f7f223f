"""Object names, by which tests and accessibility tools find a widget regardless of its text.

A widget is named after the attribute that holds it, a button without one after the method it calls, and a page after
its class. Widgets made several times have a kind and a key: `tab.candidate`, `figure.people`.
"""

from collections.abc import Callable
from functools import partial
from typing import TypeVar

from PySide6.QtWidgets import QWidget

Widget = TypeVar("Widget", bound=QWidget)
NAMELESS = ("emit", "<lambda>")


def named(widget: Widget, name: str) -> Widget:
    """Name a widget and return it."""
    widget.setObjectName(name)
    return widget


def name_parts(owner: QWidget) -> None:
    """Name an object's unnamed widgets after its attributes."""
    for name, part in vars(owner).items():
        if isinstance(part, QWidget) and not part.objectName():
            part.setObjectName(name.lstrip("_"))


def name_of(callback: Callable[..., object]) -> str:
    """Return a method's name without its leading underscore; empty for callables without their own name."""
    while isinstance(callback, partial):
        callback = callback.func
    name = getattr(callback, "__name__", NAMELESS[0])
    return "" if name in NAMELESS else name.lstrip("_")
