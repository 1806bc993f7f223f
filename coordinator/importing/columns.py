"""What each column of a sheet becomes, how certain that is, and why."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from coordinator.base.folding import fold_heading
from coordinator.importing.profiles import Profile
from coordinator.importing.targets import ANSWER, IGNORED, Target, targets_of
from coordinator.records.catalog import RecordType
from coordinator.records.kinds import PLAIN_HINTS, Hints, plain_text

SAID_BEFORE = "you said so before"
SAMPLE = 60
LIKENESS = 88
"""Two headings this alike (percent, rapidfuzz ratio) mean the same."""
FAIR_SHARE = 0.5
"""A column whose cells mostly cannot be read as guessed is kept as an answer instead."""

_FULL_NAME = re.compile(
    r"(full|your|what is your|candidate|contact|person)?\W*name\W*(\(.*\))?\W*$|^last,? first|^name\b"
)
_PLACE = re.compile(r"city.*state|where do you live|town.*state")
_AGE = re.compile(r"^(your )?age( group| range| band)?\W*$|how old")


@dataclass(frozen=True, slots=True)
class ColumnPlan:
    """What one column becomes.

    Attributes:
        index: its position in the table's rows, from 0.
        header: its heading.
        target: key of a target, `answer` or `ignored`.
        label: the target's name.
        certainty: 0 to 1.
        samples: some of its cells.
        why: what the guess is based on.
        asks: what a person must decide before anything of it is applied; "" if nothing.
    """

    index: int
    header: str
    target: str
    label: str
    certainty: float
    samples: tuple[str, ...]
    why: str = ""
    asks: str = ""


def map_columns(
    rt: RecordType,
    headers: Sequence[str],
    columns: Sequence[Sequence[object]],
    *,
    profile: Profile | None = None,
    decided: Mapping[str, str] | None = None,
    taught: Mapping[str, str] | None = None,
) -> list[ColumnPlan]:
    """Guess what each column is.

    Args:
        rt: the record type that the sheet holds.
        headers: the headings.
        columns: some cells of each column.
        profile: the form service that made the export, if known.
        decided: heading → target, from a user or remembered; overrides every guess.
        taught: folded heading → target, as a person decided for another source of this campaign.
    """
    targets = targets_of(rt)
    plans = [
        _guess(rt, i, header, cells, targets, profile, decided or {}, taught or {})
        for i, (header, cells) in enumerate(zip(headers, columns, strict=True))
    ]
    return _once_each(plans, columns, targets)


def _guess(
    rt: RecordType,
    index: int,
    header: str,
    cells: Sequence[object],
    targets: Mapping[str, Target],
    profile: Profile | None,
    decided: Mapping[str, str],
    taught: Mapping[str, str],
) -> ColumnPlan:
    samples = tuple(dict.fromkeys(t for t in (plain_text(c) for c in cells) if t))[:5]

    def plan(target: str, certainty: float, why: str) -> ColumnPlan:
        label = targets[target].label if target in targets else _LABELS.get(target, target)
        return ColumnPlan(index, header, target, label, certainty, samples, why)

    if header in decided and (decided[header] in targets or decided[header] in _LABELS):
        return plan(decided[header], 1.0, "chosen")
    if (said := taught.get(fold_heading(header), "")) in targets or said in _LABELS:
        return plan(said, 1.0, SAID_BEFORE)
    if profile and (known := profile.target(header)):
        return plan(known if known in targets or known == IGNORED else ANSWER, 1.0, profile.name)
    if not samples:
        return plan(_by_heading(rt, header, targets)[0] or IGNORED, 0.5, "no cell is filled")
    target, certainty, why = _by_heading(rt, header, targets)
    if target == "starts_at" and "+start_time" in targets and all(_is_time(c) for c in cells if plain_text(c)):
        return plan("+start_time", certainty, "times of day")
    if target and _share(targets[target], cells) >= FAIR_SHARE:
        return plan(target, certainty, why)
    if by_content := _by_content(targets, cells):
        return plan(by_content, 0.7, "looks like it")
    return plan(ANSWER, 0.9 if not target else 0.6, "no field of this name")


_LABELS = {ANSWER: "Keep as an answer", IGNORED: "Ignore"}


def names_of(rt: RecordType, targets: Mapping[str, Target]) -> dict[str, str]:
    """Return folded heading → target, from keys, labels and aliases of the fields."""
    from coordinator.records.catalog import SIGNUP

    found: dict[str, str] = {}
    for field in rt.shown:
        if field.key in targets:
            for name in (field.label, field.key, *field.aliases):
                found.setdefault(fold_heading(name), field.key)
    if rt.is_person:
        submitted = SIGNUP.by_key["submitted_at"]
        for name in (submitted.label, *submitted.aliases):
            found.setdefault(fold_heading(name), "signup.submitted_at")
        for name in ("stop", "tour event", "event", "rally"):
            found.setdefault(fold_heading(name), "signup.event")
    return found


def _by_heading(rt: RecordType, header: str, targets: Mapping[str, Target]) -> tuple[str | None, float, str]:
    names = names_of(rt, targets)
    folded = fold_heading(header)
    if folded in names:
        return names[folded], 1.0, "its name"
    lower = plain_text(header).lower()
    if "+full_name" in targets and _FULL_NAME.search(lower):
        return "+full_name", 0.9, "a whole name"
    if "+place" in targets and _PLACE.search(lower):
        return "+place", 0.9, "a place"
    if "+age" in targets and _AGE.search(lower):
        return "+age", 0.9, "its name"
    bare = fold_heading(re.sub(r"\([^)]*\)", "", header))
    if bare in names:
        return names[bare], 0.95, "its name"
    tail = fold_heading(re.split(r"[:/–—-]\s+|: ", header)[-1])
    if tail in names and tail != folded:
        return names[tail], 0.9, "its name"
    return _by_likeness(folded, names)


def _by_likeness(folded: str, names: Mapping[str, str]) -> tuple[str | None, float, str]:
    from rapidfuzz import fuzz, process

    if len(folded) < 5:
        return None, 0.0, ""
    best = process.extractOne(folded, names.keys(), scorer=fuzz.ratio, score_cutoff=LIKENESS)
    if best:
        return names[best[0]], best[1] / 100, f"like {best[0]}"
    return None, 0.0, ""


def _share(target: Target, cells: Sequence[object], hints: Hints = PLAIN_HINTS) -> float:
    """Return the share of filled cells that can be read as the target."""
    filled = [c for c in cells[:SAMPLE] if plain_text(c)]
    good = sum(1 for c in filled if _taken(target, c, hints))
    return good / len(filled) if filled else 1.0


def _taken(target: Target, cell: object, hints: Hints) -> bool:
    reading = target.read(cell, hints)
    return (
        bool(reading.values)
        and not (reading.problems and target.fields[0] not in reading.values)
        or (not reading.problems and not reading.values)
    )


def _filled(target: Target, cells: Sequence[object]) -> int:
    return sum(1 for c in cells[:SAMPLE] if target.read(c, PLAIN_HINTS).values)


_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


def _by_content(targets: Mapping[str, Target], cells: Sequence[object]) -> str | None:
    """Recognize a column of e-mail addresses, phones or dates of birth, no matter what it is called."""
    texts = [t for t in (plain_text(c) for c in cells[:SAMPLE]) if t]
    if not texts:
        return None
    emails = sum(1 for t in texts if _EMAIL.search(t))
    if "email" in targets and emails >= 0.8 * len(texts):
        return "email"
    phones = sum(1 for t in texts if re.fullmatch(r"(p:)?\+?1?[\s(.-]*\d{3}[\s).-]*\d{3}[\s.-]*\d{4}", t))
    if "phone" in targets and phones >= 0.8 * len(texts):
        return "phone"
    return None


def _once_each(
    plans: list[ColumnPlan], columns: Sequence[Sequence[object]], targets: Mapping[str, Target]
) -> list[ColumnPlan]:
    """Give each target to the best-fitting column; other columns for it keep their cells as answers."""
    result = list(plans)
    by_target: dict[str, list[ColumnPlan]] = {}
    for plan in result:
        if plan.target in targets:
            by_target.setdefault(plan.target, []).append(plan)
    for target, rivals in by_target.items():
        rivals.sort(key=lambda p: (p.why != "chosen", -_filled(targets[target], columns[p.index]), -p.certainty))
        for rival in rivals[1:]:
            result[rival.index] = _second(rival, target, columns[rival.index], targets)
    return result


def _second(plan: ColumnPlan, target: str, cells: Sequence[object], targets: Mapping[str, Target]) -> ColumnPlan:
    others = targets[target].further
    if others in targets and _filled(targets[target], cells):
        return replace(plan, target=others, label=targets[others].label, certainty=0.7)
    if not plan.samples:
        return replace(plan, target=IGNORED, label=_LABELS[IGNORED])
    return replace(plan, target=ANSWER, label=_LABELS[ANSWER], certainty=0.6, why="another column fits better")


def _is_time(cell: object) -> bool:
    import datetime as dt

    return isinstance(cell, dt.time) or bool(re.fullmatch(r"\d{1,2}:\d{2}(:\d{2})?( ?[AaPp][Mm])?", plain_text(cell)))
