"""Recognizing all columns of a sheet of people together."""

import math
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace

from coordinator.base.progress import SILENT, Progress
from coordinator.importing.headed_cells import WEB_PAGES
from coordinator.importing.recognition.assign import MANY, assign
from coordinator.importing.recognition.cells import ColumnFacts
from coordinator.importing.recognition.choices import settle_choices
from coordinator.importing.recognition.column import NAMES_OF, ColumnEvidence
from coordinator.importing.recognition.evidence import SMALL, Places, beside_cells, column_of, features_of
from coordinator.importing.recognition.first_times import may_be_of_being_there
from coordinator.importing.recognition.fits import KIND_OF, reached_at
from coordinator.importing.recognition.judge import (
    CONSENTS,
    HARMFUL,
    OWN,
    cannot_be,
    contradicted,
    is_of_a_network,
)
from coordinator.importing.recognition.keys import settle_line_numbers, settle_moments
from coordinator.importing.recognition.lexicon import concepts_of
from coordinator.importing.recognition.missing_names import family_name_beside, first_of_two, missing_name
from coordinator.importing.recognition.model import Model, model
from coordinator.importing.recognition.not_meant import (
    settle_days_of_events,
    settle_earlier_offices,
    settle_earlier_races,
)
from coordinator.importing.recognition.only_contacts import only_contacts
from coordinator.importing.recognition.owners import OWN_KINDS, settle
from coordinator.importing.recognition.permissions import (
    dated_consents,
    is_about_consent,
    is_permission,
    may_permit_sharing,
    names_one,
    refuses_one_way,
    settle_permissions,
)
from coordinator.importing.recognition.plainly_worded import plainly
from coordinator.importing.recognition.reasons import NOT_UNDERSTOOD, why
from coordinator.importing.recognition.unknown_words import (
    LETTERS,
    is_unsaid,
    may_be_elsewhere,
    speaks_of_another,
)
from coordinator.importing.recognition.wordings import names_a_place
from coordinator.importing.targets import ANSWER, IGNORED, SOURCE_KEY
from coordinator.records.kinds import plain_text
from coordinator.records.opt_outs import mark_of
from coordinator.records.refusals import MARKS

SURE = 0.8
"""The stated line: below this certainty a person is asked."""
_NAMES_OF = frozenset("name first last full middle preferred event owner staff".split())
_WORTH_ASKING = 0.25
"""A field with this share of the likelihood is worth a question where the column would be kept as an answer."""
_FAR = 9.0
"""A target whose score is so far below the best one is out of the question."""
_FEW = 8
_NAMED_FEW, _NAMED = 4.0, 1.0
"""How much it counts that a heading is a field's own name: more where few cells could speak against it."""
_UNLIKELY_GUESS = frozenset("given_name family_name middle_name preferred_name +full_name signup.event owner".split())
"""Fields worth a question only if the heading names them or says nothing: many cells are words like theirs."""
_HALF = 0.5
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
        another: whether it may be somebody else's e-mail or phone.
        unlike: whether what it is asked about is not what its cells look like.
        marks_lines: whether it is left out as the number of each row in its own list, and nothing else is their key.
    """

    target: str
    certainty: float
    why: str
    consent: bool = False
    may_be: str = ""
    another: bool = False
    unlike: bool = False
    marks_lines: bool = False


def likelihoods(
    columns: Sequence[ColumnEvidence],
    named: Mapping[int, str],
    known: Mapping[int, str],
    possible: Set[str],
    learned: Model,
    progress: Progress = SILENT,
) -> list[dict[str, float]]:
    """Return for each column the share of the likelihood of each target that nothing stands against."""
    result = []
    places = Places.of(columns)
    contacts = sum(column.is_contact for column in columns)
    for at, column in enumerate(columns):
        progress.step(at, len(columns), "Looking at the columns")
        scores = learned.scores(features_of(columns, at, places))
        own = ""
        if at in named:
            own = _own_name(named[at], column)
            _raise(scores, named[at], column.facts.count, own)
        if column.half_of_name:
            scores[column.half_of_name] = max(scores[column.half_of_name], max(scores.values()) + _NAMED)
        if column.surely:
            scores[column.surely] = max(scores.values()) + _KNOWN
        if by_both := _by_heading_and_cells(column, beside_contacts=contacts > column.is_contact):
            scores[by_both] = max(scores.values()) + _NAMED
        if at in known:
            scores[known[at]] = max(scores.values()) + _KNOWN
        top = max(scores.values())
        shares: dict[str, float] = {ANSWER: 0.0}
        for target, score in sorted(scores.items(), key=lambda s: -s[1]):
            if score < top - _FAR and len(shares) > 1:
                break
            if target in MARKS and names_one(column):  # `DNT`, *Opt-out (calls)*
                target = mark_of(column.heading.raw) or target
            if target not in possible:
                target = ANSWER  # a field that this record type does not have
            elif target != own and (cannot_be(target, column) or is_unsaid(target, column, learned, at in known)):
                continue
            shares[target] = shares.get(target, 0.0) + math.exp(score - top)
        total = sum(shares.values()) or 1.0
        result.append({t: s / total for t, s in shares.items()})
    return result


def _by_heading_and_cells(column: ColumnEvidence, *, beside_contacts: bool) -> str:
    """Return what a heading and its cells say together: pages in networks, an employer, where one is reached; or ""."""
    if is_of_a_network(column):
        return WEB_PAGES
    if worded := plainly(column):
        return worded
    return "" if beside_contacts else reached_at(column)


def _own_name(target: str, column: ColumnEvidence) -> str:
    """Return the field whose name a heading is, "" if its cells are something else, or it may be another's."""
    if column.whose or column.choice or column.heading.repeated > 1 or column.after_another and target in OWN:
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
    progress: Progress = SILENT,
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
        progress: receives how many columns were looked at.

    Raises:
        Cancelled: the person canceled.
    """
    learned = learned or model()
    decided, named = decided or {}, named or {}
    columns = [
        column_of(h, c, facts[i] if facts else None) for i, (h, c) in enumerate(zip(headings, cells, strict=True))
    ]
    settle(columns, cells)
    settle_choices(columns)
    settle_moments(columns)
    settle_line_numbers(columns, cells, known or {})
    settle_permissions(columns)
    offices = [c for c in columns if c.facts.share("office") >= _HALF or "office" in c.concepts]
    organizations = [c for c in columns if "organization" in c.concepts or "company" in c.concepts]
    settle_earlier_races(columns)
    settle_earlier_offices(columns)
    settle_days_of_events(columns, cells)
    for column in columns:
        column.beside_office = any(other is not column for other in offices)
        column.beside_organization = any(other is not column for other in organizations)
    some = any(c.facts.count for c in columns)
    targets_there = possible | {ANSWER, IGNORED}
    shares = dated_consents(columns, likelihoods(columns, named, known or {}, targets_there, learned, progress))
    targets = assign(columns, shares, decided)
    found = []
    for at, target in enumerate(targets):
        if at in decided:
            found.append(Recognized(decided[at], 1.0, "chosen"))
        elif named.get(at) == target and any(plain_text(c) for c in cells[at]):
            found.append(
                _told(columns[at], target, shares[at], learned, named.get(at) == target)
            )  # words for nothing, and maybe a name
        elif some and not columns[at].facts.count and (target in HARMFUL or shares[at].get(target, 0.0) < _HALF):
            found.append(Recognized(IGNORED, 1.0, "no cell is filled"))
        else:
            found.append(_told(columns[at], target, shares[at], learned, named.get(at) == target))
    own = {w for at, t in enumerate(targets) if t in _PERSONS_NAME for w in columns[at].words}
    found = [
        replace(one, another=True, may_be=one.target, certainty=min(one.certainty, _EVEN))
        if at not in decided and may_be_anothers(columns, at, one, own, learned)
        else one
        for at, one in enumerate(found)
    ]
    found = [
        Recognized(ANSWER, _EVEN, NOT_UNDERSTOOD, may_be=one.target)
        if at not in decided
        and (
            columns[at].explains_another
            and one.target == _OFFICE
            or at not in named
            and one.target == _OWNER
            and _only_met(columns[at])
            or at not in (known or {})
            and one.target == _FIRST_TIME
            and may_be_of_being_there(columns[at], event=_EVENT in targets)
            or at not in {*(known or {}), *named}
            and may_be_elsewhere(columns[at], one.target, learned)
        )
        else one
        for at, one in enumerate(found)
    ]
    if not any(column.is_contact for column in columns):
        found = [
            Recognized(ANSWER, _EVEN, NOT_UNDERSTOOD, may_be=one.target)
            if at not in {*decided, *(known or {}), *named} and _may_be_no_name(columns[at], one.target)
            else one
            for at, one in enumerate(found)
        ]
    missing = missing_name(columns, targets, shares)
    if missing and missing[0] not in decided and missing[1] in possible:
        at, name = missing
        found[at] = replace(found[at], may_be=name, why=NOT_UNDERSTOOD, certainty=min(found[at].certainty, _EVEN))
        last = family_name_beside(columns, targets, at) if name == "given_name" else None
        if last is not None and last not in decided and "family_name" not in targets:
            certainty = min(found[last].certainty, _EVEN)
            found[last] = replace(found[last], may_be="family_name", why=NOT_UNDERSTOOD, certainty=certainty)
    contacts = {at: kind for at, kind in only_contacts(columns, targets) if at not in decided and kind in possible}
    found = [
        Recognized(ANSWER, _EVEN, NOT_UNDERSTOOD, may_be=contacts[at]) if at in contacts else one
        for at, one in enumerate(found)
    ]
    for at in first_of_two(columns, targets) or ():
        if at not in decided:
            found[at] = Recognized(ANSWER, _EVEN, NOT_UNDERSTOOD, may_be=_WHOLE_NAME)
            targets[at] = ANSWER
    taken = {t for t in targets if t not in MANY}
    found = [
        replace(one, marks_lines=one.target == IGNORED and columns[at].numbers_lines and SOURCE_KEY not in taken)
        if at not in decided
        else one
        for at, one in enumerate(found)
    ]
    return [
        replace(one, may_be="") if one.may_be in taken - {one.target} and _needs_no_other(columns[at], one) else one
        for at, one in enumerate(found)
    ]


_CONTACTS = frozenset("email phone other_emails other_phones".split())
_PERSONS_NAME = frozenset("given_name family_name +full_name preferred_name".split())
_HALF_NAMES = _PERSONS_NAME - {"+full_name"}
_OF_TOWNS = frozenset("city county +place".split())
_OFFICE, _OWNER, _WHOLE_NAME = "office", "owner", "+full_name"
_STATUS, _EVENT, _FIRST_TIME = "signup.status", "signup.event", "first_time"
_MET = frozenset("who whom spoke spoken talked met called contacted visited reached invited brought greeted".split())
_HOW_WRITTEN = frozenset(
    "print printed legible legibly clearly clear digit digits numbers number only format area code dashes verified "
    "verify confirm confirmed whatsapp signal telegram voice text texts day days daytime evening evenings night "
    "nights morning mornings weekdays weekends hours international intl different extension incl including include "
    "with without please private unlisted typed again letra clara dia noche".split()
)
"""Words in brackets that say how, when and of which kind, and not whose: *Phone (evenings)*."""
_EVEN = 0.5
_SHORT = 5
_TWO_WORDS = 1.5


def _may_be_no_name(column: ColumnEvidence, target: str) -> bool:
    """Return whether words that may be half of a name stand under a heading that asks for none: *Breed*, *Team*."""
    named = (
        column.surely or column.half_of_name or _NAMES_OF.intersection(column.concepts) or column.heading.says_nothing
    )
    return target in _HALF_NAMES and not named


def _only_met(column: ColumnEvidence) -> bool:
    """Return whether a heading says who met somebody, and not who looks after them: *Deacon who spoke with them*."""
    return not _MET.isdisjoint(column.heading.words) and _OWNER not in column.concepts


def may_be_anothers(columns: Sequence[ColumnEvidence], at: int, one: Recognized, own: Set[str], learned: Model) -> bool:
    """Return whether an e-mail or phone may be somebody else's: then it is not taken before a person has said so.

    Args:
        columns: the columns of the sheet.
        at: which of them.
        one: what it is taken for.
        own: words of the headings of the person's own name: *Rider* beside *Rider name*.
        learned: the weights; a word that they know beside such cells says whose it is.
    """
    column = columns[at]
    if column.by_filler and one.target in _CONTACTS or column.disputed and one.target in OWN:
        return True
    if column.of_role and column.facts.count and one.target in OWN and one.target != column.surely:
        return not _has_own_name(columns, column)
    if one.target not in _CONTACTS or column.heading.says_nothing or not column.facts.count:
        return False
    if one.target == column.surely:
        return False
    if one.may_be == one.target or _of_initials(columns, column):
        return True
    kind = "email" if "email" in one.target else "phone"
    counts = column.heading.raw.rstrip().endswith("#") and kind == "phone"
    unasked = kind == "email" and _has_unasked_addresses(columns, column)
    of_kind = column.last in (kind, "mobile", "text") or counts or unasked
    if len(column.words) > _SHORT or not of_kind or _has_own_name(columns, column):
        return False
    aside = [w for w in column.heading.brief_aside if w not in _HOW_WRITTEN]
    telling = [
        w for w in (*column.words, *aside) if w.isalpha() and len(w) >= LETTERS and w not in SMALL and w not in own
    ]
    telling = [w for w in telling if OWN_KINDS.isdisjoint(c for _, c in concepts_of((w,)))]
    return any(speaks_of_another(beside_cells(word, kind), kind, f"other_{kind}s", learned) for word in telling)


def _has_unasked_addresses(columns: Sequence[ColumnEvidence], column: ColumnEvidence) -> bool:
    """Return whether addresses stand beside names under a heading that asks for none: *Approver*, *Forward to*."""
    named = any(not c.whose and c is not column and NAMES_OF.intersection(c.concepts) for c in columns)
    return named and OWN_KINDS.isdisjoint(column.concepts) and column.facts.words < _TWO_WORDS


def _of_initials(columns: Sequence[ColumnEvidence], column: ColumnEvidence) -> bool:
    """Return whether a heading names another column's person by initials: *HoH phone* beside *Head of household*."""
    others = (plain_text(c.heading.raw).casefold().split() for c in columns if c.whose and c is not column)
    initials = {"".join(word[0] for word in words) for words in others if len(words) > 1}
    return not initials.isdisjoint(plain_text(column.heading.raw).casefold().split())


def _has_own_name(columns: Sequence[ColumnEvidence], column: ColumnEvidence) -> bool:
    """Return whether the person's name stands in the addresses of a column."""
    mails = [c for c in columns if "email" in c.kinds]
    if column.namesakes is not None:
        return column.namesakes >= _WORTH_ASKING
    return mails == [column] and any((c.in_mail or 0.0) >= _WORTH_ASKING for c in columns if not c.whose)


def _needs_no_other(column: ColumnEvidence, one: Recognized) -> bool:
    """Return whether a column need not be asked about where another has the field that it may be."""
    return bool(column.whose) or one.may_be == SOURCE_KEY or refuses_one_way(column)


def _alike(target: str, shares: Mapping[str, float]) -> float:
    """Return the share of the likelihood of a target, of an e-mail or phone with the further ones."""
    kind = next((kind for kind in ("email", "phone") if target in (kind, f"other_{kind}s")), None)
    return sum(shares.get(t, 0.0) for t in ((kind, f"other_{kind}s") if kind else (target,)))


def _told(
    column: ColumnEvidence, target: str, shares: Mapping[str, float], learned: Model, own: bool = False
) -> Recognized:
    share = shares.get(target, 0.0)
    if target in (ANSWER, IGNORED):
        share = shares.get(ANSWER, 0.0) + shares.get(IGNORED, 0.0)
    certainty = learned.certainty(share)
    sure = certainty >= SURE
    lost = target in (ANSWER, IGNORED) and may_permit_sharing(column)
    if sure or not column.facts.count:
        asks = lost or target == ANSWER and is_permission(column)
        return Recognized(target, certainty, why(target, column, sure), asks)
    best = max((t for t in shares if t not in (target, ANSWER, IGNORED)), key=lambda t: shares[t], default="")
    may_be = best if target in (ANSWER, IGNORED) and best and shares[best] >= _WORTH_ASKING else ""
    if may_be in _UNLIKELY_GUESS and not column.heading.says_nothing and not _NAMES_OF.intersection(column.concepts):
        may_be = ""
    alike = learned.certainty(_alike(target, shares))
    if target not in (ANSWER, IGNORED) and not own and alike < SURE:
        may_be = target
    asked = is_about_consent(column) and not (target == ANSWER and refuses_one_way(column))
    consent = (lost or asked or is_permission(column)) and (target in (ANSWER, IGNORED) or target in CONSENTS)
    unlike = may_be == target != IGNORED and target != ANSWER and not _looks_like(column, target)
    return Recognized(target, max(certainty, alike), why(target, column, sure), consent, may_be, unlike=unlike)


def _looks_like(column: ColumnEvidence, target: str) -> bool:
    """Return whether a fair share of a column's cells are of a target's kind, under a heading that may say so."""
    if not column.heading.says_nothing and not column.concepts:
        return False  # *Recipient* over offices
    if target == _STATUS:
        return True  # any words are a status
    if target in _PERSONS_NAME:  # most names are in no list, and groups and jobs are called like people
        return column.heading.says_nothing or bool(NAMES_OF.intersection(column.concepts))
    said = column.heading.says_nothing and column.facts.count >= _FEW
    if target in _OF_TOWNS and not said and not names_a_place(column):
        return False  # *Driver* and *Walker* are towns too
    return column.facts.share(*KIND_OF.get(target, ())) >= _WORTH_ASKING
