"""Who signs for whom: an adult who fills in a row for a player or a child, and whose e-mails and phones stand there."""

import re
from collections.abc import Sequence

from coordinator.importing.recognition.column import SOMEBODY, ColumnEvidence
from coordinator.importing.recognition.parties import stem_of
from coordinator.importing.recognition.person_nouns import nouns

_GROWN = nouns("grown")
_SIGNS = re.compile(
    r"\b(signed|completed|filled|registered|enrolled|submitted|authorized)( \w+)? by\b|\bsign(er|ing|atory)\b"
    r"|\b(firmad|llenad|inscrit|registrad|autorizad)[oa] por\b"
)
_SUBJECTS = nouns("heads", "pupil")
"""Who may have signed up, though somebody of age stands beside."""
_FILLER = "nominator"
_MOSTLY, _SOME = 0.5, 0.3


def settle_signers(columns: Sequence[ColumnEvidence]) -> None:
    """Say whose the e-mails and phones are where one column names who signs, and another for whom.

    `Player`, `Adult signing`, `Adult phone`: they are the adult's, who is the person. Beside `Participant` or
    `Student`, or where nothing says whose they are, a person has to say.
    """
    named = [c for c in columns if _has_names(c)]
    signers = [c for c in named if _is_signer(c)]
    reached = [c for c in columns if c.is_contact and (not c.whose or _is_signer(c))]
    if len(signers) != 1 or not reached or any(stem_of(c) == () for c in named):
        return
    signer = signers[0]
    if _FILLER in signer.whose:
        return  # a form that is filled in for somebody else has settled it
    others = [c for c in named if c is not signer and not c.whose and c.facts.distinct >= _MOSTLY]
    stems = [stem_of(c) or () for c in reached]
    if not others or any(set(stem) & set(c.words) for stem in stems for c in others if not _GROWN & set(stem)):
        return
    theirs = all(stem and (_GROWN & set(stem) or set(stem) & set(signer.words)) for stem in stems)
    if not theirs and any((c.in_mail or 0.0) >= _SOME for c in others):
        return
    theirs = theirs or (signer.in_mail or 0.0) >= _SOME
    certain = theirs and not any(_SUBJECTS.intersection(c.words) for c in others)
    for column in (signer, *reached):
        column.whose, column.after_another, column.disputed = (), False, not certain
    for column in others:
        column.disputed = not certain
        column.whose = (SOMEBODY,) if certain else ()
    signer.surely = "+full_name" if certain else ""
    for kind in ("email", "phone"):
        of_kind = [c for c in reached if kind in c.kinds]
        if len(of_kind) == 1:
            of_kind[0].surely = kind if certain else ""


def _has_names(column: ColumnEvidence) -> bool:
    whole = column.facts.share("full_name", "name_turned") >= _MOSTLY
    return whole and not column.is_contact and column.heading.repeated == 1


def _is_signer(column: ColumnEvidence) -> bool:
    """Return whether a heading names somebody of age, or who signed."""
    words = column.heading.words
    return not _GROWN.isdisjoint(words) or _SIGNS.search(" ".join(words)) is not None
