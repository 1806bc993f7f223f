"""What a campaign file holds, to compare a copy with what it was made of."""

from dataclasses import dataclass

from coordinator.base.databases import driver
from coordinator.store import header
from coordinator.store.presence import HistoryStep, step_of


@dataclass(frozen=True, slots=True)
class Contents:
    """What a database of a campaign holds.

    Attributes:
        application: the application id.
        version: the format.
        step: the campaign's id, and the newest step of its history.
        rows: number of rows of each table.
    """

    application: int
    version: int
    step: HistoryStep
    rows: dict[str, int]

    @property
    def is_campaign(self) -> bool:
        """Whether it is one of ours, and not an empty or other file."""
        return self.application == header.APPLICATION_ID and self.step.campaign is not None


def contents_of(connection: driver.Connection) -> Contents:
    """Return what a connection sees.

    Raises:
        driver.Error: it is damaged, or no campaign at all.
    """
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'")
    quoted = [(name, name.replace('"', '""')) for (name,) in names.fetchall() if not name.startswith("sqlite_")]
    rows = {name: connection.execute(f'SELECT count(*) FROM "{own}"').fetchone()[0] for name, own in quoted}  # noqa: S608
    return Contents(application, version, step_of(connection), rows)
