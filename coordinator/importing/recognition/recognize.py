"""Recognizing all columns of a sheet of people together."""

import math
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

from coordinator.importing.headed_cells import JOINED, WEB_PAGES
from coordinator.importing.recognition.cells import ColumnFacts
from coordinator.importing.recognition.evidence import column_of, features_of
from coordinator.importing.recognition.judge import (
    CONSENTS,
    HARMFUL,
    OWN,
    cannot_be,
    contradicted,
    is_about_consent,
    is_of_a_network,
    is_permission,
    may_be_left_out,
)
from coordinator.importing.recognition.model import Model, model
from coordinator.importing.recognition.owners import ColumnEvidence, settle
from coordinator.importing.recognition.reasons import why
from coordinator.importing.targets import ANSWER, IGNORED
from coordinator.records.kinds import plain_text

SURE = 0.8
"""The stated line: below this certainty a person is asked."""
MANY = frozenset((ANSWER, IGNORED, "other_emails", "other_phones", *JOINED))
"""Targets that several columns of a sheet may have."""
_SECOND: Mapping[str, str] = {"email": "other_emails", "phone": "other_phones"}
_ALIKE: Mapping[str, tuple[str, ...]] = {
    t: group
    for group in (
        ("city", "+place"),
        ("address", "+address"),
        ("email", "other_emails"),
        ("phone", "other_phones"),
        ("consent_contact", "do_not_contact"),
    )
    for t in group
    if t != "do_not_contact"
}
"""Targets that may be taken for each other without harm."""
_FURTHER = frozenset("other home work mobile landline line2".split())
_SAME_NAME = 0.25
"""From this share of e-mail addresses with the person's own name on, a second column of them is the person's."""
_NAMES_OF = frozenset("name first last full middle preferred event owner staff".split())
_BOLD = 2.0
_EMPTY = 0.01
"""An empty column takes no target from a filled one."""
_WORTH_ASKING = 0.25
"""A field with this share of the likelihood is worth a question where the column would be kept as an answer."""
_QUITE = 0.85
_TRACE = 0.004
_FAR = 9.0
"""A target whose score is so far below the best one is out of the question."""
_LEAST = 0.5
"""What would do harm if it is wrong is taken only when it is likelier than not."""
_LEAST_OF_ALL = 0.35
"""… or twice as likely as that it is no field at all."""
_FEW = 8
_NAMED_FEW, _NAMED = 4.0, 1.0
"""How much it counts that a heading is a field's own name: more where few cells could speak against it."""
_KEY = 0.12
_NAME = 0.05
_NAMES = frozenset(("given_name", "family_name", "+full_name"))
_MOBILE = frozenset(("mobile", "c", "m", "cel"))
_NO_MOBILE = frozenset(("home", "work", "landline", "h", "w", "hm", "hme", "wk", "other"))
_ALL_DIFFER = 0.98
"""A column of keys that all differ is the record's key in the other program, if no other column is."""
_UNLIKELY_GUESS = frozenset("given_name family_name middle_name preferred_name +full_name signup.event owner".split())
"""Fields worth a question only if the heading names them or says nothing: many cells are words like theirs."""
_KNOWN = 4.0
"""How much it counts that the service is known for what the column is."""


@dataclass(frozen=True, slots=True)
class Recognized:
    """What one column is.

    Attributes:
        target: a target's key, `answer` or `ignored`.
        certainty: how often such a guess was right, 0 to 1.
        why: what it is based on.
        consent: whether it may be about a consent or an opt-out, and was not understood.
        may_be: the field that it may be instead, if nothing is sure; "" if there is none.
    """

    target: str
    certainty: float
    why: str
    consent: bool = False
    may_be: str = ""


def likelihoods(
    columns: Sequence[ColumnEvidence],
    named: Mapping[int, str],
    known: Mapping[int, str],
    possible: Set[str],
    learned: Model,
) -> list[dict[str, float]]:
    """Return for each column the share of the likelihood of each target that nothing stands against."""
    result = []
    for at, column in enumerate(columns):
        scores = learned.scores(features_of(columns, at))
        own = ""
        if at in named:
            own = _own_name(named[at], column)
            _raise(scores, named[at], column.facts.count, own)
        if is_of_a_network(column):
            scores[WEB_PAGES] = max(scores.values()) + _NAMED
        if at in known:
            scores[known[at]] = max(scores.values()) + _KNOWN
        top = max(scores.values())
        shares: dict[str, float] = {ANSWER: 0.0}
        for target, score in sorted(scores.items(), key=lambda s: -s[1]):
            if score < top - _FAR and len(shares) > 1:
                break
            if target not in possible:
                target = ANSWER  # a field that this record type does not have
            elif target != own and cannot_be(target, column):
                continue
            shares[target] = shares.get(target, 0.0) + math.exp(score - top)
        total = sum(shares.values()) or 1.0
        result.append({t: s / total for t, s in shares.items()})
    return result


def _own_name(target: str, column: ColumnEvidence) -> str:
    """Return the field whose name a heading is, "" if its cells are something else, or it may be another's."""
    if column.whose or column.heading.repeated > 1 or column.after_another and target in OWN:
        return ""
    return "" if contradicted(target, column) else target


def _raise(scores: dict[str, float], target: str, cells: int, own: str) -> None:
    """Let it count that a heading is a field's own name."""
    top = max(scores.values())
    if target not in scores:
        scores[target] = top + _NAMED
    elif cells < _FEW and own:
        scores[target] = max(scores[target] + _NAMED_FEW, top + _NAMED)
    elif own:
        scores[target] += _NAMED


def _careful(shares: Mapping[str, float], column: ColumnEvidence) -> dict[str, float]:
    """Leave out what would do harm and is not likelier than not, and what would be lost without a reason."""
    kept = {}
    left = shares.get(ANSWER, 0.0) + shares.get(IGNORED, 0.0)
    for target, share in shares.items():
        together = sum(shares.get(t, 0.0) for t in _ALIKE.get(target, (target,)))
        if target in HARMFUL and together < _LEAST and (together < _LEAST_OF_ALL or together < 2 * left):
            continue
        if target == IGNORED and not may_be_left_out(column, share):
            continue
        kept[target] = share
    if IGNORED in shares and IGNORED not in kept:
        kept[ANSWER] = kept.get(ANSWER, 0.0) + shares[IGNORED]
    return kept or {ANSWER: 1.0}


def assign(
    columns: Sequence[ColumnEvidence], shares: Sequence[Mapping[str, float]], decided: Mapping[int, str]
) -> list[str]:
    """Give each target to the column that it fits best; return the target of each column."""
    ranked = sorted(
        (
            (share * _boldness(target, columns[at]) * (1.0 if columns[at].facts.count else _EMPTY), -at, target)
            for at, one in enumerate(shares)
            if at not in decided
            for target, share in _careful(one, columns[at]).items()
            if share > _TRACE
        ),
        reverse=True,
    )
    result = dict(decided)
    gone = {t for t in decided.values() if t not in MANY}
    for _, minus, target in ranked:
        at = -minus
        if at in result:
            continue
        if target in gone:
            second = _SECOND.get(target)
            if second and _is_further(columns[at], shares[at], target, second):
                result[at] = second
            continue
        result[at] = target
        if target not in MANY:
            gone.add(target)
    for first, second in _SECOND.items():  # the only one is no further one
        only = [at for at in range(len(shares)) if result.get(at) == second and at not in decided]
        if first not in gone and only and columns[only[0]].facts.count:
            result[only[0]] = first
    _mobile_first(columns, result, decided)
    if "signup.submitted_at" not in gone and (time := _time_column(columns, shares, result, decided)) is not None:
        result[time] = "signup.submitted_at"
    if not _NAMES.intersection(gone) and (name := _name_column(columns, shares, result, decided)) is not None:
        result[name] = "+full_name"
    if "signup.source_key" not in gone and (key := _key_column(columns, shares, result, decided)) is not None:
        result[key] = "signup.source_key"
    return [result.get(at, ANSWER) for at in range(len(shares))]


def _mobile_first(columns: Sequence[ColumnEvidence], result: dict[int, str], decided: Mapping[int, str]) -> None:
    """Of the person's numbers the mobile one is the phone, unless another is called the main one."""
    first = next((at for at, t in result.items() if t == "phone" and at not in decided), None)
    if first is None or not _NO_MOBILE.intersection(_phone_words(columns[first])):
        return
    for at in sorted(result):
        words = _phone_words(columns[at])
        if result[at] == "other_phones" and at not in decided and _MOBILE & words and not _NO_MOBILE & words:
            result[first], result[at] = "other_phones", "phone"
            return


def _phone_words(column: ColumnEvidence) -> set[str]:
    words = column.heading.words
    return {*column.concepts, *words[-1:], *words[:1]} - ({"primary"} if "primary" not in column.words else set())


def _time_column(
    columns: Sequence[ColumnEvidence],
    shares: Sequence[Mapping[str, float]],
    result: Mapping[int, str],
    decided: Mapping[int, str],
) -> int | None:
    """Return the column that is likeliest the time of the sign-up where no other is, None if none is."""
    times = [
        at
        for at, one in enumerate(shares)
        if at not in decided
        and result.get(at, ANSWER) == ANSWER
        and one.get("signup.submitted_at", 0.0) >= _KEY
        and columns[at].facts.share("date", "typed_date") >= _LEAST
        and columns[at].facts.share("born") < _LEAST
        and not columns[at].whose
    ]
    return max(times, key=lambda at: shares[at]["signup.submitted_at"], default=None)


def _name_column(
    columns: Sequence[ColumnEvidence],
    shares: Sequence[Mapping[str, float]],
    result: Mapping[int, str],
    decided: Mapping[int, str],
) -> int | None:
    """Return the column that is likeliest the name in a sheet without any other, None if none is."""
    names = [
        at
        for at, one in enumerate(shares)
        if at not in decided
        and result.get(at, ANSWER) == ANSWER
        and one.get("+full_name", 0.0) >= _NAME
        and columns[at].facts.share("full_name", "name_turned") >= _LEAST
        and not columns[at].whose
    ]
    return max(names, key=lambda at: shares[at]["+full_name"], default=None)


def _key_column(
    columns: Sequence[ColumnEvidence],
    shares: Sequence[Mapping[str, float]],
    result: Mapping[int, str],
    decided: Mapping[int, str],
) -> int | None:
    """Return the column that is likeliest the record's key in the other program, None if none is."""
    keys = [
        at
        for at, one in enumerate(shares)
        if at not in decided
        and result.get(at, ANSWER) in (ANSWER, IGNORED)
        and one.get("signup.source_key", 0.0) >= _KEY
        and columns[at].facts.distinct >= _ALL_DIFFER
        and columns[at].facts.share("key", "code", "int", "uuid") >= _LEAST
    ]
    return max(keys, key=lambda at: shares[at]["signup.source_key"], default=None)


def _boldness(target: str, column: ColumnEvidence) -> float:
    """Return how readily a field is taken rather than an answer: where a mistake is easily seen, more readily."""
    careful = target in HARMFUL or target in (ANSWER, IGNORED, "election_date") or column.heading.says_nothing
    return 1.0 if careful else _BOLD


def _is_further(column: ColumnEvidence, shares: Mapping[str, float], first: str, second: str) -> bool:
    """Return whether a second e-mail or phone is the person's own, and not likelier somebody else's."""
    own = shares.get(first, 0.0) + shares.get(second, 0.0)
    if column.namesakes is not None and own >= _LEAST:
        return column.namesakes >= _SAME_NAME
    if own >= _QUITE and not column.whose and not column.after_another:
        return True
    if column.after_another and not _FURTHER.intersection(column.concepts):
        return False
    return own >= _LEAST and not column.whose and shares.get(second, 0.0) >= shares.get(ANSWER, 0.0)


def recognize(
    headings: Sequence[str],
    cells: Sequence[Sequence[object]],
    *,
    possible: Set[str],
    named: Mapping[int, str] | None = None,
    decided: Mapping[int, str] | None = None,
    known: Mapping[int, str] | None = None,
    facts: Sequence[ColumnFacts] | None = None,
    learned: Model | None = None,
) -> list[Recognized]:
    """Return what each column of a sheet of people is.

    Args:
        headings: the headings.
        cells: some cells of each column.
        possible: the targets there are.
        named: column → the field whose name its heading is.
        decided: column → target that is decided already.
        known: column → target by what the service that made the export is known for.
        facts: what the cells are, if already looked at.
        learned: the weights; None: those that come with the program.
    """
    learned = learned or model()
    decided, named = decided or {}, named or {}
    columns = [
        column_of(h, c, facts[i] if facts else None) for i, (h, c) in enumerate(zip(headings, cells, strict=True))
    ]
    settle(columns, cells)
    some = any(c.facts.count for c in columns)
    shares = likelihoods(columns, named, known or {}, possible | {ANSWER, IGNORED}, learned)
    targets = assign(columns, shares, decided)
    found = []
    for at, target in enumerate(targets):
        if at in decided:
            found.append(Recognized(decided[at], 1.0, "chosen"))
        elif named.get(at) == target and any(plain_text(c) for c in cells[at]):
            found.append(
                _told(columns[at], target, shares[at], learned, named.get(at) == target)
            )  # words for nothing, and maybe a name
        elif some and not columns[at].facts.count and (target in HARMFUL or shares[at].get(target, 0.0) < _LEAST):
            found.append(Recognized(IGNORED, 1.0, "no cell is filled"))
        else:
            found.append(_told(columns[at], target, shares[at], learned, named.get(at) == target))
    return found


def _told(
    column: ColumnEvidence, target: str, shares: Mapping[str, float], learned: Model, own: bool = False
) -> Recognized:
    share = shares.get(target, 0.0)
    if target in (ANSWER, IGNORED):
        share = shares.get(ANSWER, 0.0) + shares.get(IGNORED, 0.0)
    certainty = learned.certainty(share)
    sure = certainty >= SURE
    if sure or not column.facts.count:
        asks = target == ANSWER and is_permission(column)
        return Recognized(target, certainty, why(target, column, sure), asks)
    best = max((t for t in shares if t not in (target, ANSWER, IGNORED)), key=lambda t: shares[t], default="")
    may_be = best if target in (ANSWER, IGNORED) and best and shares[best] >= _WORTH_ASKING else ""
    if may_be in _UNLIKELY_GUESS and not column.heading.says_nothing and not _NAMES_OF.intersection(column.concepts):
        may_be = ""
    if target in HARMFUL and not own:
        may_be = target
    consent = (is_about_consent(column) or is_permission(column)) and (
        target in (ANSWER, IGNORED) or target in CONSENTS
    )
    return Recognized(target, certainty, why(target, column, sure), consent, may_be)
