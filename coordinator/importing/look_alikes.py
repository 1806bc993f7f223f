"""Look-alikes: new people in an import who may be in the database, or stand in the file twice; someone decides."""

from collections.abc import Iterator
from dataclasses import dataclass

from coordinator.base.progress import SILENT, Progress
from coordinator.importing.plan import ImportPlan, RowOutcome, What
from coordinator.people.duplicates import crowd_of, find_near, pairs_among
from coordinator.people.likeness import REVIEW
from coordinator.people.namesakes_here import namesakes_of_refusing
from coordinator.people.short_forms import OwnForms
from coordinator.records.catalog import CANDIDATE
from coordinator.records.traits import traits
from coordinator.store.campaign import Campaign

REASONS = ("same name", "one of them says no")
"""Why people look alike who share no more: a no must not stand with one of two records of a person."""


@dataclass(frozen=True, slots=True)
class LookAlike:
    """A row for a new person, and somebody who looks alike.

    Attributes:
        row: the row.
        candidate: number of the candidate; below 0 if that is new in the file too.
        score: 0 to 1.
        reasons: why, in words.
        other: the earlier row of the file that is about the candidate; None if they are in the database.
    """

    row: RowOutcome
    candidate: int
    score: float
    reasons: tuple[str, ...]
    other: RowOutcome | None = None


def find_look_alikes(
    campaign: Campaign, import_plan: ImportPlan, *, progress: Progress = SILENT
) -> Iterator[LookAlike]:
    """Yield people in an import who look like someone in the database, or in an earlier row, as they are found.

    Raises:
        Cancelled: the person cancelled.
    """
    new = {
        r.record_id: r
        for r in import_plan.rows
        if r.what is What.NEW and r.record == CANDIDATE.key and r.record_id is not None and r.created
    }
    seen: set[tuple[int, int]] = set()
    newcomers = crowd_of(traits(number, row.created or {}) for number, row in new.items())
    with campaign.reading() as connection:
        own = OwnForms.of(connection)
        for pair in find_near(connection, newcomers, own, progress=progress):
            seen.add((pair.b, pair.a))
            yield LookAlike(new[pair.b], pair.a, pair.score, pair.reasons)
        namesakes = list(namesakes_of_refusing(connection, {number: row.created or {} for number, row in new.items()}))
    for pair in pairs_among(newcomers, own, progress=progress):
        seen |= {(pair.a, pair.b), (pair.b, pair.a)}
        yield LookAlike(new[pair.a], pair.b, pair.score, pair.reasons, new[pair.b])  # numbers of new people count down
    for number, other in namesakes:
        if (number, other) not in seen:
            later, earlier = (number, other) if other > 0 else (min(number, other), max(number, other))
            yield LookAlike(new[later], earlier, REVIEW, REASONS, new.get(earlier))
