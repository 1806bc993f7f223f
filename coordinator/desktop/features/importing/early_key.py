"""A key that is pressed before what it is about is known."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication

Do = Callable[[], object]


class EarlyKey:
    """Keeps one key, and does what it means once that can be done, if what was seen then is still seen."""

    def __init__(self, tell: Callable[[str], object]) -> None:
        """Begin with none; `tell` is called with a sentence for a key that is not taken."""
        self._tell = tell
        self._kept: tuple[Do, Callable[[], bool]] | None = None

    def keep(self, do: Do, is_seen: Callable[[], bool]) -> None:
        """Keep what a key means; a further one is refused.

        Args:
            do: does it.
            is_seen: returns whether what it was pressed for is still what is seen.
        """
        if self._kept is None:
            self._kept = do, is_seen
        else:
            self.refuse()

    def refuse(self) -> None:
        """Tell that a key is not taken before the rows are known."""
        self._tell(_tr("Wait for the rows; this key was not taken."))

    def do(self) -> None:
        """Do what the key means that was kept, if any was."""
        kept, self._kept = self._kept, None
        if kept is None:
            return
        do, is_seen = kept
        if is_seen():
            do()
        else:
            self._tell(_tr("The rows changed; the last key was not taken."))


def _tr(text: str) -> str:
    return QCoreApplication.translate("EarlyKey", text)
