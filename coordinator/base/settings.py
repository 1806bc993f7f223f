"""Settings: what the program remembers on this machine for this user."""

import getpass
import json
import os
from pathlib import Path
from typing import TypeVar

from coordinator.base.private_files import write_text

T = TypeVar("T")
RECENT = 8


class Settings:
    """A small JSON file; if it is missing or unreadable, settings start empty.

    Attributes:
        path: the file, or None to remember nothing (tests, pictures).
    """

    def __init__(self, path: Path | None) -> None:
        self.path = path
        self._values: dict[str, object] = {}
        if path is not None and path.is_file():
            try:
                loaded = json.loads(path.read_text(encoding="utf-8"))
                self._values = loaded if isinstance(loaded, dict) else {}
            except (OSError, ValueError):
                self._values = {}

    def get(self, key: str, default: T) -> T:
        """Return the value stored under a key, or `default` if there is none or it has another type."""
        found = self._values.get(key, default)
        return found if isinstance(found, type(default)) else default

    def set(self, key: str, value: object) -> None:
        """Store a value right away."""
        if self._values.get(key) == value:
            return
        self._values[key] = value
        if self.path is None:
            return
        part = self.path.with_suffix(".part")
        try:
            part.unlink(missing_ok=True)
            write_text(part, json.dumps(self._values, indent=1))
            os.replace(part, self.path)
        except OSError:
            part.unlink(missing_ok=True)

    @property
    def author(self) -> str:
        """Who works here, for the history."""
        try:
            return str(self.get("author", "") or getpass.getuser())
        except (OSError, KeyError):
            return "unknown"

    @property
    def recent(self) -> list[str]:
        """Campaigns opened here, newest first."""
        return [str(p) for p in self.get("recent", list[object]())]

    def opened(self, where: str) -> None:
        """Remember that a campaign was opened."""
        self.set("recent", [where, *(p for p in self.recent if p != where)][:RECENT])


def load() -> Settings:
    """Return this user's settings."""
    from coordinator.base.paths import config_dir

    return Settings(config_dir() / "settings.json")
