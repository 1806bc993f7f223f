"""Checking a whole campaign: what does not agree, what its rules miss, and whether a noted seal is one of its own."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy.exc import SQLAlchemyError

from coordinator.base.faults import DamagedValue
from coordinator.base.progress import SILENT, Progress
from coordinator.changes import checking, sealed_steps
from coordinator.changes.checking import Checked
from coordinator.operations.ruling import all_problems
from coordinator.records.catalog import PARTNER
from coordinator.store import query
from coordinator.store.campaign import Campaign

__all__ = ["AGREES", "CampaignChecked", "Checked", "check"]
AGREES = "Everything agrees."


@dataclass(frozen=True, slots=True)
class CampaignChecked:
    """What a check of a campaign found.

    Attributes:
        found: what does not agree, and what the seals say.
        rules: a sentence for each rule of a partner that is not met; these are no faults of the campaign.
        noted: the step with the seal that somebody had noted; None if none has it or none was asked about.
    """

    found: Checked
    rules: Sequence[str]
    noted: int | None

    @property
    def seals(self) -> list[str]:
        """What the seals say, in words: the newest to be noted, and which step the noted one is of."""
        told = self.found.history.in_words() if self.found.history is not None else []
        return told if self.noted is None else [*told, f"The seal that was noted is that of step {self.noted:,}."]


def check(campaign: Campaign, seal: str = "", *, progress: Progress = SILENT) -> CampaignChecked:
    """Compare everything in a campaign with its history, and that with its seals.

    Args:
        campaign: the campaign.
        seal: one that somebody had noted, by its first letters at least; "": none.
        progress: receives what is being compared.

    Raises:
        UserError: too few letters of the seal, or something else than letters of one.
        Cancelled: the person canceled.
    """
    with campaign.reading() as connection:
        found = checking.check(connection, progress)
        noted = sealed_steps.step_sealed(connection, seal) if seal else None
        if seal and noted is None:
            told = f"No step has the seal {seal}: this is not the history that it was noted of, or it was changed."
            found = replace(found, problems=[*found.problems, told])
        try:
            unmet = all_problems(connection)
            names = query.titles(connection, PARTNER, unmet)
            rules = [f"{names[number]}: {sentence}" for number, each in unmet.items() for sentence in each]
        except (DamagedValue, SQLAlchemyError, TypeError, AttributeError, LookupError):
            if not found.problems:
                raise
            rules = []
    return CampaignChecked(found, rules, noted)
