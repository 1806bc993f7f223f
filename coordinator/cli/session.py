"""One run of the command line: its global options and access to the campaign."""

import getpass
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from coordinator.base.errors import UserError
from coordinator.base.faults import NOTHING_CHANGED
from coordinator.base.progress import SILENT, Progress
from coordinator.cli.output import Bar, Output

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

    from coordinator.changes.plan import Applied, Plan
    from coordinator.reports.charts import Chart
    from coordinator.store.campaign import Campaign

CAMPAIGN = "COORDINATOR_CAMPAIGN"
"""The environment variable for the campaign, used without the option."""
AUTHOR = "COORDINATOR_AUTHOR"
"""The environment variable for the author, used without the option."""


@dataclass(frozen=True, slots=True)
class Screen:
    """Functions that need the window, passed in by the caller.

    Attributes:
        open_desk: shows the window of a desk file until it is closed; returns the exit status.
        draw_chart: draws a report chart into a file, in dark colors or not.
    """

    open_desk: Callable[[Path], int]
    draw_chart: Callable[["Chart", Path, bool], None]


@dataclass(slots=True)
class CommandSession:
    """One run of the command line.

    Attributes:
        screen: the functions that need the window.
        campaign: the campaign named on the command line; None if not given.
        by: the author named on the command line; None if not given.
        out: prints the results.
        may_ask: whether a passphrase may be asked for; not while a shell completes a word.
    """

    screen: Screen
    campaign: str | None = None
    by: str | None = None
    out: Output = field(default_factory=lambda: Output(False))
    may_ask: bool = True
    _opened: "list[Campaign]" = field(default_factory=list)

    @property
    def author(self) -> str:
        """The author: `--author`, else `COORDINATOR_AUTHOR`, else the account name."""
        try:
            return self.by or os.environ.get(AUTHOR) or getpass.getuser()
        except (OSError, KeyError):
            return "unknown"

    @property
    def where(self) -> str | None:
        """The campaign of this run, from the option or the environment; None if neither is set."""
        return self.campaign or os.environ.get(CAMPAIGN) or None

    @property
    def named(self) -> str:
        """The campaign of this run, as named.

        Raises:
            UserError: there is none.
        """
        if not self.where:
            raise UserError(f"Which campaign? Add --campaign FILE, or set {CAMPAIGN}.")
        return self.where

    def open(self) -> "Campaign":
        """Open the campaign of this run.

        Raises:
            UserError: none is named, or it cannot be opened.
        """
        from coordinator.store import campaign
        from coordinator.store.siblings import siblings_of

        if not campaign.is_url(self.named):
            self.unlock(Path(self.named))
        with Bar() as bar:  # an older file is upgraded
            opened = self.note(campaign.open_(self.named, progress=bar))
        if opened.path is not None:
            for other in siblings_of(opened.path):
                if other.has_more:
                    print(other.in_words(opened.name), file=sys.stderr)
        return opened

    def unlock(self, path: Path) -> None:
        """Open a protected file to this run; see `passphrases.unlock`."""
        from coordinator.cli import passphrases

        passphrases.unlock(path, may_ask=self.may_ask)

    def say_where(self, path: Path | None) -> None:
        """Say on standard error what is safe where a campaign file lies, if not everything is."""
        from coordinator.store.surroundings import told_of

        if path is not None and (told := told_of(path)):
            print(told, file=sys.stderr)

    def note(self, campaign: "Campaign") -> "Campaign":
        """Note a campaign that a command opened, and return it."""
        self._opened.append(campaign)
        return campaign

    def what_is_safe(self) -> str:
        """Return a sentence that says what a command that failed has done before."""
        done = sum(campaign.commits for campaign in self._opened)
        if not done:
            return NOTHING_CHANGED
        return "What was done in the campaign before that stays; see: coordinator history."

    def say_what_is_left(self) -> None:
        """Say on standard error what is safe and not yet in the campaign's file alone."""
        for campaign in self._opened:
            if campaign.has_log:
                print(
                    f"Part of what was saved still lies in {campaign.name}-wal beside {campaign.name}, since the disk "
                    "refused to move it. Copy or move the two together, until the campaign was opened and closed once "
                    "with room on the disk.",
                    file=sys.stderr,
                )

    @contextmanager
    def reading(self) -> "Iterator[Connection]":
        """Open the campaign for a command that only reads; yield the connection.

        Raises:
            UserError: none is named, or it cannot be opened.
        """
        with self.open() as campaign, campaign.reading() as connection:
            yield connection

    def write(self, campaign: "Campaign", plan: "Plan", progress: Progress = SILENT) -> "Applied":
        """Apply an operation's plan in the author's name.

        Raises:
            UserError: the campaign cannot be written, or the plan breaks a rule of the database.
        """
        from coordinator.operations.carrying_out import apply_plan

        return apply_plan(campaign, plan, author=self.author, progress=progress)
