"""Recognizing the columns of partners and tour events: by the names of their fields, if the cells can be read."""

import re
from collections.abc import Mapping, Sequence
from functools import partial

from coordinator.base.folding import fold_heading
from coordinator.importing.place_ends import tail_of
from coordinator.importing.recognition.lexicon import mended
from coordinator.importing.recognition.partner_words import partner_field
from coordinator.importing.recognition.recognize import Recognized
from coordinator.importing.recognition.undress import undress
from coordinator.importing.targets import ANSWER, IGNORED, TIMES_OF_DAY, Target, is_time_of_day
from coordinator.records import row_id
from coordinator.records.kinds import PLAIN_HINTS, plain_text

SAMPLE = 60
LIKENESS = 88
"""Two headings this alike (percent, rapidfuzz ratio) mean the same."""
FAIR_SHARE = 0.5
"""A column whose cells mostly cannot be read as guessed is kept as an answer instead."""
_SOME = 0.25
"""So many times of day below *Ends* tell what the column is, where hardly any cell can be read with its day."""
_PLACE = re.compile(r"city.*state|where do you live|town.*state")
_CROWD = re.compile(
    r"^(turn ?out|head ?count|crowd|attendance|attendees)\b"
    r"|\bhow many (people )?(came|attended|showed up|were there|turned out)\b"
    r"|^(est|estimated|approx|approximate|actual|total) (crowd|attendance|turn ?out|head ?count)\b"
)
_DAY = re.compile(
    r"(tour|stop|rally|event|show|meeting|visit) (date|day)|(date|day) of (the )?(tour|stop|rally|event|visit)"
)
_ATTENDANCE = "attendance"
_HOW_MANY = re.compile(r"(?i)\d|\b(dozen|hundreds?|thousands?|million|few|many|full|packed|sold out|sro)\b")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_PHONE = re.compile(r"(p:)?\+?1?[\s(.-]*\d{3}[\s).-]*\d{3}[\s.-]*\d{4}")
_HEADING = "its heading"
UNREADABLE = "called like a field, but most cells cannot be read as it"
"""Why a column is an answer though its heading names a field."""


def recognize_things(
    headings: Sequence[str],
    cells: Sequence[Sequence[object]],
    targets: Mapping[str, Target],
    names: Mapping[str, str],
    decided: Mapping[int, str],
) -> list[Recognized]:
    """Return what each column of a list of partners or tour events is."""
    found = [
        Recognized(decided[i], 1.0, "chosen") if i in decided else _one(h, c, targets, names)
        for i, (h, c) in enumerate(zip(headings, cells, strict=True))
    ]
    if "title" in targets and not _PLACED.intersection(one.target for one in found):
        found = [
            Recognized("title", 0.8, "its cells are names of stops")
            if one.target == _SLUG
            and i not in decided
            and _LETTERS.fullmatch(headings[i]) is None
            and _are_words(cells[i])
            else one
            for i, one in enumerate(found)
        ]
    return _once_each(found, cells, targets, frozenset(decided))


def _one(heading: str, cells: Sequence[object], targets: Mapping[str, Target], names: Mapping[str, str]) -> Recognized:
    target, certainty, why = by_heading(heading, targets, names)
    filled = [c for c in cells if plain_text(c)]
    if not filled:
        return Recognized(target or IGNORED, 0.5, "no cell is filled")
    time = f"+{TIMES_OF_DAY.get(target or '')}"
    times = sum(map(is_time_of_day, filled)) / len(filled)
    if time in targets and (times >= FAIR_SHARE or times >= _SOME and share(targets[target or ""], cells) < _SOME):
        return Recognized(time, certainty, "the cells are times of day")
    if target == _SLUG and _LETTERS.fullmatch(heading) is None and all(map(_only_numbers, filled)):
        return Recognized(ANSWER, 0.5, "it only numbers the rows")
    if target == _SLUG and "+place" in targets and sum(map(_is_place, filled)) > FAIR_SHARE * len(filled):
        return Recognized("+place", certainty, "the cells are towns with their state")
    if target == _SLUG and "title" in targets and sum(map(_is_title, filled)) > FAIR_SHARE * len(filled):
        return Recognized("title", 0.8, "its cells are titles")
    if target == "venue" and "+place" in targets and sum(map(_is_place, filled)) > FAIR_SHARE * len(filled):
        return Recognized("+place", certainty, "the cells are towns with their state")
    if target and (share(targets[target], cells) >= FAIR_SHARE or target == _ATTENDANCE and _say_how_many(filled)):
        return Recognized(target, certainty, why)
    if by_content := _by_content(targets, cells):
        return Recognized(by_content, 0.7, "the cells look like it")
    if target:
        return Recognized(ANSWER, 0.5, UNREADABLE)
    return Recognized(ANSWER, 0.5, "not understood, so kept as an answer")


def by_heading(heading: str, targets: Mapping[str, Target], names: Mapping[str, str]) -> tuple[str | None, float, str]:
    """Return the target that a heading names, how certain that is, and why; None if it names none."""
    folded = fold_heading(heading)
    if folded in names:
        return names[folded], 1.0, _HEADING
    if "+place" in targets and _PLACE.search(plain_text(heading).lower()):
        return "+place", 0.9, _HEADING
    undressed = undress(heading)
    if _ATTENDANCE in targets and _CROWD.search(" ".join(undressed.words)):
        return _ATTENDANCE, 0.9, _HEADING
    if "starts_at" in targets and _DAY.fullmatch(" ".join(undressed.words)):
        return "starts_at", 0.9, _HEADING
    tried = [re.sub(r"\([^)]*\)", "", heading), undressed.text, "".join(mended(w) for w in undressed.words)]
    tried.append(re.split(r"[:/–—-]\s+|: ", heading)[-1])
    for text in tried:
        if (key := fold_heading(text)) in names:
            return names[key], 0.9, _HEADING
    if "party_lines" in targets and (said := partner_field(heading)) in targets:
        return said, 0.9, _HEADING
    return _by_likeness(folded, names, undressed.words)


def _say_how_many(cells: Sequence[object]) -> bool:
    """Return whether most cells say how many people there were, however it is written; each bad one is told."""
    return sum(1 for cell in cells if _HOW_MANY.search(plain_text(cell))) >= FAIR_SHARE * len(cells)


def _by_likeness(folded: str, names: Mapping[str, str], words: Sequence[str]) -> tuple[str | None, float, str]:
    from rapidfuzz import fuzz, process

    from coordinator.importing.recognition.lexicon import lexicon

    known = lexicon()
    if len(folded) < 5 or all(w in known.single or w in known.near for w in words):
        return None, 0.0, ""  # every word is one of the language: likeness would be an accident
    best = process.extractOne(folded, names.keys(), scorer=fuzz.ratio, score_cutoff=LIKENESS)
    if best:
        return names[best[0]], best[1] / 100, f"its heading is like {best[0]}"
    return None, 0.0, ""


def share(target: Target, cells: Sequence[object]) -> float:
    """Return the share of filled cells that can be read as the target."""
    filled = [c for c in cells[:SAMPLE] if plain_text(c)]
    good = sum(1 for c in filled if _taken(target, c))
    return good / len(filled) if filled else 1.0


def _taken(target: Target, cell: object) -> bool:
    reading = target.read(cell, PLAIN_HINTS)
    return (
        bool(reading.values)
        and not (reading.problems and target.fields[0] not in reading.values)
        or (not reading.problems and not reading.values)
    )


def _filled(target: Target, cells: Sequence[object]) -> int:
    return sum(1 for c in cells[:SAMPLE] if target.read(c, PLAIN_HINTS).values)


def _by_content(targets: Mapping[str, Target], cells: Sequence[object]) -> str | None:
    """Recognize a column of e-mail addresses or phones, no matter what it is called."""
    texts = [t for t in (plain_text(c) for c in cells[:SAMPLE]) if t]
    if "email" in targets and sum(bool(_EMAIL.search(t)) for t in texts) >= 0.8 * len(texts):
        return "email"
    if "phone" in targets and sum(bool(_PHONE.fullmatch(t)) for t in texts) >= 0.8 * len(texts):
        return "phone"
    return None


def _once_each(
    found: list[Recognized], cells: Sequence[Sequence[object]], targets: Mapping[str, Target], decided: frozenset[int]
) -> list[Recognized]:
    """Give each target to the best-fitting column; other columns for it keep their cells as answers."""
    result = list(found)
    rivals: dict[str, list[int]] = {}
    for at, one in enumerate(found):
        if one.target in targets:
            rivals.setdefault(one.target, []).append(at)
    for target, places in rivals.items():
        places.sort(key=partial(_order, found, cells, targets[target], decided))
        for at in places[1:]:
            result[at] = _second(target, cells[at], targets)
    return result


def _order(
    found: Sequence[Recognized],
    cells: Sequence[Sequence[object]],
    target: Target,
    decided: frozenset[int],
    at: int,
) -> tuple[object, ...]:
    """Return by what the columns for one target stand in order, the best one first: times before their days alone."""
    return at not in decided, -_filled(target, cells[at]), -_with_clock(target, cells[at]), -found[at].certainty


def _with_clock(target: Target, cells: Sequence[object]) -> int:
    """Return how many of some cells say a day with a time of day, for a target that takes one."""
    if target.key not in TIMES_OF_DAY:
        return 0
    read = (target.read(cell, PLAIN_HINTS).values.get(target.key) for cell in cells[:SAMPLE])
    return sum("T" in str(value) and not str(value).endswith("T00:00") for value in read)


def _second(target: str, cells: Sequence[object], targets: Mapping[str, Target]) -> Recognized:
    further = targets[target].further
    if further in targets and _filled(targets[target], cells):
        return Recognized(further, 0.7, "a further one")
    if not any(plain_text(c) for c in cells):
        return Recognized(IGNORED, 0.5, "no cell is filled")
    return Recognized(ANSWER, 0.6, "another column fits better")


_SLUG = "slug"
_LETTERS = re.compile(r"(?i)\s*(page )?slug\s*|\s*event id\s*")
"""Headings below which A and 1 are names of pages all the same."""


def _only_numbers(cell: object) -> bool:
    """Return whether a cell numbers its row and names nothing: `A`, `3`, `Stop 2`, `#4`."""
    return (
        re.fullmatch(r"(?i)(?:(?:stop|day|no\.?|parada)\s*)?#?\s*(?:[a-z]|\d{1,3})[.)]?", plain_text(cell)) is not None
    )


_PLACED = frozenset("title city venue address +place +address".split())
"""What tells stops apart beside their days."""


def _are_words(cells: Sequence[object]) -> bool:
    """Return whether most cells are written as names are, and not as parts of links: `Tucson`, not `tucson`."""
    texts = [text for cell in cells if (text := plain_text(cell))]
    return sum(text[:1].isupper() and not _only_numbers(text) for text in texts) > FAIR_SHARE * len(texts)


def _is_title(cell: object) -> bool:
    """Return whether a cell is written like a title and not like a part of a link: `Denver rally`."""
    text = plain_text(cell)
    return " " in text and not _only_numbers(text) and not row_id.parse(text)


def _is_place(cell: object) -> bool:
    return re.fullmatch(r"[^\d,]+,\s*[A-Za-z. ]+", text := plain_text(cell)) is not None and bool(tail_of(text).state)
