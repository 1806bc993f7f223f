"""The demo: the main job off screen on the sample tour."""

from dataclasses import dataclass
from pathlib import Path

from coordinator.base.progress import Progress
from coordinator.operations.exporting import ExportResult, export
from coordinator.operations.importing import load_sample
from coordinator.store import campaign
from tools import pictures


@dataclass(frozen=True, slots=True)
class Demo:
    """The files made by the demo.

    Attributes:
        campaign: the campaign file with the sample tour.
        exported: the workbook with everybody in it.
        pictures: image files of the window's screens.
    """

    campaign: Path
    exported: ExportResult
    pictures: list[Path]


def make_demo(directory: Path, author: str, progress: Progress) -> Demo:
    """Import the sample tour into a new campaign, export it, and draw the window's screens.

    Args:
        directory: output directory, created if missing. Another demo's files go next to the first one's.
        author: the author, for the history.
        progress: reports progress and can cancel.
    """
    folder = directory.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    number = 1
    while (path := folder / f"sample-{number}.campaign").exists():
        number += 1
    with campaign.create(path) as made:
        load_sample(made, progress=progress)
        exported = export(made, folder / f"sample-{number}.xlsx", author=author, progress=progress)
    return Demo(path, exported, pictures.make_pictures(folder / "pictures", path))
