"""The sign-up desk: a stop's form on an offline laptop, locked with a PIN."""

import datetime as dt
import secrets
import time
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from functools import cache
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.engine import Connection

from coordinator.base import databases
from coordinator.base.errors import UserError
from coordinator.base.folding import fold_word
from coordinator.base.paths import resources
from coordinator.records import times
from coordinator.records.catalog import EVENT
from coordinator.records.kinds import EMAIL, PHONE, Value, as_items, as_number, as_object, as_text
from coordinator.store import query
from coordinator.store.tables import META
from coordinator.tour.desk_pin import PinLock, Tried, hashed
from coordinator.tour.public_facts import Public, public
from coordinator.tour.questions import NAME, Box, FormQuestion, Words, asked, words
from coordinator.tour.submissions import problems
from coordinator.workbooks import desk_file
from coordinator.workbooks.desk_file import DeskFile, DeskSignUp, Facts


@cache
def desk_words(language: str) -> Words:
    """Return the desk's texts in `en` or `es`: the form's, plus its own under `desk`."""
    own = tomllib.loads((resources() / "desk" / f"{language}.toml").read_text(encoding="utf-8"))
    return {**words(language), "desk": own}


def make_desk(connection: Connection, event: int, path: Path, pin: str) -> Path:
    """Create a desk file for a stop; it holds no personal data.

    Args:
        connection: an open connection.
        event: number of the stop.
        path: the file to write.
        pin: the PIN for leaving the desk.

    Returns:
        the file.

    Raises:
        UserError: there is no such stop, the PIN is too short or too easy, or the file cannot be created.
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
            "questions": list[Value](asdict(q) for q in asked(connection)),
            "public": asdict(public(connection)),
            "pin": hashed(pin),
        },
        databases.key_of(connection.connection.dbapi_connection),
    )
    return made


class Desk:
    """An open desk: asks questions, checks answers and stores them. It shows only how many people signed up.

    Args:
        path: its file.
        clock: seconds of a clock that only runs on.

    Attributes:
        questions: the questions asked.
        count: number of sign-ups here.

    Raises:
        UserError: the file cannot be opened.
    """

    def __init__(self, path: Path, clock: Callable[[], float] = time.monotonic) -> None:
        self._file = DeskFile(path)
        self.path = path
        try:
            self._take_facts(self._file.facts)
            there = self._file.sign_ups()
        except (LookupError, TypeError, ValueError, AssertionError, RecursionError) as error:
            self._file.close()
            raise UserError(
                f"{path.name} is not as the office made it, and cannot be used. Make another: coordinator desk new "
                "STOP FILE.desk"
            ) from error
        self.count = len(there)
        self._known = {mark for one in there for mark in _marks(one.answers)}
        self._lock = PinLock(self._file, clock)

    def _take_facts(self, facts: Facts) -> None:
        self.questions: Sequence[FormQuestion] = tuple(_question(as_object(q)) for q in as_items(facts["questions"]))
        self.stop, self.place, self.venue = str(facts["stop"]), str(facts["place"]), str(facts["venue"] or "")
        self.when = str(facts["when"])
        self.public = Public(**{key: as_text(said) for key, said in as_object(facts["public"]).items()})

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def problems(self, answers: Mapping[str, str], language: str) -> dict[str, str]:
        """Return what must be fixed before a person can be signed up: box key → a sentence."""
        return problems(self.questions, answers, desk_words(language))

    def already(self, answers: Mapping[str, str]) -> bool:
        """Return whether a person with this name and address signed up here before."""
        return any(mark in self._known for mark in _marks(answers))

    def confirm(self, answers: Mapping[str, str], language: str, at: dt.datetime | None = None) -> DeskSignUp:
        """Sign a person up; it is on disk when this returns.

        Args:
            answers: box key → text; empty ones are left out.
            language: language of the form.
            at: time of the sign-up; None: now.

        Raises:
            UserError: it could not be written.
        """
        said = {k: text for k, v in answers.items() if (text := v.strip())}
        moment = (at or dt.datetime.now(dt.UTC)).strftime("%Y-%m-%dT%H:%M:%SZ")
        done = self._file.add(moment, language, said)
        self.count += 1
        self._known.update(_marks(said))
        return done

    def try_pin(self, pin: str) -> Tried:
        """Try a PIN; after a few wrong ones the wait grows, and neither a restart nor a clock that is set ends it."""
        return self._lock.try_pin(pin)


def _question(kept: Mapping[str, Value]) -> FormQuestion:
    boxes = tuple(_box(as_object(box)) for box in as_items(kept["boxes"]))
    return FormQuestion(as_text(kept["key"]), boxes, as_text(kept.get("own")))


def _box(kept: Mapping[str, Value]) -> Box:
    key, target, heading, kind = (as_text(kept[k]) for k in ("key", "target", "heading", "kind"))
    return Box(key, target, heading, kind, as_number(kept["longest"]) or 0)


def _marks(answers: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return a person's identifying keys: name plus e-mail and name plus phone, since couples share an address."""
    name = fold_word(answers.get(NAME, ""))
    email = EMAIL.clean(answers.get("email", "")).value
    phone = PHONE.clean(answers.get("phone", "")).value
    return [(name, str(address)) for address in (email, phone) if name and address]
