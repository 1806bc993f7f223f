"""Files protected with a passphrase: nothing of them can be read without it, and with it they are like any other."""

import json
import random
import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import keyring
import pytest
from alembic.command import upgrade
from alembic.config import Config
from keyring.backend import KeyringBackend

from coordinator.app import main
from coordinator.base import databases, keys
from coordinator.base.errors import UserError
from coordinator.base.progress import Cancelled
from coordinator.cli import passphrases
from coordinator.form.writer_process import WriterApart
from coordinator.operations import forgetting, keeping, protecting
from coordinator.operations.protecting import PASSPHRASE, Locked, WrongPassphrase
from coordinator.records import row_id
from coordinator.records.catalog import EVENT
from coordinator.reports.as_of import past, state_of
from coordinator.store import backups, header, schema
from coordinator.store import campaign as campaigns
from coordinator.store.campaign import Campaign
from coordinator.store.engine import sqlite_engine
from coordinator.store.presence import FileState
from coordinator.store.protection import digest
from coordinator.tour.desk import Desk, make_desk
from coordinator.tour.questions import asked
from coordinator.tour.slips import Origin, Slip
from tests.builders import add, edit, everything, undo
from tests.store.faulty import Faults, refusing

sqlcipher = pytest.importorskip("sqlcipher3.dbapi2")
WORDS = "four words are good"
OTHERS = "five other words are better"
NAMES = ("Quintessa", "Zebulon", "quintessa@example.org", "Ottumwa")


class Chain(KeyringBackend):
    """A keyring in memory."""

    priority = 1  # type: ignore[assignment]

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))


@pytest.fixture
def chain() -> Iterator[Chain]:
    made, before = Chain(), keyring.get_keyring()
    keyring.set_keyring(made)
    yield made
    keyring.set_keyring(before)


@pytest.fixture
def place(campaign: Campaign, chain: Chain, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A plain campaign with a person, a stop and a backup, open nowhere."""
    monkeypatch.delenv(PASSPHRASE, raising=False)
    path = Path(campaign.where)
    ana = add(campaign, given_name="Quintessa", family_name="Zebulon", email="quintessa@example.org")
    edit(campaign, ana, city="Ottumwa")
    add(campaign, EVENT, title="Omaha rally", starts_at="2025-05-01T18:00", city="Omaha", state="NE")
    campaign.close()
    backups.make(path)
    return path


@pytest.fixture
def protected(place: Path) -> Path:
    protecting.protect(place, WORDS)
    for backup in backups.all_of(place):
        backup.path.unlink()
    return place


def begin_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """Go on as another run of the program, which was given no passphrase."""
    monkeypatch.setattr(keys, "_given", {})


def bytes_in(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def state_of_folder(place: Path) -> tuple[bool, str, set[str]]:
    """Return whether a campaign is protected, what it holds, and which files lie beside it."""
    with closing(databases.connect(place, databases.Mode.WRITE)) as connection:
        held = digest(connection)
    return protecting.is_protected(place), held, {p.name for p in place.parent.iterdir()}


def test_what_was_there_is_there(place: Path) -> None:
    with closing(databases.look_into(place)) as connection:
        before = digest(connection)
    done = protecting.protect(place, WORDS)
    assert [path.parent.name for path in done.others] == ["backups"]
    with closing(databases.look_into(place)) as connection:
        assert digest(connection) == before
    assert place.stat().st_mode & 0o077 == 0
    with campaigns.open_(place) as opened:
        assert [r["city"] for r in everything(opened, where='"quintessa"')] == ["Ottumwa"]
        undo(opened)
        add(opened, given_name="Bo")
        assert len(everything(opened)) == 2
    assert main(["--campaign", str(place), "check"]) == 0
    plain = protecting.unprotect(place)
    assert plain.others == []
    assert place.read_bytes().startswith(b"SQLite format 3")
    with campaigns.open_(place) as opened:
        assert len(everything(opened)) == 2
    assert {p.name for p in place.parent.iterdir()} == {place.name, "backups"}


def test_no_name_is_in_any_file(protected: Path, tmp_path: Path) -> None:
    with campaigns.open_(protected) as opened:
        add(opened, given_name="Quintessa", family_name="Zebulon")
        stop = everything(opened, EVENT)[0]["id"]
        with opened.reading() as connection:
            desk = Desk(make_desk(connection, stop, tmp_path / "omaha.desk", "2846"))
        desk.confirm({"name": "Quintessa Zebulon", "email": "quintessa@example.org"}, "en")
        with closing(databases.connect(protected, databases.Mode.WRITE, autocommit=True)) as other:
            other.execute("BEGIN IMMEDIATE")
            other.execute("UPDATE candidate SET city = 'Ottumwa' WHERE given_name = 'Quintessa'")
            other.execute("COMMIT")  # it stays in the log while somebody has the file open
            assert Path(f"{protected}-wal").stat().st_size > 0
            backups.make(protected)
            backups.make(protected, into=tmp_path / "elsewhere.campaign")
            keeping.save_open(opened, tmp_path / "kept.campaign")
            found = bytes_in(tmp_path)
        desk.close()
    for end in (".campaign-wal", "elsewhere.campaign", "kept.campaign", "omaha.desk", protected.name):
        assert any(path.endswith(end) for path in found), end
    assert [path for path in found if "backups" in path and path.endswith(".campaign")]
    for path, content in {**found, **bytes_in(tmp_path)}.items():
        for name in (*NAMES, "SQLite format", "candidate"):
            assert name.encode() not in content, path
    for backup in (tmp_path / "elsewhere.campaign", tmp_path / "kept.campaign", backups.all_of(protected)[0].path):
        backups.check(backup)


def test_another_program_opens_it_with_the_passphrase(protected: Path) -> None:
    with closing(sqlcipher.connect(protected)) as connection:
        connection.execute(f"PRAGMA key = '{WORDS}'")
        assert connection.execute("SELECT given_name FROM candidate").fetchall() == [("Quintessa",)]


@pytest.mark.parametrize("words", [["list", "candidates"], ["check"], ["backup"], ["unprotect"], ["stats"], ["undo"]])
def test_a_wrong_passphrase_writes_nothing(
    protected: Path, words: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    begin_anew(monkeypatch)
    before, times = bytes_in(protected.parent), protected.stat().st_mtime_ns
    monkeypatch.setenv(PASSPHRASE, "these words are wrong")
    assert main(["--campaign", str(protected), *words]) == 1
    assert capsys.readouterr().err == f"This passphrase does not open {protected.name}; nothing was changed.\n"
    monkeypatch.delenv(PASSPHRASE)
    assert main(["--campaign", str(protected), *words]) == 1  # nobody is there to type one
    assert capsys.readouterr().err.startswith(f"{protected.name} is protected with a passphrase. ")
    assert (bytes_in(protected.parent), protected.stat().st_mtime_ns) == (before, times)
    with pytest.raises(Locked):
        campaigns.open_(protected)
    with pytest.raises(WrongPassphrase):
        protecting.unlock(protected, "these words are wrong")
    assert bytes_in(protected.parent) == before


def test_it_is_asked_for(
    protected: Path, chain: Chain, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    begin_anew(monkeypatch)
    monkeypatch.setattr(passphrases.sys.stdin, "isatty", lambda: True)
    monkeypatch.setattr(passphrases.getpass, "getpass", lambda words: WORDS)
    count = ["--campaign", str(protected), "--json", "count", "candidates"]
    assert main(count) == 0
    assert json.loads(capsys.readouterr().out) == {"count": 1}
    monkeypatch.setattr(passphrases.getpass, "getpass", lambda words: pytest.fail(words))
    protecting.remember(protected, WORDS)
    begin_anew(monkeypatch)
    assert main(count) == 0  # the keyring has it
    chain.kept.clear()
    begin_anew(monkeypatch)
    monkeypatch.setenv(PASSPHRASE, WORDS)
    assert main(count) == 0


def test_a_plain_file_never_asks(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passphrases.sys.stdin, "isatty", lambda: True)
    monkeypatch.setattr(passphrases.getpass, "getpass", lambda words: pytest.fail(words))
    monkeypatch.setenv(PASSPHRASE, "these words are wrong")
    for words in (["count", "candidates"], ["check"], ["backup"], ["restore", str(backups.all_of(place)[0].path)]):
        assert main(["--campaign", str(place), *words]) == 0


def test_the_commands(place: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    plain = backups.all_of(place)[0].path
    monkeypatch.setattr(passphrases.sys.stdin, "isatty", lambda: True)
    typed = iter([WORDS, "another one", WORDS, WORDS])
    monkeypatch.setattr(passphrases.getpass, "getpass", lambda words: next(typed))
    assert main(["protect", str(place)]) == 1
    assert capsys.readouterr().err == "The two are not the same; nothing was changed.\n"
    assert place.read_bytes().startswith(b"SQLite format 3")
    assert main(["protect", str(place), "--json"]) == 0
    document = {"campaign": str(place), "protected": True, "others": [str(plain)], "deleted": 0}
    assert json.loads(capsys.readouterr().out) == document
    assert main(["protect", str(place)]) == 1
    assert "is protected already" in capsys.readouterr().err
    assert main(["unprotect", str(place), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"campaign": str(place), "protected": False, "others": []}
    assert main(["unprotect", str(place)]) == 1
    assert "is not protected" in capsys.readouterr().err


def test_another_passphrase_in_one_step(
    protected: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    old = backups.make(protected)
    with closing(databases.look_into(protected)) as connection:
        before = digest(connection)
    begin_anew(monkeypatch)
    change = ["protect", str(protected), "--change"]
    monkeypatch.setenv(protecting.NEW_PASSPHRASE, OTHERS)
    monkeypatch.setenv(PASSPHRASE, "these words are wrong")
    kept = bytes_in(protected.parent)
    assert main(change) == 1
    assert "does not open" in capsys.readouterr().err
    monkeypatch.setenv(PASSPHRASE, WORDS)
    monkeypatch.setenv(protecting.NEW_PASSPHRASE, "short")
    assert main(change) == 1
    assert "soon guessed" in capsys.readouterr().err
    assert bytes_in(protected.parent) == kept
    monkeypatch.setenv(protecting.NEW_PASSPHRASE, OTHERS)
    assert main([*change, "--json"]) == 0
    document = {"campaign": str(protected), "protected": True, "others": [str(old)], "deleted": 0, "plain": []}
    assert json.loads(capsys.readouterr().out) == document
    begin_anew(monkeypatch)
    with pytest.raises(WrongPassphrase):
        protecting.unlock(protected, WORDS)
    protecting.unlock(protected, OTHERS)
    with closing(databases.look_into(protected)) as connection:
        assert digest(connection) == before
    protecting.unlock(old, WORDS)  # a backup keeps the passphrase that it was made with
    keeping.restore_backup(old, protected, author="Dana")
    begin_anew(monkeypatch)
    protecting.unlock(protected, OTHERS)  # what is restored has the campaign's
    with campaigns.open_(protected) as opened:
        assert len(everything(opened)) == 1


def test_another_passphrase_and_the_backups_from_before(
    place: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["protect", str(place), "--change"]) == 1
    assert "is not protected. Protect it: coordinator protect" in capsys.readouterr().err
    backups.make(place)
    plain = backups.make(place, into=place.parent / "stick" / "kept.campaign")
    protecting.protect(place, WORDS)
    backups.make(place)
    begin_anew(monkeypatch)
    monkeypatch.setattr(passphrases.sys.stdin, "isatty", lambda: True)
    typed = iter([WORDS, OTHERS, OTHERS])
    monkeypatch.setattr(passphrases.getpass, "getpass", lambda words: next(typed))
    assert main(["protect", str(place), "--change", "--replace-backups"]) == 0
    told = capsys.readouterr().out
    assert "has another passphrase" in told and "older copies deleted: 3." in told
    assert (
        f"These copies of it are plain: whoever has them can read them. Delete those that are not needed:\n  {plain}"
        in told
    )
    assert "still open with" not in told
    begin_anew(monkeypatch)
    (left,) = [b.path for b in backups.all_of(place)]
    protecting.unlock(left, OTHERS)
    protecting.unlock(place, OTHERS)


def test_plain_backups_are_replaced_if_wanted(
    place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    kept = backups.make(place, into=tmp_path / "stick" / "kept.campaign")
    monkeypatch.setenv(PASSPHRASE, WORDS)
    assert main(["protect", str(place), "--replace-backups", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["others"], found["deleted"]) == ([str(kept)], 1)
    assert [protecting.is_protected(backup.path) for backup in backups.all_of(place)] == [True]


@pytest.mark.parametrize("words", ["short", "aaaaaaaaaaaaaaaa", "         x         "])
def test_what_is_soon_guessed_is_refused(place: Path, words: str) -> None:
    with pytest.raises(UserError, match="soon guessed"):
        protecting.protect(place, words)
    assert place.read_bytes().startswith(b"SQLite format 3")


def test_it_is_refused_where_it_is_open(place: Path) -> None:
    before = place.read_bytes()
    with campaigns.open_(place), pytest.raises(UserError, match="is open"):
        protecting.protect(place, WORDS)
    assert place.read_bytes() == before
    with closing(databases.connect(place, databases.Mode.WRITE, autocommit=True)) as other:
        other.execute("PRAGMA journal_mode=WAL").fetchone()
        other.execute("BEGIN")
        other.execute("SELECT * FROM meta").fetchone()
        with pytest.raises(UserError, match="open in another window or program"):
            protecting.protect(place, WORDS)
        assert place.read_bytes().startswith(b"SQLite format 3")
    assert {p.name for p in place.parent.iterdir()} == {place.name, "backups"}


class Impatient:
    """Cancels at the nth report."""

    def __init__(self, left: int) -> None:
        self.left = left

    def step(self, done: int, total: int | None, text: str) -> None:
        self.left -= 1
        if self.left < 0:
            raise Cancelled


@pytest.mark.parametrize(
    ("begun", "way"),
    [
        (False, lambda path, p: protecting.protect(path, WORDS, progress=p)),
        (True, lambda path, p: protecting.unprotect(path, progress=p)),
        (True, lambda path, p: protecting.change_passphrase(path, OTHERS, progress=p)),
    ],
)
def test_cancelled_it_is_as_it_was(place: Path, begun: bool, way) -> None:
    if begun:
        protecting.protect(place, WORDS)
    before = state_of_folder(place)
    for left in range(3):
        with pytest.raises(Cancelled):
            way(place, Impatient(left))
        assert state_of_folder(place) == before
    way(place, Impatient(1_000_000))


def test_a_disk_that_refuses_leaves_it_as_it_was(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = state_of_folder(place)
    for number in range(40):
        with refusing(monkeypatch, Faults(first=number)), pytest.raises(UserError):
            protecting.protect(place, WORDS)
        assert state_of_folder(place) == before, number


def test_restoring_keeps_it_protected(protected: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = backups.make(protected)
    plain = tmp_path / "plain.campaign"
    shutil.copy(own, plain)
    protecting.unprotect(plain)
    with campaigns.open_(protected) as opened:
        add(opened, given_name="Bo")
    for backup in (plain, own):
        done = keeping.restore_backup(backup, protected, author="Dana")
        assert protecting.is_protected(protected)
        assert done.kept is not None and protecting.is_protected(done.kept)
        with campaigns.open_(protected) as opened:
            assert [r["given_name"] for r in everything(opened)] == ["Quintessa"]
    begin_anew(monkeypatch)
    before = bytes_in(tmp_path)
    with pytest.raises(UserError, match="protected with a passphrase"):
        keeping.restore_backup(plain, protected, author="Dana")
    assert bytes_in(tmp_path) == before
    monkeypatch.setenv(PASSPHRASE, "these words are wrong")
    assert main(["--campaign", str(protected), "restore", str(plain)]) == 1
    assert bytes_in(tmp_path) == before
    monkeypatch.setenv(PASSPHRASE, WORDS)
    assert main(["--campaign", str(protected), "restore", str(own)]) == 0


def test_two_windows_and_a_file_that_is_replaced(protected: Path, tmp_path: Path) -> None:
    other = shutil.copy(protected, tmp_path / "other.campaign")
    with campaigns.open_(protected) as one, campaigns.open_(protected) as two:
        add(one, given_name="Bo")
        add(two, given_name="Cy")
        assert {r["given_name"] for r in everything(one)} == {"Quintessa", "Bo", "Cy"}
        shutil.copyfile(other, tmp_path / "fresh")
        (tmp_path / "fresh").replace(protected)
        assert one.file_state() is FileState.REPLACED
        with pytest.raises(UserError, match="replaced"):
            add(two, given_name="Di")
        assert one.begin_anew()
        assert {r["given_name"] for r in everything(one)} == {"Quintessa"}


def test_the_past_is_the_same(protected: Path) -> None:
    with campaigns.open_(protected) as opened:
        add(opened, given_name="Bo")
        with opened.reading() as connection:
            for seq, people in ((0, 0), (3, 1), (4, 2)):
                with state_of(connection, past(connection, seq)) as then:
                    found = then.exec_driver_sql("SELECT count(*) FROM candidate WHERE deleted_at IS NULL").scalar()
                    assert found == people


def test_a_desk_there_and_back(
    protected: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "omaha.desk"
    monkeypatch.setenv(PASSPHRASE, WORDS)
    assert main(["--campaign", str(protected), "desk", "new", row_id.make("E", 1), str(path), "--pin", "2846"]) == 0
    begin_anew(monkeypatch)
    with pytest.raises(Locked):
        Desk(path)
    protecting.unlock(path, WORDS)
    with closing(Desk(path)) as desk:
        desk.confirm({"name": "Juniper Ashdown", "email": "juniper@example.org"}, "en")
    begin_anew(monkeypatch)
    capsys.readouterr()
    assert main(["--campaign", str(protected), "--json", "import", str(path)]) == 0
    assert json.loads(capsys.readouterr().out)["created"] == 1
    with campaigns.open_(protected) as opened:
        assert {r["given_name"] for r in everything(opened)} == {"Quintessa", "Juniper"}


def test_the_writer_of_the_form(protected: Path) -> None:
    with campaigns.open_(protected) as opened:
        with opened.reading() as connection:
            known = asked(connection)
        with WriterApart(str(protected)) as writer:
            said = {"name": "Bo Family", "email": "bo@example.org"}
            writer.offer(Slip(Origin("Form", "form"), "k1", said), known).result(60)
        assert {r["email"] for r in everything(opened)} == {"quintessa@example.org", "bo@example.org"}


def test_an_older_file_is_protected_and_upgraded(tmp_path: Path) -> None:
    place = tmp_path / "older.campaign"
    place.touch()
    older, config = sqlite_engine(str(place), writing=True), Config()
    config.set_main_option("script_location", str(Path(schema.__file__).parent / "migrations"))
    with older.begin() as connection:
        config.attributes["connection"] = connection
        upgrade(config, "0008")
        connection.exec_driver_sql("INSERT INTO candidate (id, given_name) VALUES (1, 'Quintessa')")
        connection.exec_driver_sql("INSERT INTO meta VALUES ('campaign', 'abc'), ('lock', ''), ('version', '8')")
        for mark in (f"application_id={header.APPLICATION_ID}", "user_version=8"):
            connection.exec_driver_sql(f"PRAGMA {mark}")
    older.dispose()
    protecting.protect(place, WORDS)
    assert header.look(place).version == 8
    with campaigns.open_(place) as opened:
        assert [r["given_name"] for r in everything(opened)] == ["Quintessa"]
    assert header.look(place).version == header.VERSION
    (before,) = [backup for backup in backups.all_of(place) if "upgrade" in backup.why]
    assert protecting.is_protected(before.path)


def test_a_damaged_protected_file(protected: Path) -> None:
    content = bytearray(protected.read_bytes())
    content[9 * 4096 + 100] ^= 1
    protected.write_bytes(content)
    assert main(["--campaign", str(protected), "check"]) == 1
    with pytest.raises(UserError, match="damaged"):
        backups.check(protected)


def test_what_names_somebody_is_found_in_protected_files(protected: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with campaigns.open_(protected) as opened:
        with opened.reading() as connection:
            desk = make_desk(connection, 1, protected.with_name("omaha.desk"), "2846")
        with closing(Desk(desk)) as at_the_stop:
            at_the_stop.confirm({"name": "Quintessa Zebulon", "email": "quintessa@example.org"}, "en")
        found = forgetting.preview(opened, 1)
        assert [path.name for path in found.holding.files.naming] == ["omaha.desk"]


def test_packed_files_are_not_taken_for_protected_ones(protected: Path, tmp_path: Path) -> None:
    rng = random.Random(7)
    for begins in (b"PK\x03\x04", b"%PDF-1.7", b"\x1f\x8b\x08", b"\x89PNG", b"\xff\xd8\xff", b"\xd0\xcf\x11\xe0"):
        (path := tmp_path / "packed").write_bytes(begins + rng.randbytes(10_000))
        assert not databases.is_protected(path), begins
    assert databases.is_protected(protected)
