"""Columns of e-mail addresses in which numbers stand too, or the other way round: each goes where it belongs."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from coordinator.importing.readings import CellReading
from coordinator.importing.targets import Target
from coordinator.importing.words_beside import sort_out
from coordinator.records.catalog import CANDIDATE
from coordinator.records.kinds import Hints, Value, plain_text
from coordinator.records.kinds.phones import SHORTEST
from coordinator.records.kinds.taking import NOTHING, Taken, words_around

FURTHER: Mapping[str, str] = CANDIDATE.further
EMAILS, PHONES = FURTHER["email"], FURTHER["phone"]

_LIKE_MAIL = re.compile(r"[^\s,;/|]*@[^\s,;/|]*")


def mixed(target: Target) -> Target:
    """Return how cells of a column of numbers or addresses are read, where some hold the other as well.

    What is of the other kind goes to the field for further ones; a row without a first one gets it later.
    """
    other = PHONES if EMAILS in (target.key, target.further) else EMAILS
    own = FURTHER.get(target.key)

    def read(raw: object, hints: Hints) -> CellReading:
        text = plain_text(raw, lines=True)
        taken = _taken(text, hints) if _is_mixed(text, other) else NOTHING
        kinds = {EMAILS: [v for v in taken.values if "@" in v], PHONES: [v for v in taken.values if "@" not in v]}
        if not kinds[other] and other == PHONES and "@" not in text and _is_mixed(text, PHONES):
            return CellReading({}, tuple(filter(None, (CANDIDATE.by_key[PHONES].clean(text, hints).problem,))))
        if not kinds[other]:
            return target.read(raw, hints)
        said = sort_out(text, taken, hints.others)
        mails = [v for v in said.values if "@" in v]
        numbers = [v for v in said.values if "@" not in v]
        ours, theirs = (mails, numbers) if other == PHONES else (numbers, mails)
        values: dict[str, Value] = {other: [*theirs]} if theirs else {}
        if ours and own is None:
            values[target.key] = [*ours]
        elif ours:
            values[target.key] = ours[0]
            values |= {own: [*ours[1:]]} if ours[1:] and own else {}
        doubts = CANDIDATE.by_key[EMAILS].kind.doubts(mails)
        return CellReading(values, tuple(filter(None, (said.problem, *doubts))), said.leftover or None)

    return replace(target, read=read, fields=tuple(dict.fromkeys((*target.fields, other))))


def contacts_in(text: str, hints: Hints) -> dict[str, list[str]]:
    """Return the addresses and numbers of a text by field, if it holds nothing else; otherwise nothing."""
    if not (_is_mixed(text, EMAILS) or _is_mixed(text, PHONES)):
        return {}
    taken = _taken(text, hints)
    if taken.leftover or taken.problem:
        return {}
    found = {EMAILS: [v for v in taken.values if "@" in v], PHONES: [v for v in taken.values if "@" not in v]}
    return {key: values for key, values in found.items() if values}


def _is_mixed(text: str, other: str) -> bool:
    return "@" in text if other == EMAILS else sum(map(str.isdigit, text)) >= SHORTEST


def _taken(text: str, hints: Hints) -> Taken:
    """Return all addresses and numbers of a cell."""
    rest = _without(text, [found.span() for found in _LIKE_MAIL.finditer(text)])
    numbers = CANDIDATE.by_key[PHONES].kind.take(rest, hints) if any(map(str.isdigit, rest)) else NOTHING
    rest = _without(text, [(start, end) for start, end, _ in numbers.spans])
    mails = CANDIDATE.by_key[EMAILS].kind.take(rest, hints) if "@" in text else NOTHING
    told = (mails.problem, numbers.problem if numbers.spans else None)
    spans = tuple(sorted((*mails.spans, *numbers.spans)))
    most = max(len(mails.values), len(numbers.values))
    left = words_around(text, [(start, end) for start, end, _ in spans], most)
    return Taken((*mails.values, *numbers.values), " ".join(filter(None, told)) or None, left, spans)


def _without(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """Return a text of the same length with bars in some places of it."""
    for start, end in spans:
        text = text[:start] + "|" * (end - start) + text[end:]
    return text
