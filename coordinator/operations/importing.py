"""Importing: outside lists, our own returned workbooks, partners' answers and desk files."""

from pathlib import Path

from coordinator.base.progress import SILENT, Progress
from coordinator.importing.decided_following import DecidedFollowing
from coordinator.importing.plan import ImportOptions, ImportPlan
from coordinator.importing.plan_and_apply import ImportResult, apply_import, plan_import, write_rejected
from coordinator.importing.sample import AUTHOR, import_sample
from coordinator.importing.steps import ImportStep, SentOutReader
from coordinator.importing.wrong_numbers_said import WrongNumbersSaid
from coordinator.operations.ruling import add_known_rules
from coordinator.partners.added_people import AddedPeople
from coordinator.partners.corrections import Corrections
from coordinator.partners.own_layout_sheets import OwnLayout
from coordinator.partners.partner_answers import KeptToTheLedger, PartnerAnswers
from coordinator.partners.refusals_said import RefusalsSaid
from coordinator.round_trip.import_step import OurWorkbooks, ReturnsRemembered
from coordinator.store.campaign import Campaign, create

__all__ = ["ImportResult", "apply", "load_sample", "make_sample", "plan", "write_rejected"]

READERS: tuple[SentOutReader, ...] = (OurWorkbooks(),)
"""The readers that recognize workbooks sent out earlier."""
STEPS: tuple[ImportStep, ...] = (
    AddedPeople(),
    KeptToTheLedger(),
    Corrections(),
    RefusalsSaid(),
    PartnerAnswers(),
    WrongNumbersSaid(),
    ReturnsRemembered(),
    DecidedFollowing(),
)
"""The import's steps besides reading its rows, in this order."""


def plan(
    campaign: Campaign,
    path: Path | str,
    options: ImportOptions | None = None,
    *,
    partner: int | None = None,
    progress: Progress = SILENT,
) -> ImportPlan:
    """Plan the import of a file; nothing is written.

    Args:
        campaign: the campaign to import into.
        path: the file.
        options: choices made in advance.
        partner: the partner whose answers these are; None: detected from the file.
        progress: reports progress and can cancel.

    Raises:
        UserError: the file cannot be read, holds no table, or is not from that partner.
        Cancelled: the person canceled.
    """
    steps = (OwnLayout(partner), *STEPS)
    return plan_import(campaign, path, options, readers=READERS, steps=steps, progress=progress)


def apply(campaign: Campaign, import_plan: ImportPlan, *, author: str, progress: Progress = SILENT) -> ImportResult:
    """Apply an import plan and everything that follows from it, as one step of the history.

    Raises:
        UserError: the campaign cannot be written, or a choice breaks a rule; nothing was written.
        Cancelled: the person canceled; nothing was written.
    """
    return apply_import(campaign, import_plan, steps=STEPS, author=author, progress=progress)


def make_sample(path: Path, *, progress: Progress = SILENT) -> Campaign:
    """Make the file of the sample tour and open it; a failure leaves no file behind.

    Raises:
        UserError: nothing can be written there.
        Cancelled: the person canceled.
    """
    made = create(path)
    try:
        load_sample(made, progress=progress)
    except BaseException:
        made.close()
        path.unlink()
        raise
    return made


def load_sample(campaign: Campaign, *, progress: Progress = SILENT) -> None:
    """Import the sample tour and add its partners' public rules.

    Raises:
        UserError: the campaign cannot be written.
    """
    import_sample(campaign, progress=progress)
    add_known_rules(campaign, AUTHOR)
