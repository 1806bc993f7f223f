"""What each column of a sheet becomes, how certain that is, and why."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from coordinator.base.folding import fold_heading
from coordinator.base.progress import SILENT, Progress
from coordinator.importing.name_order import is_whole_name
from coordinator.importing.profiles import Profile, worded
from coordinator.importing.targets import ANSWER, IGNORED, Target, targets_of
from coordinator.records.catalog import RecordType
from coordinator.records.fields import ANSWER_PREFIX
from coordinator.records.kinds import plain_text

if TYPE_CHECKING:
    from coordinator.importing.recognition import Recognized
    from coordinator.importing.recognition.model import Model

ADDRESS, FAMILY = "address", "family_name"
"""A field of which a sheet may have a second line in a column of its own."""
_SAMPLES = 5
CHOSEN, SAID_BEFORE, READ_BEFORE = "chosen", "you said so before", "as this list was read before"
"""Why a column is what it is: chosen for this list, or for its wording; or what an earlier list of the source was."""
LABELS = {ANSWER: "Keep as an answer", IGNORED: "Ignore"}


@dataclass(frozen=True, slots=True)
class ColumnPlan:
    """What one column becomes.

    Attributes:
        index: its position in the table's rows, from 0.
        header: its heading.
        target: key of a target, `answer` or `ignored`.
        label: the target's name.
        certainty: 0 to 1; of columns told with 0.9, nine of ten are right.
        samples: some of its cells.
        why: what the guess is based on.
        asks: what a person has to decide before anything is applied; "" if nothing.
        may_be: the target that it may be, if it asks; "" if none is likelier than others.
        consent: what it asks is about a consent or an opt-out.
        another: it may be somebody else's; it is kept as an answer until a person has said that it is not.
        unlike: its cells do not look like what it is asked about; it is kept as an answer until a person has said it.
        marks_lines: it is left out as the number of each row in its own list; the next list begins anew.
        meaning: what the heading means in full, where the service says more; "" if the heading says all.
        both: codes of the two terms that `both` means in its cells; empty if it means none.
    """

    index: int
    header: str
    target: str
    label: str
    certainty: float
    samples: tuple[str, ...]
    why: str = ""
    asks: str = ""
    may_be: str = ""
    consent: bool = False
    another: bool = False
    unlike: bool = False
    marks_lines: bool = False
    meaning: str = ""
    both: tuple[str, ...] = ()

    @property
    def read_as(self) -> str:
        """Its target; `answer` also of a field of the campaign's own, which an earlier list made of the heading."""
        return ANSWER if self.target.startswith(ANSWER_PREFIX) else self.target


def map_columns(
    rt: RecordType,
    headers: Sequence[str],
    columns: Sequence[Sequence[object]],
    *,
    profile: Profile | None = None,
    decided: Mapping[str, str] | None = None,
    taught: Mapping[str, str] | None = None,
    learned: "Model | None" = None,
    progress: Progress = SILENT,
) -> list[ColumnPlan]:
    """Recognize what each column is.

    Args:
        rt: the record type that the sheet holds.
        headers: the headings.
        columns: some cells of each column.
        profile: the form service that made the export, if known.
        decided: heading → target, from a user or remembered; overrides every guess.
        taught: wording of a heading → target, as a person decided for another source of this campaign.
        learned: weights to recognize with; None: those that come with the program.
        progress: receives how many columns were looked at.

    Raises:
        Cancelled: the person canceled.
    """
    from coordinator.importing.recognition.undress import wording

    targets = targets_of(rt)
    chosen = _chosen(headers, targets, decided or {})
    said = _chosen([wording(h) for h in headers], targets, taught or {}, chosen)
    chosen |= said
    if rt.is_person:
        found = _people(rt, headers, columns, targets, chosen, profile, learned, progress)
    else:
        from coordinator.importing.recognition.by_name import recognize_things

        found = recognize_things(headers, columns, targets, names_of(rt, targets), chosen)
    return [
        ColumnPlan(
            at,
            headers[at],
            one.target,
            targets[one.target].label if one.target in targets else LABELS.get(one.target, one.target),
            one.certainty,
            _samples(columns[at]),
            SAID_BEFORE if at in said else one.why,
            _asks(headers[at], one, targets),
            one.may_be if one.may_be in targets else "",
            one.consent,
            one.another,
            one.unlike,
            one.marks_lines,
            full if (full := worded(profile, headers[at])) != headers[at] else "",
        )
        for at, one in enumerate(found)
    ]


def _asks(header: str, one: "Recognized", targets: Mapping[str, Target]) -> str:
    """Return what a person has to decide about a column, "" if nothing."""
    if one.consent:
        return f"“{header}” may be about permission or opting out. Choose what it is before the rows are taken."
    if one.another:
        label = targets[one.target].label
        return f"“{header}” may be somebody else's. Choose {label} if it is the person's own, otherwise an answer."
    if one.may_be in targets and one.may_be == one.target:
        return f"“{header}” may be {targets[one.may_be].label}, but that is not sure; choose what it is."
    if one.may_be in targets:
        return f"“{header}” was not understood. It may be {targets[one.may_be].label}; choose what it is."
    return ""


def _samples(cells: Sequence[object]) -> tuple[str, ...]:
    found: dict[str, None] = {}
    before: object = None
    for cell in cells:
        if cell is not before and (text := plain_text(cell)):
            found[text] = None
            if len(found) == _SAMPLES:
                break
        before = cell
    return tuple(found)


def _chosen(
    headers: Sequence[str],
    targets: Mapping[str, Target],
    decided: Mapping[str, str],
    already: Mapping[int, str] | None = None,
) -> dict[int, str]:
    """Return column → target that was decided, without those already decided; each target goes to its first column."""
    from coordinator.importing.recognition import MANY

    already = already or {}
    found: dict[int, str] = {}
    for at, header in enumerate(headers):
        target = decided.get(header) if at not in already else None
        taken = target not in (*MANY, ADDRESS, FAMILY) and (target in found.values() or target in already.values())
        if target in LABELS or (target in targets and not taken):
            found[at] = str(target)
    return found


_FULL_NAME = re.compile(r"(?i)\s*(your )?full name\s*[(\[:]")
"""With a hint how to write it: `Full name (first & last)`."""


_CALLED = re.compile(
    r"(?i)\bwhat (should|can|may|do|shall|would you like) (we|us|others|people|everyone|friends)( to)? call you\b"
    r"|\b(c[oó]mo|qu[eé] nombre) (prefieres|prefiere|quieres|quiere|te gusta|le gusta|te gustar[ií]a|deseas|desea) "
    r"que (te|le) (digamos|llamemos|digan|llamen|nombremos)\b|\bc[oó]mo (te|le) (decimos|llamamos)\b"
)
"""Questions for the name that somebody goes by: *¿Cómo prefieres que te digamos?*"""


def _people(
    rt: RecordType,
    headers: Sequence[str],
    columns: Sequence[Sequence[object]],
    targets: Mapping[str, Target],
    chosen: Mapping[int, str],
    profile: Profile | None,
    learned: "Model | None",
    progress: Progress,
) -> "list[Recognized]":
    from coordinator.importing.recognition import recognize
    from coordinator.importing.recognition.groups import without_groups

    known = {at: target for at, h in enumerate(headers) if profile and (target := profile.target(h))}
    headers = without_groups(headers)
    names = names_of(rt, targets)
    names = {"name": "+full_name", "fullname": "+full_name"} | names
    named = {at: names[key] for at, h in enumerate(headers) if (key := fold_heading(h)) in names}
    named |= {at: "+full_name" for at, h in enumerate(headers) if _FULL_NAME.match(h) or is_whole_name(h)}
    named |= {at: "preferred_name" for at, h in enumerate(headers) if _CALLED.search(h)}
    found = recognize(
        headers,
        columns,
        possible=frozenset(targets),
        named=named,
        decided=chosen,
        known=known,
        learned=learned,
        progress=progress,
    )
    return _with_first_name(found, chosen)


_FIRST_NAMES = frozenset(("given_name", "+full_name"))
_CALLED_SO = "preferred_name"


def _with_first_name(found: "list[Recognized]", chosen: Mapping[int, str]) -> "list[Recognized]":
    """Let what people are called be the first name where a sheet has the last name and no other first one."""
    targets = [one.target for one in found]
    may_be = {one.may_be for one in found} | {*targets}
    if _FIRST_NAMES & may_be or FAMILY not in targets or targets.count(_CALLED_SO) != 1:
        return found
    at = targets.index(_CALLED_SO)
    if at in chosen:
        return found
    return [replace(one, target="given_name") if i == at else one for i, one in enumerate(found)]


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
