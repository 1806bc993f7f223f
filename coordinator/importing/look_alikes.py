"""Look-alikes: people in an import who may already be in the database, for someone to decide."""

from collections.abc import Iterator
from dataclasses import dataclass

from coordinator.base.progress import SILENT, Progress
from coordinator.importing.plan import ImportPlan, RowOutcome, What
from coordinator.people.duplicates import find_near
from coordinator.records.catalog import CANDIDATE
from coordinator.store.campaign import Campaign


@dataclass(frozen=True, slots=True)
class LookAlike:
    """A row for a new person, and a candidate who looks alike.

    Attributes:
        row: the row.
        candidate: number of the candidate.
        score: 0 to 1.
        reasons: why, in words.
    """

    row: RowOutcome
    candidate: int
    score: float
    reasons: tuple[str, ...]


def find_look_alikes(
    campaign: Campaign, import_plan: ImportPlan, *, progress: Progress = SILENT
) -> Iterator[LookAlike]:
    """Yield people in an import who look like someone in the database, as they are found.

    Raises:
        Cancelled: the person cancelled.
    """
    new = {
        r.record_id: r
        for r in import_plan.rows
        if r.what is What.NEW and r.record == CANDIDATE.key and r.record_id is not None and r.created
    }
    newcomers = ((number, row.created or {}) for number, row in new.items())
    with campaign.reading() as connection:
        for pair in find_near(connection, newcomers, progress=progress):
            yield LookAlike(new[pair.b], pair.a, pair.score, pair.reasons)
