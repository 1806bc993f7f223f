"""Look-alikes: new people in an import who may be in the database, or stand in the file twice; someone decides."""

from collections.abc import Iterator
from dataclasses import dataclass

from coordinator.base.progress import SILENT, Progress
from coordinator.importing.plan import ImportPlan, RowOutcome, What
from coordinator.people.duplicates import find_near, pairs_among
from coordinator.people.short_forms import OwnForms
from coordinator.records.catalog import CANDIDATE
from coordinator.records.traits import traits
from coordinator.store.campaign import Campaign


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
    newcomers = ((number, row.created or {}) for number, row in new.items())
    with campaign.reading() as connection:
        own = OwnForms.of(connection)
        for pair in find_near(connection, newcomers, progress=progress):
            yield LookAlike(new[pair.b], pair.a, pair.score, pair.reasons)
    among = (traits(number, row.created or {}) for number, row in new.items())
    for pair in pairs_among(among, own, progress=progress):
        yield LookAlike(new[pair.a], pair.b, pair.score, pair.reasons, new[pair.b])  # numbers of new people count down
