"""What the backups of a campaign file hold of what it held before another program wrote over it."""

from pathlib import Path

from coordinator.records.times import moment_in_words
from coordinator.store import backups
from coordinator.store.backup_contents import held_in


def kept_in_words(campaign: Path, seen: int) -> str:
    """Return in a sentence what is left of a file that was written over.

    Args:
        campaign: its path.
        seen: the number of the newest step that was seen of it.
    """
    copies = backups.all_of(campaign)
    if not copies:
        return "There is no backup of what it held."
    newest = copies[0]
    made = moment_in_words(f"{newest.at:%Y-%m-%dT%H:%M:%SZ}")
    held = held_in(newest.path)
    if held.trouble:
        return f"The newest backup is of {made}, and what it holds cannot be read here."
    step = held.step.seq if held.step else 0
    return f"It had {seen} steps; the newest backup, of {made}, goes up to step {step}."
