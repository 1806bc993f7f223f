"""The PIN that leads out of a sign-up desk: which ones are good, and how often one may try."""

import datetime as dt
import hashlib
import hmac
import re
import secrets
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from coordinator.base.errors import UserError
from coordinator.records.kinds import as_number, as_object
from coordinator.workbooks.desk_file import DeskFile

FREE_TRIES = 5
FIRST_WAIT, LONGEST_WAIT = 30.0, 900.0
"""Seconds to wait after a wrong PIN, doubled each time."""
_PIN = re.compile(r"[0-9]{4,12}")
_SHORTEST, _FEWEST = 4, 3
"""So many digits, and so many different ones, a PIN has at least."""
_REPEATED = re.compile(r"(\d+)\1+")
_YEAR = re.compile(r"(?:19|20)\d\d")
_LINES = ("123", "456", "789", "147", "258", "369", "159", "357", "2580", "1470", "3690")
_KEYS = re.compile("(?:" + "|".join((*_LINES, *(line[::-1] for line in _LINES))) + ")+")
"""Along the keys of a phone, forward and back: 2580, 147258."""
_DAYS = {4: ("%m%d", "%d%m"), 6: ("%y%m%d", "%d%m%y", "%m%d%y"), 8: ("%Y%m%d", "%d%m%Y", "%m%d%Y")}
"""How many digits a day is written with, and how."""
_LEAP_YEAR = 2000


def is_easy(pin: str) -> bool:
    """Return whether a PIN is among the first that anybody tries: 1212, 1357, a birth year or day, a line of keys."""
    if len(pin) > _SHORTEST and pin[::2] == pin[1::2]:  # 112233
        return is_easy(pin[::2])
    steps = {(int(b) - int(a)) % 10 for a, b in zip(pin, pin[1:], strict=False)}
    alike = len(set(pin)) < _FEWEST or len(steps) == 1 or _REPEATED.fullmatch(pin)
    return bool(alike or pin == pin[::-1] or _YEAR.fullmatch(pin) or _KEYS.fullmatch(pin) or _is_day(pin))


def _is_day(pin: str) -> bool:
    """Return whether digits are a day, with a year or without: 0704, 070476, 19760407."""
    for pattern in _DAYS.get(len(pin), ()):
        text, read_as = (pin, pattern) if "y" in pattern.lower() else (f"{_LEAP_YEAR}{pin}", f"%Y{pattern}")
        with suppress(ValueError):
            if 1900 <= dt.datetime.strptime(text, read_as).year < 2100:
                return True
    return False


def hashed(pin: str) -> str:
    """Return the salted, slow hash of a PIN.

    Raises:
        UserError: it is not valid, or too easy.
    """
    if not _PIN.fullmatch(pin) or is_easy(pin):
        raise UserError(
            "A PIN has 4 to 12 digits that are not easily guessed: at least three different ones, no year or birthday, "
            "no steps such as 1234 or 1357, no line of keys such as 2580, nothing twice as in 1212 or 1221."
        )
    salt = secrets.token_bytes(16)
    return f"{salt.hex()}${_slow_hash(pin, salt).hex()}"


def _fits(pin: str, kept: str) -> bool:
    salt, _, digest = kept.partition("$")
    return hmac.compare_digest(_slow_hash(pin, bytes.fromhex(salt)).hex(), digest)


def _slow_hash(pin: str, salt: bytes) -> bytes:
    return hashlib.scrypt(pin.encode(), salt=salt, n=2**14, r=8, p=1, dklen=32)


@dataclass(frozen=True, slots=True)
class Tried:
    """The result of trying a PIN.

    Attributes:
        opened: whether it was right.
        wait: seconds until the next attempt; if a wait was still running, this PIN was not checked.
    """

    opened: bool
    wait: float = 0.0


class PinLock:
    """Counts wrong PINs in a desk's file.

    The wait runs while the desk is open, by a clock that nobody can set: `time.monotonic`. Who opens the desk again
    waits from the start.
    """

    def __init__(self, file: DeskFile, clock: Callable[[], float]) -> None:
        self._file, self._clock = file, clock
        self._until = clock() + _wait_after(self._wrong())

    def _wrong(self) -> int:
        return int(as_number(as_object(self._file.facts.get("tries")).get("wrong")) or 0)

    def try_pin(self, pin: str) -> Tried:
        """Try a PIN; after a few wrong ones the wait grows. It counts as wrong until it proved right."""
        if (wait := self._until - self._clock()) > 0:
            return Tried(False, wait)
        wrong = self._wrong() + 1
        self._file.remember("tries", {"wrong": wrong})
        if _fits(pin, str(self._file.facts["pin"])):
            self._file.remember("tries", {"wrong": 0})
            return Tried(True)
        wait = _wait_after(wrong)
        self._until = self._clock() + wait
        return Tried(False, wait)


def _wait_after(wrong: int) -> float:
    return min(FIRST_WAIT * 2.0 ** min(wrong - FREE_TRIES, 10), LONGEST_WAIT) if wrong >= FREE_TRIES else 0.0
