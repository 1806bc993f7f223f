"""What holds people can be read by its owner alone, whatever the system makes by default, and nothing stays behind."""

import os
import signal
import stat
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

import pytest

from coordinator.base import private_files
from coordinator.base.settings import Settings
from coordinator.partners.messages import write_draft
from coordinator.records.catalog import EVENT
from coordinator.round_trip.exporting import export
from coordinator.store import backups
from coordinator.store import campaign as campaigns
from coordinator.tour.desk import Desk, make_desk
from coordinator.workbooks import read_book
from tests.builders import DATA, add

pytestmark = pytest.mark.skipif(os.name != "posix", reason="modes are of POSIX")


@pytest.fixture
def lax(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Path]:
    """A folder of which all can be read, and a system that closes nothing by itself."""
    tmp_path.chmod(0o755)
    before = os.umask(0)
    yield tmp_path
    os.umask(before)


def open_to_others(folder: Path) -> list[str]:
    return [
        f"{stat.S_IMODE(path.lstat().st_mode):o} {path.relative_to(folder)}"
        for path in sorted(folder.rglob("*"))
        if path.lstat().st_mode & 0o077
    ]


def test_whatever_is_made_is_for_its_owner_alone(lax: Path) -> None:
    with campaigns.create(lax / "tour.campaign") as campaign:
        add(campaign, given_name="Ann", family_name="Brook")
        assert (lax / "tour.campaign-wal").exists()
        backups.make(lax / "tour.campaign")
        backups.make(lax / "tour.campaign", into=lax / "new" / "deep" / "copy.campaign")
        for suffix in ("xlsx", "ods", "csv"):
            export(campaign, lax / f"out.{suffix}", kinds=("candidate",), author="Dana")
        stop = add(campaign, EVENT, title="Denver rally", starts_at="2025-03-21T17:00", city="Denver", state="CO")
        with campaign.reading() as connection:
            make_desk(connection, stop, lax / "a.desk", "2846")
    Desk(lax / "a.desk").close()
    backups.restore(backups.all_of(lax / "tour.campaign")[0].path, lax / "tour.campaign")
    Settings(lax / "settings.json").set("author", "Dana")
    write_draft(EmailMessage(), lax / "letter.eml")
    private_files.make_folder(lax / "drafts" / "today")
    assert open_to_others(lax) == []


def test_there_is_no_moment_in_which_it_is_readable(lax: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The mode is given by whoever makes a file, not set later."""
    made: list[str] = []

    def seen(event: str, args: tuple[object, ...]) -> None:
        if event in ("open", "sqlite3.connect", "os.rename") and watching:
            made.extend(open_to_others(lax))

    sys.addaudithook(seen)
    watching = True
    try:
        with campaigns.create(lax / "tour.campaign") as campaign:
            add(campaign, given_name="Ann", family_name="Brook")
            export(campaign, lax / "out.csv", kinds=("candidate",), author="Dana")
        backups.make(lax / "tour.campaign")
    finally:
        watching = False
    assert made == []


def test_a_command_makes_nothing_for_others(lax: Path) -> None:
    def run(*words: str) -> None:
        homes = {f"XDG_{name}_HOME": str(lax / "home" / name) for name in ("CONFIG", "DATA", "STATE")}
        command = [sys.executable, "-m", "coordinator", *words, "--campaign", str(lax / "tour.campaign")]
        subprocess.run(command, check=True, capture_output=True, env={**os.environ, **homes})

    subprocess.run([sys.executable, "-m", "coordinator", "new", str(lax / "tour.campaign")], check=True)
    (lax / "list.csv").write_text("First name,Last name,Email\nAnn,Brook,ann@example.org\n")
    (lax / "list.csv").chmod(0o600)
    run("import", str(lax / "list.csv"))
    run("report", "weekly", str(lax / "report.txt"))
    run("export", str(lax / "out.xlsx"))
    assert [line for line in open_to_others(lax) if "home" not in line or "Coordinator" in line] == []


def test_temporary_folders_of_a_run_that_was_killed_are_gone_at_the_next_start(tmp_path: Path) -> None:
    code = (
        "import time\nfrom coordinator.base.private_files import temporary_folder\n"
        "with temporary_folder() as f:\n    (f / 'people').write_text('Ann')\n    print(f, flush=True)\n    time.sleep(60)"
    )
    env = {**os.environ, "TMPDIR": str(tmp_path)}
    folders = []
    runs = []
    for _ in range(2):
        run = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, env=env)
        assert run.stdout is not None
        folders.append(Path(run.stdout.readline().strip()))
        runs.append(run)
    try:
        runs[0].send_signal(signal.SIGKILL)
        runs[0].wait()
        assert folders[0].exists()
        (tmp_path / "coordinator-of-somebody-else").mkdir()
        subprocess.run([sys.executable, "-m", "coordinator", "--version"], check=True, env=env)
        assert [folder.exists() for folder in folders] == [False, True]  # the other one is in use
        assert (tmp_path / "coordinator-of-somebody-else").exists()
    finally:
        runs[1].kill()
        runs[1].communicate()
        runs[0].communicate()


def test_a_temporary_folder_that_is_just_being_made_is_no_left_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    done = threading.Event()

    def start_others() -> None:
        while not done.is_set():
            private_files.clear_leftovers()

    others = threading.Thread(target=start_others)
    others.start()
    try:
        for _ in range(300):
            with private_files.temporary_folder() as folder:
                (folder / "people").write_text("Ann")
                assert (folder / "people").read_text() == "Ann"
    finally:
        done.set()
        others.join()


def test_a_folder_of_a_run_that_was_killed_before_it_held_it_goes_in_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    folder = tmp_path / f"{private_files.PREFIX}left"
    folder.mkdir()
    (folder / "in use").touch()
    private_files.clear_leftovers()
    assert folder.exists()
    os.utime(folder, (0, 0))
    private_files.clear_leftovers()
    assert not folder.exists()


def test_reading_a_workbook_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    read_book(DATA / "office-list.xlsx")
    assert list(tmp_path.iterdir()) == []
