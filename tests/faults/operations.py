"""What is done on the disk that refuses, each in a folder of its own, with the campaign that it begins from."""

import datetime as dt
import os
import shutil
import sys
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import text

from coordinator.app import main
from coordinator.form.writer import NotSaved, Writer
from coordinator.records import row_id
from coordinator.records.catalog import EVENT, PARTNER
from coordinator.store import campaign as campaigns
from coordinator.store import header, schema
from coordinator.store.engine import sqlite_engine
from coordinator.store.schema import VERSION
from coordinator.tour.desk import Desk, make_desk
from coordinator.tour.questions import asked
from coordinator.tour.slips import Origin, Slip
from tests.builders import DATA, add, edit

CAMPAIGN, KEPT, MADE, DESK = "tour.campaign", "KEPT.campaign", "made", "stop.desk"
"""Names in the folder: the campaign, an earlier state of it, and what an operation makes beside it (with an ending)."""
NOT_DONE = 1

_PIN = "2846"
_FORM = Origin("Form", "form")


@dataclass(frozen=True, slots=True)
class Operation:
    """Something that people do.

    Attributes:
        act: does it in the folder, which is the current one; returns the exit status.
        begins: which folder it begins from: "lively", or the format of an older file.
        makes: the file that it makes; "": none.
    """

    act: Callable[[Path], int]
    begins: str = "lively"
    makes: str = ""


def _command(*words: str) -> Callable[[Path], int]:
    return lambda folder: main(["--campaign", str(folder / CAMPAIGN), *words])


def _desk_signs_up(folder: Path) -> int:
    with closing(Desk(folder / DESK)) as desk:
        desk.confirm({"name": "Juniper Ashdown", "email": "juniper@example.org"}, "en")
    return 0


def _form_signs_up(folder: Path) -> int:
    with campaigns.open_(folder / CAMPAIGN) as campaign:
        with campaign.reading() as connection:
            questions = asked(connection)
        slip = Slip(_FORM, "k1", {"name": "Juniper Ashdown", "email": "juniper@example.org"})
        with Writer(campaign, gather=0) as writer:
            done: Future[None] = writer.offer(slip, questions)
        try:
            done.result(0)
        except NotSaved:
            print("The page says that it could not be saved.", file=sys.stderr)
            return NOT_DONE
    return 0


OPERATIONS: Mapping[str, Operation] = {
    "edit": Operation(_command("set", "C-00001-8", "city=Tulsa")),
    "undo": Operation(_command("undo")),
    "import": Operation(_command("import", str(DATA / "semicolon-cp1252.csv"))),
    "merge": Operation(_command("merge", "C-00001-8", "C-00002-6")),
    "forget": Operation(_command("forget", "C-00001-8", "--yes")),
    "backup": Operation(_command("backup")),
    "restore": Operation(_command("restore", KEPT)),
    "export": Operation(_command("export", f"{MADE}.xlsx", "--kind", "candidates"), makes=f"{MADE}.xlsx"),
    "list": Operation(_command("export", f"{MADE}.csv", "--kind", "candidates"), makes=f"{MADE}.csv"),
    "new": Operation(lambda folder: main(["new", f"{MADE}.campaign"]), makes=f"{MADE}.campaign"),
    "desk": Operation(
        _command("desk", "new", row_id.make("E", 1), f"{MADE}.desk", "--pin", _PIN),
        makes=f"{MADE}.desk",
    ),
    "desk signs up": Operation(_desk_signs_up),
    "form signs up": Operation(_form_signs_up),
    "protect": Operation(_command("protect")),
    **{
        f"upgrade from {version}": Operation(_command("list", "candidates"), begins=str(version))
        for version in range(1, VERSION)
    },
}


def prepare(begins: str, folder: Path) -> None:
    """Make the folder that operations begin from."""
    folder.mkdir(parents=True)
    path = folder / CAMPAIGN
    if begins != "lively":
        _make_older(path, int(begins))
        return
    with campaigns.create(path) as made:
        add(made, given_name="Ana", family_name="Diaz", email="ana@example.org")
        add(made, given_name="Bob", family_name="Diaz", email="bob@example.org", city="Omaha")
        add(made, PARTNER, name="Prairie Partners", contact_email="prairie@example.org")
        event = add(made, EVENT, title="Omaha rally", starts_at="2026-05-01T18:00", city="Omaha", state="NE")
        with made.reading() as connection:
            make_desk(connection, event, folder / DESK, _PIN)
    shutil.copyfile(path, folder / KEPT)
    with campaigns.open_(path) as made:
        edit(made, 1, city="Lincoln")


def _make_older(path: Path, version: int) -> None:
    """Make a file of an older format with two people in it."""
    os.close(os.open(path, os.O_CREAT | os.O_WRONLY, 0o600))
    engine = sqlite_engine(str(path), writing=True)
    config = Config()
    config.set_main_option("script_location", str(Path(schema.__file__).parent / "migrations"))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, f"{version:04d}")
        connection.execute(text("INSERT INTO candidate (id, given_name) VALUES (1, 'Ada'), (600, 'Bo')"))
        facts = {"campaign": "0123456789abcdef", "version": str(version), "created": f"{dt.datetime(2026, 1, 5):%F}"}
        for key, value in facts.items():
            connection.execute(
                text("INSERT OR REPLACE INTO meta (key, value) VALUES (:key, :value)"), {"key": key, "value": value}
            )
        connection.exec_driver_sql(f"PRAGMA application_id={header.APPLICATION_ID}")
        connection.exec_driver_sql(f"PRAGMA user_version={version}")
    engine.dispose()
