"""Giving each target to the column that it fits best."""

from collections.abc import Mapping, Sequence, Set

from coordinator.importing.headed_cells import JOINED
from coordinator.importing.recognition.column import ColumnEvidence
from coordinator.importing.recognition.judge import HARMFUL, OWN, may_be_left_out
from coordinator.importing.recognition.vacant import Free, fill_vacant, main_ones_first
from coordinator.importing.targets import ANSWER, IGNORED
from coordinator.records.opt_out_headings import one_way

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
_BOLD = 2.0
_EMPTY = 0.01
"""An empty column takes no target from a filled one."""
_SPECIFIED = frozenset(("text", "other", "specify", "otro", "otra"))
_OTHER = 0.3
_QUITE = 0.85
_TRACE = 0.004
_PERMISSION, _MAYBE_ASKS = "consent_contact", 0.2
"""From this share of the likelihood on, a column may be the one that asks for permission."""
_LEAST = 0.5
"""What would do harm if it is wrong is taken only when it is likelier than not."""
_LEAST_OF_ALL = 0.35
"""… or twice as likely as that it is no field at all."""


_LIKELY_ONLY = frozenset("election_date signup.submitted_at consent_date earlier_runs".split())
"""Dates and counts of which a sheet has many others: never a guess among several."""


def _careful(shares: Mapping[str, float], column: ColumnEvidence) -> dict[str, float]:
    """Leave out what would do harm and is not likelier than not, and what would be lost without a reason."""
    kept = {}
    left = shares.get(ANSWER, 0.0) + shares.get(IGNORED, 0.0)
    for target, share in shares.items():
        together = sum(shares.get(t, 0.0) for t in _ALIKE.get(target, (target,)))
        if target in HARMFUL and together < _LEAST and (together < _LEAST_OF_ALL or together < 2 * left):
            continue
        if target in _LIKELY_ONLY and share < _LEAST:
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
    texts = {c.heading.text.lower() for c in columns}
    shares = _general_first(columns, shares)
    ranked = sorted(
        (
            (share * _boldness(target, columns[at]) * _fullness(columns[at], texts), -at, target)
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
    free = Free(columns, shares, decided, result)
    main_ones_first(free)
    fill_vacant(free)
    return [result.get(at, ANSWER) for at in range(len(shares))]


def _general_first(
    columns: Sequence[ColumnEvidence], shares: Sequence[Mapping[str, float]]
) -> Sequence[Mapping[str, float]]:
    """Take the permission for one way of contact out where another column asks about all contact: its no counts."""
    asking = [at for at, one in enumerate(shares) if one.get(_PERMISSION, 0.0) >= _MAYBE_ASKS]
    narrow = [at for at in asking if one_way(columns[at].heading.raw)]
    if not narrow or len(narrow) == len(asking):
        return shares
    return [
        {ANSWER: 0.0} | {t: s for t, s in one.items() if t != _PERMISSION} if at in narrow else one
        for at, one in enumerate(shares)
    ]


def _fullness(column: ColumnEvidence, texts: Set[str]) -> float:
    """Return how much a column's cells count: less if it has none, or only what *Other* was specified as."""
    path = [p.strip().lower() for p in column.heading.path]
    if len(path) > 1 and path[0] in texts and _SPECIFIED.intersection(path[-1].split()):
        return _OTHER
    return 1.0 if column.facts.count else _EMPTY


def _boldness(target: str, column: ColumnEvidence) -> float:
    """Return how readily a field is taken rather than an answer: where a mistake is easily seen, more readily."""
    careful = (
        target in HARMFUL or target in (ANSWER, IGNORED, "election_date", "signup.event") or column.heading.says_nothing
    )
    bold = 1.0 if careful else _BOLD
    return bold * _UNLIKE if column.of_role and target in OWN else bold


_UNLIKE = 0.2
"""How much less a column counts for a field where it may be a guest's."""


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
