"""After somebody was forgotten, every byte is searched, and the sentence at the end says exactly what is left."""

import datetime as dt
import html
import json
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend

from coordinator.base import paths
from coordinator.base.databases import driver
from coordinator.base.errors import UserError
from coordinator.changes import history
from coordinator.changes.checking import problems_of
from coordinator.changes.forget import NAMELESS
from coordinator.changes.marks import NAMES_MARKED
from coordinator.changes.name_writings import Sureness
from coordinator.changes.naming import ERASED, Naming
from coordinator.operations import exporting, forgetting, own_fields, people, undoing
from coordinator.operations.forgetting import forget_person, preview
from coordinator.operations.keeping import restore_backup
from coordinator.people import files_naming
from coordinator.people.files_naming import files_that_name
from coordinator.records.catalog import (
    CANDIDATE,
    CONTACT,
    EVENT,
    FORGOTTEN,
    IMPORT,
    PARTNER,
    REFERRAL,
    SIGNUP,
    record_type,
)
from coordinator.round_trip.sheets_out import SheetWish
from coordinator.store import backups, query
from coordinator.store.campaign import Campaign, create, open_
from tests import builders
from tests.partners.people import connect, handed, partner, willing

LIST = """First name,Last name,Email,Phone,Street,Why do you want to run?
Zebulon,Quatermass,zebulon@example.org,303-555-0177,12 Quarry Lane,Because of Quatermass Hill
Noor,Hale,noor@example.org,303-555-0178,14 Quarry Lane,Schools
"""
WORDS = ("zebulon", "quatermass", "zq@example", "old.zeb", "5550177", "555-0177", "5550166", "ziggy", "12 quarry")


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("config", "data", "log"):
        (tmp_path / name).mkdir()
        monkeypatch.setattr(paths, f"{name}_dir", lambda folder=tmp_path / name: folder)


class Chain(KeyringBackend):
    """A keyring in memory, as each system has one."""

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
    before, here = keyring.get_keyring(), Chain()
    keyring.set_keyring(here)
    yield here
    keyring.set_keyring(before)


def numbered(campaign: Campaign, email: str) -> int:
    return next(r["id"] for r in builders.everything(campaign) if r["email"] == email)


def fill(campaign: Campaign, folder: Path) -> int:
    """Give somebody a long history: other names and addresses, and traces in what belongs to others."""
    listed = folder / "list.csv"
    listed.write_text(LIST, encoding="utf-8")
    builders.bring(campaign, listed)
    listed.unlink()
    number = numbered(campaign, "zebulon@example.org")
    noor = numbered(campaign, "noor@example.org")
    for email in ("zq@example.org", "old.zeb@example.org"):
        builders.edit(campaign, number, email=email)
    builders.edit(campaign, number, phone="303-555-0166")
    builders.edit(campaign, number, given_name="Ziggy")
    builders.edit(campaign, number, city="Denver")
    builders.add(campaign, CONTACT, candidate=number, contact_kind="call", notes="Zebulon asked to be left alone")
    builders.edit(campaign, noor, notes="Came with Zebulon Quatermass (zq@example.org)")
    builders.edit(campaign, noor, notes="Came with Zebulon Quatermass. Likes schools.")
    builders.add(
        campaign, CONTACT, candidate=noor, contact_kind="call", notes="Quatermass, Zebulon drove; +1 (303) 555 0177"
    )
    builders.add(campaign, EVENT, title="House party", city="Denver", notes="Host: Ziggy")
    return number


def bytes_left(place: Path) -> set[str]:
    """Return the words that the bytes of a file hold, in any part of it."""
    whole = place.read_bytes()
    found = [whole.decode("utf-8", errors="ignore"), whole.decode("utf-16-le", errors="ignore")]
    if zipfile.is_zipfile(place):
        with zipfile.ZipFile(place) as archive:
            found += [html.unescape(archive.read(n).decode("utf-8", errors="ignore")) for n in archive.namelist()]
    return {word for word in WORDS for text in found if word in text.casefold()}


def files_left(folder: Path) -> set[Path]:
    return {path for path in folder.rglob("*") if path.is_file() and bytes_left(path)}


def test_no_byte_is_left_and_the_sentence_says_so(campaign: Campaign, tmp_path: Path) -> None:
    number = fill(campaign, tmp_path)
    place = campaign.path
    assert place is not None
    backups.make(place)
    assert files_left(tmp_path)
    found = preview(campaign, number).holding
    assert {m.key.split(".")[1] for m in found.mentions if m.surely} == {"notes", "title"}
    keys = [m.key for m in found.mentions]
    done = forget_person(campaign, number, author="Dana", erase=keys, backups_now=True)
    assert files_left(tmp_path) == set(), {p: bytes_left(p) for p in files_left(tmp_path)}
    campaign.close()
    assert files_left(tmp_path) == set()
    assert done.left.lines() == []
    assert "Nothing else is left of them" in done.sentence
    with open_(place) as again, again.reading() as connection:
        assert problems_of(connection) == []


def test_copies_below_the_backups_are_known_by_what_is_inside(campaign: Campaign, tmp_path: Path) -> None:
    number = fill(campaign, tmp_path)
    place = campaign.path
    assert place is not None
    folder = backups.folder_of(place)
    for name in ("extra.campaign", "noext", "deeper/still/copy.db", f"{place.stem} of May.campaign"):
        backups.make(place, into=folder / name)
    with create(folder / "another.campaign") as another:
        builders.add(another, given_name="Bo", email="bo@example.org")
    shutil.copyfile(place, tmp_path / "twin.campaign")
    twin = folder / "twin 20250101T000000Z.campaign"
    shutil.copyfile(place, twin)
    found = preview(campaign, number).holding
    assert {b.path.name for b in found.backups} == {
        "extra.campaign",
        "noext",
        "copy.db",
        f"{place.stem} of May.campaign",
    }
    keys = [m.key for m in found.mentions]
    done = forget_person(campaign, number, author="Dana", erase=keys, backups_now=True)
    assert done.backups_deleted == 5, "the one before the import too"
    assert (folder / "another.campaign").exists(), "another's is not one's own"
    assert set(done.left.files.naming) == {tmp_path / "twin.campaign", twin}
    assert files_left(tmp_path) == {tmp_path / "twin.campaign", twin}


def test_copies_made_elsewhere_are_remembered(campaign: Campaign, tmp_path: Path) -> None:
    number = fill(campaign, tmp_path)
    place = campaign.path
    assert place is not None
    inside = tmp_path / "sub" / "copy.campaign"
    away = tmp_path.parent / f"{tmp_path.name}-stick" / "Zebulon Quatermass"
    gone = tmp_path.parent / f"{tmp_path.name}-stick" / "gone.db"
    for copy in (inside, away, gone):
        backups.make(place, into=copy)
    older = backups.make(place, into=tmp_path.parent / f"{tmp_path.name}-stick" / "older")
    later = backups.make(place, into=tmp_path.parent / f"{tmp_path.name}-stick" / "later")
    gone.unlink()
    campaign.close()
    restore_backup(older, place, author="Dana")  # it knows nothing of the later one
    with open_(place) as again:
        keys = [m.key for m in preview(again, number).holding.mentions]
        done = forget_person(again, number, author="Dana", erase=keys, backups_now=True)
    assert set(done.left.files.naming) == {inside, away, older, later}
    assert all(str(path) in done.sentence for path in (inside, away, older, later))
    assert bytes_left(place) == set(), "not even in the name of a copy"


def test_all_that_is_left_is_named(campaign: Campaign, tmp_path: Path) -> None:
    number = fill(campaign, tmp_path)
    place = campaign.path
    assert place is not None
    kept = backups.make(place)
    exporting.export(campaign, tmp_path / "phones.xlsx", kinds=("candidate",), author="Dana")
    exporting.export(
        campaign, tmp_path / "noor.csv", kinds=("candidate",), where={"candidate": "city != Denver"}, author="Dana"
    )
    (tmp_path / "R-00001-1.eml").write_bytes(
        b"Subject: =?utf-8?b?WmVidWxvbg==?=\r\nMIME-Version: 1.0\r\n\r\nHello Zebulon Quatermass"
    )
    (tmp_path / "config" / "settings.json").write_text('{"folder": "/home/zebulon-quatermass"}', encoding="utf-8")
    desk = driver.connect(tmp_path / "stop.desk")
    desk.execute("CREATE TABLE a (answers TEXT)")
    desk.execute("""INSERT INTO a VALUES ('{"email": "old.zeb@example.org"}')""")
    desk.commit()
    desk.close()
    (tmp_path / "copy.campaign").write_bytes(place.read_bytes())
    done = forget_person(campaign, number, author="Dana")
    mentions = {m.key for m in done.left.mentions}
    assert mentions and all(key in done.sentence for key in mentions)
    told = {*done.left.files.naming, *(b.path for b in done.left.backups)}
    assert kept in told
    assert files_left(tmp_path) - {place, *(Path(f"{place}{end}") for end in ("-wal", "-shm"))} == told
    assert all(str(path) in done.sentence for path in done.left.files.naming)
    assert "1 backup of" in done.sentence
    assert [e.file for e in done.left.exports] == ["phones.xlsx"] and "phones.xlsx" in done.left.exports[0].request
    assert len(done.left.lines()) == len(done.sentence.splitlines()) - 2
    campaign.close()
    assert bytes_left(place)
    with open_(place) as again:
        done2 = forgetting.erase_more(again, done, [*mentions], author="Dana")
        assert done2.left.mentions == ()
        with again.reading() as connection:
            assert problems_of(connection) == []
    assert bytes_left(place) == set()


def test_mentions_stay_unless_asked_and_other_words_stay_anyway(any_campaign: Campaign, tmp_path: Path) -> None:
    campaign = any_campaign
    number = fill(campaign, tmp_path)
    noor = numbered(campaign, "noor@example.org")
    done = forget_person(campaign, number, author="Dana", erase=["all"])
    assert builders.get(campaign, noor)["notes"] == "Came with (forgotten). Likes schools."
    (event,) = builders.everything(campaign, EVENT)
    assert event["notes"] == "Host: Ziggy"
    assert [m.surely for m in done.left.mentions] == [False]
    undoing.undo(campaign, author="Dana", seq=_step(campaign, "Notes of Noor Hale to Came with (forgotten). Likes"))
    assert builders.get(campaign, noor)["notes"] == "Came with (forgotten) ((forgotten))"
    with campaign.reading() as connection:
        assert problems_of(connection) == []


def _step(campaign: Campaign, beginning: str) -> int:
    with campaign.reading() as connection:
        return next(s.seq for s in history.change_sets(connection) if s.title.startswith(beginning))


def test_former_addresses_do_not_come_back_either(any_campaign: Campaign, tmp_path: Path) -> None:
    number = fill(any_campaign, tmp_path)
    forget_person(any_campaign, number, author="Dana", erase=["all"])
    for line in ("Zeb,Q,zebulon@example.org,", "Zeb,Q,ZQ@example.org,", "Zeb,Q,,303 555 0177", "Zeb,Q,,303 555 0166"):
        path = tmp_path / "again.csv"
        path.write_text(f"First name,Last name,Email,Phone\n{line}\nBea,Morse,bea@example.org,\n", encoding="utf-8")
        plan, _ = builders.bring(any_campaign, path)
        assert "1 row skipped: asked to be forgotten." in plan.notes
    with any_campaign.reading() as connection:
        assert all("Ziggy" not in s.title and "Zebulon" not in s.title for s in history.change_sets(connection))


def test_a_shared_address_keeps_the_other_one_welcome(campaign: Campaign, tmp_path: Path) -> None:
    zeb = builders.add(campaign, given_name="Zebulon", family_name="Quatermass", email="both@example.org")
    builders.add(campaign, given_name="Ada", family_name="Quatermass", email="both@example.org")
    done = forget_person(campaign, zeb, author="Dana", erase=["all"])
    assert [m.own for m in done.left.mentions if m.field == "email"] == [True]
    path = tmp_path / "again.csv"
    path.write_text(
        "First name,Last name,Email\nZEBULON,Quatermass,both@example.org\nAda,Quatermass,both@example.org\n"
    )
    plan, _ = builders.bring(campaign, path)
    assert "1 row skipped: asked to be forgotten." in plan.notes
    assert [(r["given_name"], r["email"]) for r in builders.everything(campaign)] == [("Ada", "both@example.org")]


def test_an_undone_merge_leaves_nothing_and_is_not_redone(campaign: Campaign, tmp_path: Path) -> None:
    zeb = builders.add(campaign, given_name="Zebulon", family_name="Quatermass", email="zq@example.org", notes="ill")
    bea = builders.add(campaign, given_name="Bea", family_name="Morse", email="bea@example.org", notes="well")
    people.merge(campaign, "Dana", bea, zeb, {})
    undone = undoing.undo(campaign, author="Dana")
    done = forget_person(campaign, zeb, author="Dana")
    assert done.left.mentions == ()
    assert undoing.undo(campaign, "Dana", undone.seq).seq is None
    row = builders.get(campaign, bea)
    assert (row["notes"], row["other_emails"]) == ("well", None)
    path = tmp_path / "again.csv"
    path.write_text("First name,Last name,Email\nBea,Morse,bea@example.org\n", encoding="utf-8")
    plan, _ = builders.bring(campaign, path)
    assert plan.counts.rows == 1 and not any("forgotten" in note for note in plan.notes)
    with campaign.reading() as connection:
        assert problems_of(connection) == []
    campaign.close()
    assert campaign.path is not None and bytes_left(campaign.path) == set()


def test_whoever_was_merged_into_them_goes_too(campaign: Campaign) -> None:
    zeb = builders.add(campaign, given_name="Zebulon", family_name="Quatermass", email="zq@example.org")
    other = builders.add(campaign, given_name="Zeb", family_name="Quatermass", email="old.zeb@example.org")
    third = builders.add(campaign, given_name="Ziggy", family_name="Quatermass", email="zebulon@example.org")
    people.merge(campaign, "Dana", other, third, {})
    people.merge(campaign, "Dana", zeb, other, {})
    forget_person(campaign, other, author="Dana")
    marked = [r["what"] for r in builders.everything(campaign, FORGOTTEN)]
    assert marked.count("email" + NAMES_MARKED) == 3
    assert builders.everything(campaign) == []
    campaign.close()
    assert campaign.path is not None and bytes_left(campaign.path) == set()


def test_partners_and_handed_over_files_are_listed(campaign: Campaign) -> None:
    ada = builders.add(campaign, given_name="Ada", family_name="Brook", email="ada@example.org")
    held = builders.add(campaign, PARTNER, name="Prairie School", contact_email="desk@example.org")
    builders.add(campaign, REFERRAL, candidate=ada, partner=held, status="sent", sent_on="2025-05-02")
    done = forget_person(campaign, ada, author="Dana")
    assert "Prairie School: got their details on 2025-05-02" in done.sentence
    assert "desk@example.org" in done.left.letters and "Ada Brook" in done.left.letters


def test_backups_go_later_without_a_new_forget(campaign: Campaign) -> None:
    place = campaign.path
    assert place is not None
    ada = builders.add(campaign, given_name="Ada", family_name="Brook", email="ada@example.org")
    made = backups.make(place)
    damaged = made.with_name(f"{place.stem} 20250101T000000Z damaged")
    damaged.write_bytes(b"Ada Brook")
    assert len(preview(campaign, ada).holding.backups) == 2
    done = forget_person(campaign, ada, author="Dana")
    assert done.backups_deleted == 1 and not damaged.exists()
    assert [b.path for b in done.left.backups] == [made]
    campaign.close()
    open_(place).close()
    assert made.exists()
    later = dt.datetime.now(dt.UTC) + backups.FORGET_AFTER + dt.timedelta(hours=1)
    assert backups.drop_old(place, later) == [made]
    assert not made.exists()


def test_an_old_backup_goes_when_the_campaign_is_opened(campaign: Campaign) -> None:
    place = campaign.path
    assert place is not None
    ada = builders.add(campaign, given_name="Ada", family_name="Brook", email="ada@example.org")
    old = backups.make(place)
    aged = old.with_name(f"{place.stem} 20250101T000000Z.campaign")
    forget_person(campaign, ada, author="Dana")
    old.rename(aged)
    campaign.close()
    open_(place).close()
    assert not aged.exists()


def test_the_key_is_in_the_keyring_and_can_be_taken_along(campaign: Campaign, tmp_path: Path, chain: Chain) -> None:
    place = campaign.path
    assert place is not None
    number = fill(campaign, tmp_path)
    done = forget_person(campaign, number, author="Dana", erase=["all"], backups_now=True)
    assert not done.key_in_file and "That works on this computer" in done.sentence
    (key,) = chain.kept.values()
    forgetting.write_key_file(campaign, tmp_path / "key.txt")
    campaign.close()
    assert key.encode() not in place.read_bytes()
    path = tmp_path / "again.csv"
    path.write_text("First name,Email\nZeb,zq@example.org\nBea,bea@example.org\n", encoding="utf-8")
    chain.kept.clear()  # another computer
    with open_(place) as elsewhere:
        with pytest.raises(UserError, match="forget-key --take"):
            builders.bring(elsewhere, path)
        forgetting.take_key_file(elsewhere, tmp_path / "key.txt")
        plan, _ = builders.bring(elsewhere, path)
        assert "1 row skipped: asked to be forgotten." in plan.notes
    assert list(chain.kept.values()) == [key]
    assert key.encode() not in place.read_bytes()


def test_a_key_that_lies_in_the_file_is_told(any_campaign: Campaign) -> None:
    done = forget_person(any_campaign, builders.add(any_campaign, email="zq@example.org"), author="Dana")
    place = "file" if any_campaign.is_sqlite else "database"
    assert done.key_in_file and f"the key of the marks lies in the {place}, beside them" in done.sentence


def test_a_lost_key_is_given_up_on_purpose(campaign: Campaign, tmp_path: Path, chain: Chain) -> None:
    number = fill(campaign, tmp_path)
    forget_person(campaign, number, author="Dana")
    chain.kept.clear()
    assert forgetting.give_up_missing(campaign) == 1
    path = tmp_path / "again.csv"
    path.write_text("First name,Email\nZeb,zq@example.org\n", encoding="utf-8")
    plan, _ = builders.bring(campaign, path)
    assert plan.counts.created == 1


def test_a_key_that_lay_in_the_file_moves_into_the_keyring(campaign: Campaign, tmp_path: Path) -> None:
    place = campaign.path
    assert place is not None
    ada = builders.add(campaign, given_name="Ada", family_name="Brook", email="ada@example.org")
    bea = builders.add(campaign, given_name="Bea", family_name="Morse", email="bea@example.org")
    assert forget_person(campaign, ada, author="Dana").key_in_file
    before = keyring.get_keyring()
    keyring.set_keyring(Chain())
    try:
        assert not forget_person(campaign, bea, author="Dana").key_in_file
        path = tmp_path / "again.csv"
        path.write_text("First name,Email\nAda,ada@example.org\nBea,bea@example.org\n", encoding="utf-8")
        plan, _ = builders.bring(campaign, path)
        assert "2 rows skipped: asked to be forgotten." in plan.notes
    finally:
        keyring.set_keyring(before)


def test_a_restored_backup_forgets_with_a_key_from_the_keyring(
    campaign: Campaign, tmp_path: Path, chain: Chain
) -> None:
    place = campaign.path
    assert place is not None
    number = fill(campaign, tmp_path)
    older = backups.make(place)
    forget_person(campaign, number, author="Dana", erase=["all"])
    campaign.close()
    assert restore_backup(older, place, author="Dana").forgotten == 1
    with open_(place) as again:
        assert [r["given_name"] for r in builders.everything(again)] == ["Noor"]


def test_titles_of_others_keep_their_other_words(campaign: Campaign, tmp_path: Path) -> None:
    number = fill(campaign, tmp_path)
    forget_person(campaign, number, author="Dana", erase=["all"])
    with campaign.reading() as connection:
        titles = [s.title for s in history.change_sets(connection)]
    assert any(t.startswith("Notes of Noor Hale to Came with (forgotten)") for t in titles), titles
    assert titles.count(NAMELESS) >= 5


def test_a_restored_backup_loses_the_erased_words_again(campaign: Campaign, tmp_path: Path) -> None:
    place = campaign.path
    assert place is not None
    number = fill(campaign, tmp_path)
    older = backups.make(place)
    done = forget_person(
        campaign, number, author="Dana", erase=[m.key for m in preview(campaign, number).holding.mentions]
    )
    assert done.left.mentions == ()
    campaign.close()
    restore_backup(older, place, author="Dana")
    assert bytes_left(place) == set()


def test_a_backup_restored_without_the_key_says_that_people_may_be_back(
    campaign: Campaign, tmp_path: Path, chain: Chain
) -> None:
    place = campaign.path
    assert place is not None
    number = fill(campaign, tmp_path)
    older = backups.make(place)
    forget_person(campaign, number, author="Dana")
    campaign.close()
    chain.kept.clear()
    with pytest.raises(UserError, match="may be back"):
        restore_backup(older, place, author="Dana")


def test_many_who_share_a_number_are_counted(campaign: Campaign) -> None:
    ada = builders.add(campaign, given_name="Ada", family_name="Brook", phone="303-555-0142")
    for number in range(32):
        builders.add(campaign, given_name=f"Person{number}", family_name="Office", phone="303-555-0142")
    done = forget_person(campaign, ada, author="Dana")
    assert len(done.left.mentions) == 32 and "2 more fields of others" in done.sentence
    assert done.marks == 2  # with the name, and as shared


def test_nobody_without_an_address_is_promised_to_stay_away(campaign: Campaign) -> None:
    ada = builders.add(campaign, given_name="Ada", family_name="Brook")
    done = forget_person(campaign, ada, author="Dana")
    assert done.marks == 0 and "no mark keeps a list from bringing them back" in done.sentence


def test_a_namesake_is_named_and_keeps_all(campaign: Campaign) -> None:
    ada = builders.add(campaign, given_name="Ada", family_name="Brook", email="ada@example.org")
    other = builders.add(campaign, given_name="ADA", family_name="Brook", email="other@example.org")
    builders.edit(campaign, other, notes="Ada Brook is on leave", city="Denver")
    done = forget_person(campaign, ada, author="Dana", erase=["all"])
    assert [m.surely for m in done.left.mentions if m.field == "notes"] == [False]
    assert len(done.left.namesakes) == 1 and done.left.namesakes[0] in done.sentence
    assert builders.get(campaign, other)["notes"] == "Ada Brook is on leave"


@pytest.mark.parametrize(
    "said",
    [
        "call José Núñez",
        "JOSE NUNEZ",
        "Núñez, José",
        "jose_nunez.csv",
        "Jose Luis Nunez",
        "write to JOSE.N@example.org.",
        "<jose.n@example.org>",
        "303.555.0188",
        "+1 (303) 555-0188",
        "3035550188",
        "Jose\u0301 Nu\u0301n\u0303ez",
    ],
)
def test_words_are_found_however_they_are_written(said: str) -> None:
    finder = Naming((("José", "Núñez"),), ("jose.n@example.org",), ("+13035550188",)).finder()
    assert finder.sureness(said) is Sureness.SURE and finder.may_be_in(said)
    left = finder.without(said)
    assert finder.sureness(left) is Sureness.NOT and ERASED in left


@pytest.mark.parametrize(
    "said", ["mr.jose.n@example.org", "jose.n@example.organic", "13303555018", "Joseph Nunez", "Nunezia"]
)
def test_words_of_others_are_not_taken_for_theirs(said: str) -> None:
    finder = Naming((("José", "Núñez"),), ("jose.n@example.org",), ("+13035550188",)).finder()
    assert finder.sureness(said) is Sureness.NOT and finder.without(said) == said


def test_a_file_that_another_program_reads_is_cleared_when_it_is_next_opened(
    campaign: Campaign, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = fill(campaign, tmp_path)
    place = campaign.path
    assert place is not None
    monkeypatch.setattr("coordinator.store.engine.BUSY_MS", 50)
    with open_(place) as impatient:
        other = driver.connect(place, isolation_level=None)
        other.execute("BEGIN")
        other.execute("SELECT count(*) FROM candidate").fetchone()
        done = forget_person(
            impatient, number, author="Dana", erase=[m.key for m in preview(campaign, number).holding.mentions]
        )
        assert done.compacted is False and "cleared when it is next opened" in done.sentence
        other.close()
    campaign.close()
    open_(place).close()
    assert bytes_left(place) == set()
    assert not place.with_name(place.name + "-wal").exists() or not bytes_left(place.with_name(place.name + "-wal"))


def test_answers_and_rows_of_others_are_listed_too(any_campaign: Campaign, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text(LIST.replace("Schools", "Schools like Zebulon Quatermass"), encoding="utf-8")
    builders.bring(any_campaign, path)
    number = numbered(any_campaign, "zebulon@example.org")
    found = preview(any_campaign, number).holding.mentions
    assert {m.key.split(".", 1)[1] for m in found} == {"answers.why_do_you_want_to_run", "row"}
    done = forget_person(any_campaign, number, author="Dana", erase=["all"])
    assert done.left.mentions == ()
    (noor,) = builders.everything(any_campaign)
    assert noor["answers"] == {"why_do_you_want_to_run": "Schools like (forgotten)"}
    (signup,) = builders.everything(any_campaign, SIGNUP)
    assert signup["row"]["Why do you want to run?"] == "Schools like (forgotten)"
    with any_campaign.reading() as connection:
        assert query.count(connection, CANDIDATE, None, "Quatermass") == 0
        assert problems_of(connection) == []


def in_a_zip(path: Path, text: str) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/sharedStrings.xml", f"<si><t>{html.escape(text)}</t></si>")


FILES = {
    "a.csv": lambda path: path.write_text("First,Last\nJosé,Núñez O'Hara\n", encoding="utf-8"),
    "b.csv": lambda path: path.write_text("First;Last\nJosé;Núñez O'Hara\n", encoding="cp1252"),
    "c.csv": lambda path: path.write_text("First\tLast\nJosé\tNúñez O'Hara\n", encoding="utf-16"),
    "d.json": lambda path: path.write_text(json.dumps({"who": "José Núñez O'Hara"})),
    "e.ics": lambda path: path.write_text("BEGIN:VCALENDAR\r\nSUMMARY:Call José Nú\r\n ñez O'Hara\r\n", newline=""),
    "f.xlsx": lambda path: in_a_zip(path, "José Núñez O'Hara"),
    "g.eml": lambda path: path.write_bytes(
        b"Subject: =?utf-8?q?Jos=C3=A9_N=C3=BA=C3=B1ez_O=27Hara?=\r\nMIME-Version: 1.0\r\n\r\nhello"
    ),
    "for Jose Nunez O'Hara.txt": lambda path: path.write_text("hello"),
}


def test_files_of_all_kinds_are_looked_into(tmp_path: Path) -> None:
    for name, write in FILES.items():
        write(tmp_path / name)
    (tmp_path / "other.csv").write_text("First,Last\nJosefina,Núñez\n", encoding="utf-8")
    (tmp_path / "scan.pdf").write_bytes(b"%PDF")
    (tmp_path / "broken.xlsx").write_bytes(b"PK\x03\x04 not a workbook")
    finder = Naming((("José", "Núñez O'Hara"),)).finder()
    found = files_that_name(finder, [tmp_path, tmp_path / "nowhere"], [1])
    assert [p.name for p in found.naming] == sorted(FILES)
    assert {p.name for p in found.unread} == {"broken.xlsx", "scan.pdf"}


def test_a_handed_over_file_is_told_with_its_holder(campaign: Campaign, tmp_path: Path) -> None:
    number, place = partner(campaign), tmp_path / "for-them.xlsx"
    (ada,) = willing(campaign)
    connect(campaign)
    handed(campaign, number, place)
    done = forget_person(campaign, ada, author="Dana")
    (export,) = done.left.exports
    assert (export.file, export.surely) == ("for-them.xlsx", True) and export.holder
    assert place in done.left.files.naming
    assert export.holder in done.sentence and "for-them.xlsx" in done.left.letters


def test_problems_of_their_rows_go_and_those_of_others_stay(campaign: Campaign, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    for phone in ("12", "13"):
        path.write_text(
            "First name,Last name,Email,Birth date,Phone\n"
            f"Zebulon,Quatermass,zq@example.org,13/45/1890,{phone}\nNoor,Hale,noor@example.org,44/44/2000,14\n",
            encoding="utf-8",
        )
        builders.bring(campaign, path)
    forget_person(campaign, numbered(campaign, "zq@example.org"), author="Dana")
    left = [p["value"] for row in builders.everything(campaign, IMPORT) for p in row["problems"] or ()]
    assert set(left) == {"44/44/2000", "14"}


def test_titles_about_them_alone_go_though_others_are_called_so_too(campaign: Campaign) -> None:
    ana = builders.add(campaign, given_name="Ana", email="ana@example.org")
    other = builders.add(campaign, given_name="Ana", family_name="Lopez", email="lopez@example.org")
    builders.edit(campaign, ana, city="Denver")
    builders.edit(campaign, other, city="Boise")
    forget_person(campaign, ana, author="Dana")
    with campaign.reading() as connection:
        titles = [s.title for s in history.change_sets(connection)]
    assert titles == ["Forgot a person", "City of Ana Lopez to Boise", NAMELESS, "Added Ana Lopez", NAMELESS]


def test_addresses_in_own_fields_are_looked_for_and_not_marked(campaign: Campaign) -> None:
    own_fields.make_field(campaign, "Dana", CANDIDATE, "Work mail", "email")
    values = {"answers.work_mail": "zq@example.org"}
    zeb = builders.add(campaign, given_name="Zebulon", email="zebulon@example.org")
    builders.edit(campaign, zeb, **values)
    other = builders.add(campaign, given_name="Bea", notes="Same office as zq@example.org")
    done = forget_person(campaign, zeb, author="Dana")
    (mention,) = done.left.mentions
    assert (mention.number, mention.field, mention.surely) == (other, "notes", False)
    assert done.marks == 2  # of the e-mail, and of it with the name


def test_what_a_merge_left_with_the_other_one_is_listed(campaign: Campaign) -> None:
    keep = builders.add(campaign, given_name="Bea", family_name="Morse", notes="Likes parks")
    zeb = builders.add(campaign, given_name="Zebulon", family_name="Quatermass", notes="Has been ill for long")
    merged = people.merge(campaign, "Dana", keep, zeb, {}).seq
    notes = builders.get(campaign, keep)["notes"]
    builders.edit(campaign, keep, notes=notes + "\nCalled in May")
    undoing.undo(campaign, "Dana", merged)
    done = forget_person(campaign, zeb, author="Dana", erase=["all"])
    assert "ill for long" not in builders.get(campaign, keep)["notes"] and done.left.mentions == ()
    assert "Likes parks" in builders.get(campaign, keep)["notes"]
    with campaign.reading() as connection:
        assert problems_of(connection) == []
    campaign.close()
    assert campaign.path is not None and b"ill for long" not in campaign.path.read_bytes()


def test_a_heading_that_named_them_leaves_the_answers_of_others(campaign: Campaign, tmp_path: Path) -> None:
    asked = "Do you know Zebulon Quatermass?"
    path = tmp_path / "list.csv"
    path.write_text(LIST.replace("Why do you want to run?", asked), encoding="utf-8")
    builders.bring(campaign, path)
    path.unlink()
    noor = numbered(campaign, "noor@example.org")
    builders.edit(campaign, noor, **{"answers.do_you_know_zebulon_quatermass": "Since school"})
    builders.add(
        campaign,
        record_type("view"),
        name="Who knows",
        record="candidate",
        filter="answers.do_you_know_zebulon_quatermass = school",
    )
    exporting.export(campaign, tmp_path / "all.csv", kinds=("candidate",), author="Dana")
    forget_person(campaign, numbered(campaign, "zebulon@example.org"), author="Dana", erase=["all"], backups_now=True)
    row = next(r for r in builders.everything(campaign) if r["id"] == noor)
    assert row["answers.do_you_know_forgotten"] == "Since school"
    (answer,) = builders.everything(campaign, record_type("answer"))
    assert (answer["key"], answer["heading"]) == ("do_you_know_forgotten", "Do you know (forgotten)?")
    (view,) = builders.everything(campaign, record_type("view"))
    assert view["filter"] == "answers.do_you_know_forgotten = school"
    with campaign.reading() as connection:
        assert problems_of(connection) == []
    place = campaign.path
    assert place is not None
    builders.undo(campaign)  # the view
    builders.undo(campaign)  # the answer that was typed, in its history under the new key
    assert builders.get(campaign, noor)["answers"] == {"do_you_know_forgotten": "Schools"}
    (tmp_path / "all.csv").unlink()
    campaign.close()
    assert files_left(tmp_path) == set()


def test_a_key_that_holds_no_name_stays(campaign: Campaign) -> None:
    own_fields.make_field(campaign, "Dana", CANDIDATE, "Friend", "text")
    (answer,) = builders.everything(campaign, record_type("answer"))
    builders.edit(campaign, answer["id"], record_type("answer"), heading="Friend of Zebulon Quatermass")
    zeb = builders.add(campaign, given_name="Zebulon", family_name="Quatermass", email="zq@example.org")
    noor = builders.add(campaign, given_name="Noor")
    builders.edit(campaign, noor, **{"answers.friend": "yes"})
    forget_person(campaign, zeb, author="Dana", erase=["all"])
    (answer,) = builders.everything(campaign, record_type("answer"))
    assert (answer["key"], answer["heading"]) == ("friend", "Friend of (forgotten)")
    assert builders.get(campaign, noor)["answers"] == {"friend": "yes"}


def test_the_check_sees_answers_without_a_field(campaign: Campaign) -> None:
    own_fields.make_field(campaign, "Dana", CANDIDATE, "Friend", "text")
    noor = builders.add(campaign, given_name="Noor")
    builders.edit(campaign, noor, **{"answers.friend": "yes"})
    table = record_type("answer").table
    with campaign.writing() as connection:
        connection.execute(table.update().values(key="foe"))
    with campaign.reading() as connection:
        assert "1 answers of candidates have no field (friend)." in problems_of(connection)


def test_what_came_with_a_merge_that_was_taken_back_is_not_theirs(campaign: Campaign, tmp_path: Path) -> None:
    listed = tmp_path / "list.csv"
    listed.write_text(
        "First name,Last name,Email,Phone\nZebulon,Quatermass,zq@example.org,303-555-0177\n"
        "Bea,Morse,bea@example.org,303-555-0188\n",
        encoding="utf-8",
    )
    builders.bring(campaign, listed)
    zeb, bea = numbered(campaign, "zq@example.org"), numbered(campaign, "bea@example.org")
    merged = people.merge(campaign, "Dana", zeb, bea, {}).seq
    builders.edit(campaign, zeb, email="ziggy@example.org")
    undoing.undo(campaign, "Dana", merged)
    builders.edit(campaign, bea, email="bea.morse@example.org", phone="303-555-0189")
    done = forget_person(campaign, zeb, author="Dana", erase=["all"])
    assert done.left.mentions == ()
    (signup,) = builders.everything(campaign, SIGNUP)
    assert signup["row"]["Email"] == "bea@example.org"
    again = tmp_path / "again.csv"
    again.write_text("Email\nbea@example.org\nzq@example.org\nziggy@example.org\n", encoding="utf-8")
    plan, _ = builders.bring(campaign, again)
    assert "2 rows skipped: asked to be forgotten." in plan.notes
    with campaign.reading() as connection:
        assert problems_of(connection) == []


def test_letters_name_what_went_out(campaign: Campaign, tmp_path: Path) -> None:
    school, league = partner(campaign, "Prairie School"), partner(campaign, "Lake League")
    zeb, bea = willing(campaign, 2)
    builders.edit(campaign, zeb, given_name="Zebulon", family_name="Quatermass", email="zq@example.org")
    builders.edit(campaign, bea, given_name="Beatrix", family_name="Morse", email="bea@example.org")
    builders.add(campaign, REFERRAL, candidate=zeb, partner=school, status="sent", sent_on="2026-05-02")
    proposed = builders.add(campaign, REFERRAL, candidate=bea, partner=league, status="proposed")
    builders.edit(campaign, proposed, REFERRAL, status="sent", sent_on="2026-05-03")
    exporting.export(campaign, tmp_path / "all.csv", kinds=("candidate",), author="Dana")
    builders.edit(campaign, zeb, given_name="Ziggy", family_name="Newname", email="ziggy@example.org")
    people.merge(campaign, "Dana", zeb, bea, {})
    holding = preview(campaign, zeb).holding
    requests = {h.partner: h.request for h in holding.partners}
    assert "Zebulon Quatermass, zq@example.org" in requests["Prairie School"]
    assert "Beatrix Morse, bea@example.org" in requests["Lake League"]
    assert "Ziggy" not in holding.letters and "Beatrix" not in requests["Prairie School"]
    (export,) = holding.exports
    assert "Zebulon Quatermass, zq@example.org" in export.request and "Beatrix Morse" in export.request
    done = forget_person(campaign, bea, author="Dana")
    assert {h.request for h in done.left.partners} == set(requests.values())
    (export,) = done.left.exports
    assert "Zebulon Quatermass, zq@example.org" in export.request and "Beatrix Morse" in export.request


@pytest.mark.parametrize(
    ("given", "family", "held"),
    [
        ("Zebulon", "Quatermass", True),
        ("Zebulon M.", "Quatermass", True),
        ("Zebu Lon", "Quater-Mass", True),
        ("Quatermass", "Zebulon", True),
        ("Z.", "Quatermass", False),
        ("Zebulonn", "Quatermass", False),
        ("Zebulon", "Maiden", False),
        ("Eva", "Quatermass", False),
    ],
)
def test_whoever_comes_by_a_shared_address_is_held_back_or_told(
    campaign: Campaign, tmp_path: Path, given: str, family: str, held: bool
) -> None:
    both = {"family_name": "Quatermass", "email": "both@example.org", "phone": "303-555-0177"}
    zeb = builders.add(campaign, given_name="Zebulon", **both)
    builders.add(campaign, given_name="Luis", **both)
    forget_person(campaign, zeb, author="Dana")
    path = tmp_path / "again.csv"
    path.write_text(f"First name,Last name,Email,Phone\n{given},{family},both@example.org,303-555-0177\n")
    plan, _ = builders.bring(campaign, path)
    skipped = "1 row skipped: asked to be forgotten." in plan.notes
    told = any("May be somebody who asked to be forgotten" in p.message for r in plan.rows for p in r.problems)
    assert (skipped, told, len(builders.everything(campaign))) == (held, not held, 1 if held else 2)


def test_those_who_shared_it_come_again_without_a_word(campaign: Campaign, tmp_path: Path) -> None:
    zeb = builders.add(campaign, given_name="Zebulon", family_name="Quatermass", email="both@example.org")
    builders.add(campaign, given_name="Luis", family_name="Quatermass", email="both@example.org")
    forget_person(campaign, zeb, author="Dana")
    path = tmp_path / "again.csv"
    path.write_text("First name,Last name,Email,City\nLuis,Quatermass,both@example.org,Reno\n")
    plan, _ = builders.bring(campaign, path)
    assert [r["city"] for r in builders.everything(campaign)] == ["Reno"]
    assert not any("forgotten" in p.message for r in plan.rows for p in r.problems)


def test_an_address_with_a_tag_is_held_back_and_none_is_typed_for_another(campaign: Campaign, tmp_path: Path) -> None:
    zeb = builders.add(campaign, given_name="Zebulon", family_name="Quatermass", email="zq+tour@example.org")
    builders.edit(campaign, zeb, email="zeb@example.org")
    noor = builders.add(campaign, given_name="Noor", email="noor@example.org")
    forget_person(campaign, zeb, author="Dana")
    path = tmp_path / "again.csv"
    path.write_text(
        "First name,Last name,Email\nZeb,,zeb+new@example.org\nZebulon,Quatermass,zq@example.org\n"
        "Hal,Ott,zq@example.org\n"
    )
    builders.bring(campaign, path)
    assert [r["given_name"] for r in builders.everything(campaign)] == ["Noor", "Hal"]
    with pytest.raises(UserError, match="asked to be forgotten"):
        builders.edit(campaign, noor, email="zeb@example.org")
    assert builders.edit(campaign, noor, email="noor.hale@example.org").seq


def test_no_file_from_before_brings_erased_words_back(campaign: Campaign, tmp_path: Path) -> None:
    listed, export = tmp_path / "list.csv", tmp_path / "all.csv"
    listed.write_text(
        "First name,Last name,Email,City,Notes\nZebulon,Quatermass,zq@example.org,Reno,\n"
        "Noor,Hale,noor@example.org,Reno,Came with Zebulon Quatermass. Likes schools.\n",
        encoding="utf-8",
    )
    builders.bring(campaign, listed)
    exporting.export(campaign, export, kinds=("candidate",), author="Dana")
    forget_person(campaign, numbered(campaign, "zq@example.org"), author="Dana", erase=["all"], backups_now=True)
    export.write_text(export.read_text(encoding="utf-8-sig").replace("Reno", "Mesa"), encoding="utf-8")
    listed.write_text(listed.read_text(encoding="utf-8").replace("Reno", "Tempe"), encoding="utf-8")
    for path in (export, listed):  # the city of the list is a conflict then
        plan, _ = builders.bring(campaign, path)
        (noor,) = builders.everything(campaign)
        assert (noor["city"], noor["notes"]) == ("Mesa", "Came with (forgotten). Likes schools.")
        told = [p for r in plan.rows for p in r.problems if "Words here were erased" in p.message]
        assert [(p.column, p.value) for p in told] == [("Notes", "")]
    (signup,) = builders.everything(campaign, SIGNUP)
    assert (signup["row"]["Notes"], signup["row"]["City"]) == ("Came with (forgotten). Likes schools.", "Tempe")
    export.unlink()
    listed.unlink()
    place = campaign.path
    assert place is not None
    campaign.close()
    assert bytes_left(place) == set()


def test_a_file_from_after_the_erasing_is_taken(campaign: Campaign, tmp_path: Path) -> None:
    zeb = builders.add(campaign, given_name="Zebulon", family_name="Quatermass", email="zq@example.org")
    noor = builders.add(campaign, given_name="Noor", notes="Came with Zebulon Quatermass")
    forget_person(campaign, zeb, author="Dana", erase=["all"])
    export = tmp_path / "all.csv"
    exporting.export(campaign, export, kinds=("candidate",), author="Dana")
    export.write_text(export.read_text(encoding="utf-8-sig").replace("Came with (forgotten)", "Came alone"))
    builders.bring(campaign, export)
    assert builders.get(campaign, noor)["notes"] == "Came alone"


@pytest.mark.parametrize(
    ("said", "sure"),
    [
        ("The board will grant funds", Sureness.PERHAPS),
        ("Will grant funds", Sureness.PERHAPS),
        ("Ask Will Grant", Sureness.SURE),
        ("WILL GRANT came", Sureness.SURE),
        ("Grant, Will", Sureness.SURE),
        ("will call", Sureness.NOT),
    ],
)
def test_names_that_are_words_are_unsure_where_they_are_written_small(said: str, sure: Sureness) -> None:
    assert Naming((("Will", "Grant"),)).finder().sureness(said) is sure
    assert Naming((("Zebulon", "Grant"),)).finder().sureness("asked zebulon grant") is Sureness.SURE


def test_drafts_in_folders_inside_are_listed(tmp_path: Path) -> None:
    finder = Naming((("Zebulon", "Quatermass"),)).finder()
    for name in ("drafts/C-1.eml", "a/b/c/list.csv", "a/b/c/d/deeper.csv", ".cache/x.csv", "drafts/notes.txt"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("Zebulon,Quatermass\n", encoding="utf-8")
    found = files_that_name(finder, [tmp_path], [1])
    assert {p.relative_to(tmp_path).as_posix() for p in found.naming} == {"drafts/C-1.eml", "a/b/c/list.csv"}
    assert found.unread == ()


def test_a_folder_with_too_many_files_inside_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files_naming, "MOST_INSIDE", 2)
    (tmp_path / "drafts").mkdir()
    for number in range(4):
        (tmp_path / "drafts" / f"{number}.eml").write_text("Zebulon Quatermass")
    found = files_that_name(Naming((("Zebulon", "Quatermass"),)).finder(), [tmp_path], [1])
    assert (len(found.naming), found.unread) == (2, (tmp_path,))


def test_a_tag_keeps_its_other_words(campaign: Campaign) -> None:
    zeb = builders.add(campaign, given_name="Zebulon", family_name="Quatermass", email="zq@example.org")
    noor = builders.add(campaign, given_name="Noor", tags=["vip", "Zebulon Quatermass", "Zebulon Quatermass's friend"])
    forget_person(campaign, zeb, author="Dana", erase=["all"])
    assert builders.get(campaign, noor)["tags"] == ["vip", "(forgotten)'s friend"]
    with campaign.reading() as connection:
        assert problems_of(connection) == []


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Call (937.555.0155), late", "Call (forgotten), late"),
        ("Call (937) 555-0155.", "Call (forgotten)."),
        ("((937) 555-0155)", "((forgotten))"),
        ("Ann (937.555.0155 at home)", "Ann ((forgotten) at home)"),
        ("(+1 937 555 0155)", "((forgotten))"),
        ("(Zed Quokka)", "((forgotten))"),
    ],
)
def test_erasing_leaves_no_bracket_alone(text: str, left: str) -> None:
    finder = Naming(names=(("Zed", "Quokka"),), numbers=("19375550155",)).finder()
    assert finder.without(text) == left


def test_a_letter_about_a_workbook_tells_no_address_that_it_does_not_hold(campaign: Campaign, tmp_path: Path) -> None:
    ada = builders.add(
        campaign, given_name="Ada", family_name="Quatermass", email="ada@example.org", phone="303-555-0142"
    )
    for file, columns in {"names.csv": ("given_name", "family_name"), "mails.csv": ("given_name", "email")}.items():
        exporting.export_sheets(campaign, tmp_path / file, [SheetWish("candidate", columns=columns)], author="Dana")
    letters = {e.file: e.request for e in preview(campaign, ada).holding.exports}
    assert "Ada Quatermass." in letters["names.csv"] and "@" not in letters["names.csv"]
    assert "Ada Quatermass, ada@example.org." in letters["mails.csv"]
    assert "0142" not in letters["mails.csv"]
