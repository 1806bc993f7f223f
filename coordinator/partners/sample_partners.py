"""The sample tour with what connecting needs: the public rules of its partners."""

from coordinator.base.progress import SILENT, Progress
from coordinator.changes import apply as applying
from coordinator.importing import sample
from coordinator.partners.rule_edits import plan_known
from coordinator.store.campaign import Campaign


def load_sample(campaign: Campaign, *, progress: Progress = SILENT) -> None:
    """Import the sample tour, and add the rules of its partners.

    Raises:
        UserError: the campaign cannot be written.
    """
    sample.load_sample(campaign, progress=progress)
    with campaign.reading() as connection:
        plan = plan_known(connection)
    applying.apply(campaign, plan, author=sample.AUTHOR)
