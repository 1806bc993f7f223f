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
    rows = {
        name: connection.execute(f'SELECT count(*) FROM "{quoted}"').fetchone()[0]  # noqa: S608 - it is quoted
        for name, quoted in _tables(connection)
    }
    return Contents(application, version, step_of(connection), rows)


def first_problem(connection: driver.Connection) -> str | None:
    """Return what is wrong with a database whose rows are compared anyway; None if nothing is.

    Table by table, pages and indexes: SQLite's check of a whole database also works out all words of the search anew.

    Raises:
        driver.Error: it is damaged.
    """
    for _, quoted in _tables(connection):
        if (problem := connection.execute(f'PRAGMA quick_check("{quoted}")').fetchone()[0]) != "ok":
            return str(problem)
    return None


def _tables(connection: driver.Connection) -> list[tuple[str, str]]:
    """Return the tables that have rows of their own: their names, plain and for quotation marks."""
    names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'")
    return [(name, name.replace('"', '""')) for (name,) in names.fetchall() if not name.startswith("sqlite_")]
