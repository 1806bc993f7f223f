"""The campaigns that benchmarks make and open: plain, or protected where a passphrase is in the environment."""

import os
from pathlib import Path

from coordinator.base import databases
from coordinator.base.databases import Mode
from coordinator.operations import protecting
from coordinator.store import campaign
from coordinator.store.campaign import Campaign

WORDS = "four words are good"


def create(path: str | Path) -> Campaign:
    """Make a campaign and open it."""
    made = campaign.create(path)
    words = os.environ.get(protecting.PASSPHRASE)
    if not words or not made.is_sqlite:
        return made
    made.close()
    protecting.protect(Path(path), words)
    return campaign.open_(path)


def open_(path: str | Path) -> Campaign:
    """Open a campaign."""
    protecting.unlock_if_known(Path(path))
    return campaign.open_(path)


def connect(path: str | Path, mode: Mode = Mode.READ) -> databases.Connection:
    """Open a campaign's file past the program, as a peer does."""
    protecting.unlock_if_known(Path(path))
    return databases.connect(path, mode, autocommit=True)
