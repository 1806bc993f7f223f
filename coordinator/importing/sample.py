"""The sample tour: fictitious people at the real stops of 2025, to try everything on."""

from coordinator.base.paths import resources
from coordinator.base.progress import SILENT, Progress
from coordinator.importing.plan_and_apply import ImportOptions, apply_import, plan_import
from coordinator.records.catalog import EVENT
from coordinator.store import query
from coordinator.store.campaign import Campaign

WORKBOOK = "sample-tour.xlsx"
SIGN_UPS = "sign-ups-denver.csv"
STOP = "city = Denver"
AUTHOR = "Sample tour"


def import_sample(campaign: Campaign, *, progress: Progress = SILENT) -> None:
    """Import the sample workbook and the sign-ups of one stop, the same way as any other file.

    Raises:
        UserError: the campaign cannot be written.
    """
    folder = resources() / "sample"
    apply_import(campaign, plan_import(campaign, folder / WORKBOOK, progress=progress), author=AUTHOR)
    with campaign.reading() as connection:
        stops = query.select_ids(connection, EVENT, STOP)
    options = ImportOptions(source="Denver sign-up form", event=stops[0] if stops else None)
    apply_import(campaign, plan_import(campaign, folder / SIGN_UPS, options, progress=progress), author=AUTHOR)
