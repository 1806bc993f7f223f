"""Form setup: its questions and what it says about the campaign."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict

from sqlalchemy.engine import Connection

from coordinator.base.errors import UserError
from coordinator.changes import campaign_settings
from coordinator.changes.plan import Plan
from coordinator.records.catalog import CANDIDATE, RecordType
from coordinator.records.fields import ANSWER_PREFIX
from coordinator.records.kinds import EMAIL, Value, plain_text
from coordinator.store import query
from coordinator.tour.public_facts import LONGEST, public, web_address
from coordinator.tour.public_facts import SETTING as PUBLIC
from coordinator.tour.questions import ALWAYS, MOST, askable
from coordinator.tour.questions import SETTING as QUESTIONS


def plan_public(connection: Connection, wanted: Mapping[str, str]) -> Plan:
    """Plan to change the public facts; those not in `wanted` stay, and an empty text clears one.

    Raises:
        UserError: an address is not valid.
    """
    now = asdict(public(connection))
    for key, text in wanted.items():
        now[key] = _CHECKS.get(key, _plain)(text)
    return campaign_settings.plan_choice(connection, PUBLIC, now, "Chose what the form tells of the campaign")


def _plain(text: str) -> str:
    return plain_text(text)[:LONGEST]


def _email(text: str) -> str:
    cleaned = EMAIL.clean(text)
    if cleaned.problem:
        raise UserError(cleaned.problem)
    return str(cleaned.value or "")


_CHECKS = {"contact": _email, "address": web_address}


def plan_questions(connection: Connection, keys: Sequence[str]) -> Plan:
    """Plan to change the questions.

    Args:
        connection: an open connection.
        keys: field keys in the order asked, including `name` and `reach`. The campaign's own fields can be given
        by heading.

    Raises:
        UserError: one cannot be asked, a required one is missing, or there are too many.
    """
    rt = query.typed(connection, CANDIDATE)
    wanted = list(dict.fromkeys(_key(rt, key) for key in keys))
    if missing := [key for key in ALWAYS if key not in wanted]:
        raise UserError(f"Ask for {', '.join(missing)} too: without it a sign-up is worth nothing.")
    if len(wanted) > MOST:
        raise UserError(f"Ask at most {MOST} questions; these are {len(wanted)}. People in a crowd have a minute.")
    value: dict[str, Value] = {"keys": wanted}
    return campaign_settings.plan_choice(connection, QUESTIONS, value, "Chose the questions of the form")


def _key(rt: RecordType, name: str) -> str:
    known = askable(rt)
    headings = {f.label.casefold(): f.key for f in rt.fields if f.is_answer}
    key = name.strip()
    if key not in known:
        key = headings.get(key.casefold(), ANSWER_PREFIX + key)
    if key not in known:
        raise UserError(f"“{name}” cannot be asked. Take some of: {', '.join(known)}.")
    return key
