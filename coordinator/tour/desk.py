"""The sign-up desk: one stop's form on a laptop without a network, and who may leave it."""

import datetime as dt
import hashlib
import hmac
import re
import secrets
import time
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.engine import Connection

from coordinator.base.errors import UserError
from coordinator.base.folding import fold_word
from coordinator.base.paths import resources
from coordinator.records import times
from coordinator.records.catalog import EVENT
from coordinator.records.kinds import EMAIL, PHONE
from coordinator.store import query
from coordinator.store.tables import META
from coordinator.tour.public_facts import Public, public
from coordinator.tour.questions import NAME, Box, FormQuestion, Words, asked, words
from coordinator.tour.submissions import problems
from coordinator.workbooks import desk_file
from coordinator.workbooks.desk_file import DeskFile, DeskSignUp

FREE_TRIES = 5
FIRST_WAIT, LONGEST_WAIT = 30.0, 900.0
"""Seconds to wait after a wrong PIN, doubled each time."""
_PIN = re.compile(r"[0-9]{4,12}")
_SCRYPT: Mapping[str, Any] = {"n": 2**14, "r": 8, "p": 1, "dklen": 32}


@cache
def desk_words(language: str) -> Words:
    """Return the words of the desk in `en` or `es`: those of the form, and its own under `desk`."""
    own = tomllib.loads((resources() / "desk" / f"{language}.toml").read_text(encoding="utf-8"))
    return {**words(language), "desk": own}


def make_desk(connection: Connection, event: int, path: Path, pin: str) -> Path:
    """Make a desk file for a stop; it holds nothing of anybody.

    Args:
        connection: any.
        event: number of the stop.
        path: where to.
        pin: what it takes to leave the desk.

    Returns:
        the file.

    Raises:
        UserError: there is no such stop, the PIN is too short, or the file cannot be made.
    """
    row = query.record(connection, EVENT, event)
    if row is None or row.get("deleted_at"):
        raise UserError(f"There is no tour event {event}. See: coordinator list events")
    if row.get("status") == "cancelled":
        raise UserError(f"{EVENT.title(row)} is cancelled. Change its status first if it takes place after all.")
    when = times.span(row)
    begins, ends = (m.strftime("%Y-%m-%dT%H:%M:%SZ") for m in when) if when else (None, None)
    made = path if path.suffix else path.with_suffix(desk_file.SUFFIX)
    desk_file.create(
        made,
        {
            "desk": secrets.token_hex(2),
            "campaign": connection.scalar(select(META.c.value).where(META.c.key == "campaign")),
            "event": event,
            "stop": EVENT.title(row),
            "slug": row.get("slug"),
            "when": times.shown(row),
            "place": ", ".join(str(row[k]) for k in ("city", "state") if row.get(k)),
            "venue": row.get("venue"),
            "begins": begins,
            "ends": ends,
            "questions": [asdict(q) for q in asked(connection)],
            "public": asdict(public(connection)),
            "pin": _hashed(pin),
        },
    )
    return made


def _hashed(pin: str) -> str:
    """Return a PIN as it is kept: with salt, and slow to try.

    Raises:
        UserError: it is none.
    """
    if not _PIN.fullmatch(pin) or len(set(pin)) == 1 or pin in "01234567890" or pin in "09876543210":
        raise UserError("A PIN has 4 to 12 digits that are not easily guessed: not all alike, and not in a row.")
    salt = secrets.token_bytes(16)
    return f"{salt.hex()}${hashlib.scrypt(pin.encode(), salt=salt, **_SCRYPT).hex()}"


def _fits(pin: str, kept: str) -> bool:
    salt, _, digest = kept.partition("$")
    made = hashlib.scrypt(pin.encode(), salt=bytes.fromhex(salt), **_SCRYPT)
    return hmac.compare_digest(made.hex(), digest)


@dataclass(frozen=True, slots=True)
class Tried:
    """What came of a PIN.

    Attributes:
        opened: it was right.
        wait: seconds before the next one is looked at; this one was not, if there were any left.
    """

    opened: bool
    wait: float = 0.0


class Desk:
    """An open desk: asks, checks, keeps. Shows nothing of anybody but how many there are.

    Attributes:
        questions: what is asked.
        count: how many signed up here.

    Raises:
        UserError: the file cannot be opened.
    """

    def __init__(self, path: Path) -> None:
        self._file = DeskFile(path)
        facts = self._file.facts
        self.path = path
        self.questions: Sequence[FormQuestion] = tuple(_question(q) for q in facts["questions"])
        self.stop, self.place, self.venue = str(facts["stop"]), str(facts["place"]), str(facts["venue"] or "")
        self.when = str(facts["when"])
        self.public = Public(**facts["public"])
        there = self._file.sign_ups()
        self.count = len(there)
        self._known = {mark for one in there for mark in _marks(one.answers)}

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def problems(self, answers: Mapping[str, str], language: str) -> dict[str, str]:
        """Return what has to be mended before somebody can be signed up: key of a box → a sentence."""
        return problems(self.questions, answers, desk_words(language))

    def already(self, answers: Mapping[str, str]) -> bool:
        """Say whether somebody of this name and address signed up here before."""
        return any(mark in self._known for mark in _marks(answers))

    def confirm(self, answers: Mapping[str, str], language: str, at: dt.datetime | None = None) -> DeskSignUp:
        """Sign somebody up; it is on the disk when this returns.

        Args:
            answers: key of a box → what was written; empty ones are left out.
            language: of the form.
            at: when; None: now.

        Raises:
            UserError: it could not be written.
        """
        said = {k: text for k, v in answers.items() if (text := v.strip())}
        moment = (at or dt.datetime.now(dt.UTC)).strftime("%Y-%m-%dT%H:%M:%SZ")
        done = self._file.add(moment, language, said)
        self.count += 1
        self._known.update(_marks(said))
        return done

    def try_pin(self, pin: str, clock: float | None = None) -> Tried:
        """Try a PIN; after some wrong ones each takes longer, also after a restart.

        Args:
            pin: what was typed.
            clock: seconds since 1970; None: now.
        """
        clock = time.time() if clock is None else clock
        tries = self._file.facts.get("tries") or {"wrong": 0, "until": 0.0}
        wait = min(float(tries["until"]) - clock, LONGEST_WAIT)  # a clock that was set back locks nobody out for days
        if wait > 0:
            return Tried(False, wait)
        if _fits(pin, str(self._file.facts["pin"])):
            self._file.remember("tries", {"wrong": 0, "until": 0.0})
            return Tried(True)
        wrong = int(tries["wrong"]) + 1
        wait = min(FIRST_WAIT * 2 ** (wrong - FREE_TRIES), LONGEST_WAIT) if wrong >= FREE_TRIES else 0.0
        self._file.remember("tries", {"wrong": wrong, "until": clock + wait if wait else 0.0})
        return Tried(False, wait)


def _question(kept: Mapping[str, Any]) -> FormQuestion:
    return FormQuestion(kept["key"], tuple(Box(**box) for box in kept["boxes"]), kept.get("own", ""))


def _marks(answers: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return what tells a person at a desk: name and e-mail, name and phone; couples share an address."""
    name = fold_word(answers.get(NAME, ""))
    email = EMAIL.clean(answers.get("email", "")).value
    phone = PHONE.clean(answers.get("phone", "")).value
    return [(name, str(address)) for address in (email, phone) if name and address]
