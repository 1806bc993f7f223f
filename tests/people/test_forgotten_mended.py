"""Who asked to be forgotten does not come back by an address that is written as no program takes it."""

from pathlib import Path

import pytest
from sqlalchemy import delete, update

from coordinator.base.errors import UserError
from coordinator.changes.forget import forget
from coordinator.operations import editing
from coordinator.operations.forgetting import forget_person, preview
from coordinator.people.forgotten import ADDRESS_LEFT_OUT, MAY_BE, MAY_LACK_AREA, NAME_LEFT_OUT, NAMES_FORGOTTEN
from coordinator.records.catalog import CANDIDATE, FORGOTTEN, SIGNUP
from coordinator.store import query
from coordinator.store.campaign import Campaign
from tests.builders import bring, edit, everything, get

HEADINGS = "First name,Last name,Email,Phone"
WRITTEN = [
    "zq (at) example.org",
    "zq @example.org",
    "zq@@example.org",
    "zq@ example.org",
    "ZQ＠example.org",
    "zq[at]example[dot]org",
    "zq at example dot org",
    "zq@example,org",
]


def brought(campaign: Campaign, folder: Path, *rows: str) -> list[str]:
    """Import rows; return the sentences that are told of them."""
    path = folder / f"{len(list(folder.glob('*.csv')))}.csv"
    path.write_text("\n".join((HEADINGS, *rows)) + "\n", encoding="utf-8")
    plan, _ = bring(campaign, path)
    return [problem.message for row in plan.rows for problem in row.problems]


def forget_zora(campaign: Campaign, folder: Path, *others: str) -> None:
    """Import Zora with others, and forget her."""
    brought(campaign, folder, "Zora,Quimbyx,zq@example.org,303-555-0177", "Noor,Hale,noor@example.org,", *others)
    (zora,) = [r["id"] for r in everything(campaign) if r["given_name"] == "Zora"]
    forget(campaign, zora, author="Dana")


@pytest.mark.parametrize("email", WRITTEN)
def test_a_mangled_email_brings_nobody_back(any_campaign: Campaign, tmp_path: Path, email: str) -> None:
    forget_zora(any_campaign, tmp_path)
    brought(any_campaign, tmp_path, f'Zora,Quimbyx,"{email}",', "Bo,Ott,bo (at) example.org,")
    assert [r["given_name"] for r in everything(any_campaign)] == ["Noor", "Bo"]


def test_a_number_without_its_area_code_is_told(campaign: Campaign, tmp_path: Path) -> None:
    forget_zora(campaign, tmp_path)
    assert MAY_LACK_AREA in brought(campaign, tmp_path, "Zora,Quimbyx,,555-0177")
    assert MAY_LACK_AREA not in brought(campaign, tmp_path, "Bo,Ott,,555-0178")


def test_a_mangled_email_that_others_had_too_is_told(campaign: Campaign, tmp_path: Path) -> None:
    forget_zora(campaign, tmp_path, "Otto,Quimbyx,zq@example.org,")
    assert MAY_BE in brought(campaign, tmp_path, "Zelda,Quimbyx,zq (at) example.org,")
    for name in ("Zora,Quimbyx", ",Zora Quimbyx", "Zora Quimbyx,"):
        brought(campaign, tmp_path, f"{name},zq (at) example.org,", f"{name},zq@example.org,")
    assert [r["given_name"] for r in everything(campaign)] == ["Noor", "Otto", "Zelda"]


MAILBOX = [
    "zora.quimby@gmail.com",
    "zoraquimby@gmail.com",
    "Z.oraQuimby+tour@googlemail.com",
    "zora.quimby+x@gmail.com",
]


@pytest.mark.parametrize("email", MAILBOX)
def test_another_writing_of_the_mailbox_brings_nobody_back(any_campaign: Campaign, tmp_path: Path, email: str) -> None:
    brought(any_campaign, tmp_path, "Zora,Quimbyx,Zora.Quimby@gmail.com,", "Noor,Hale,noor@example.org,")
    zora, noor = (r["id"] for r in everything(any_campaign))
    edit(any_campaign, noor, notes=f"mail {email} or noor@example.org")
    (mention,) = preview(any_campaign, zora).holding.mentions
    assert (mention.surely, mention.goes[mention.says]) == (True, "mail (forgotten) or noor@example.org")
    forget(any_campaign, zora, author="Dana")
    brought(any_campaign, tmp_path, f"Zora,Quimbyx,{email},", f"Bo,Ott,{email},", "Al,Ott,quimby.zora@gmail.com,")
    assert [r["given_name"] for r in everything(any_campaign)] == ["Noor", "Al"]
    with pytest.raises(UserError, match="asked to be forgotten"):
        edit(any_campaign, noor, email=email)


def test_marks_from_before_there_were_those_of_mailboxes_still_count(campaign: Campaign, tmp_path: Path) -> None:
    brought(campaign, tmp_path, "Zora,Quimbyx,zora.quimby@gmail.com,303-555-0177")
    (zora,) = everything(campaign)
    forget(campaign, zora["id"], author="Dana")
    with campaign.writing() as connection:
        connection.execute(delete(FORGOTTEN.table).where(FORGOTTEN.table.c.what == "email of the mailbox"))
    for email in ("zora.quimby@gmail.com", "zora.quimby+x@gmail.com"):
        brought(campaign, tmp_path, f"Bo,Ott,{email},", f"Zora,Quimbyx,{email},")
    assert everything(campaign) == []


def test_a_family_with_tags_at_one_mailbox_is_parted_by_name(campaign: Campaign, tmp_path: Path) -> None:
    rows = ("Zora,Quimbyx,home+zora@example.org,", "Leo,Quimbyx,home+leo@example.org,")
    brought(campaign, tmp_path, *rows, "Noor,Hale,noor@example.org,")
    zora, leo, noor = (r["id"] for r in everything(campaign))
    edit(campaign, noor, notes="home+zora@example.org and home+leo@example.org")
    forget_person(campaign, zora, author="Dana", erase=["all"])
    assert get(campaign, noor)["notes"] == "(forgotten) and home+leo@example.org"
    brought(campaign, tmp_path, *rows, "Zora,Quimbyx,home@example.org,")
    assert [r["given_name"] for r in everything(campaign)] == ["Leo", "Noor"]
    assert get(campaign, leo)["email"] == "home+leo@example.org"


@pytest.mark.parametrize(
    ("row", "taken"),
    [
        ("Gus,Hale,gus@example.org,303-555-0177", True),
        ("Gus,Hale,,303-555-0177", True),
        ("Otto,Quimbyx,otto@example.org,303.555.0177", True),
        ("Otto,Quimbyx,,303-555-0177", False),
        ("Z.,Quimbyx,z@example.org,303-555-0177", False),
        ("Z.,Hale,z@example.org,303-555-0177", False),
        ("Zora,Maiden,zm@example.org,303-555-0177", False),
        ("Quimbyx,Zora,zm@example.org,303-555-0177", False),
        ("Zorra,Quimbyks,zm@example.org,303-555-0177", False),
        (",,zm@example.org,303-555-0177", False),
        ("Gus,Hale,zq@example.org,303-555-0177", False),
    ],
)
def test_whoever_has_quite_another_name_comes_without_the_number(
    any_campaign: Campaign, tmp_path: Path, row: str, taken: bool
) -> None:
    forget_zora(any_campaign, tmp_path)
    told = brought(any_campaign, tmp_path, row)
    assert (ADDRESS_LEFT_OUT in told) == taken
    new = [r for r in everything(any_campaign) if r["given_name"] != "Noor"]
    assert [(r["given_name"], r["phone"]) for r in new] == ([(row.split(",")[0], None)] if taken else [])
    with any_campaign.reading() as connection:
        signups = query.read_rows(connection, SIGNUP, query.select_ids(connection, SIGNUP))
    assert not any("0177" in str(signup) for signup in signups)


@pytest.mark.parametrize(
    ("row", "email"),
    [
        ("Gus,Hale,gus@example.org; zq@example.org,", "gus@example.org"),
        ("Gus,Hale,zq@example.org; gus@example.org,", "gus@example.org"),
        ("Gus,Hale,ZQ+news@example.org gus@example.org,", "gus@example.org"),
        ("Gus,Hale,gus@example.org; zq@example.org,303-555-0177", "gus@example.org"),
        ("Gus,Hale,gus@example.org; zq@example.org,303-555-0100", "gus@example.org"),
        ("Otto,Quimbyx,otto@example.org; zq@example.org,", "otto@example.org"),
        ("Gus,Hale,zq@example.org,", ""),
        ("Gus,Hale,zq@example.org; zq+a@example.org,", ""),
        ("Zora,Maiden,new@example.org; zq@example.org,", ""),
        ("Z.,Quimbyx,new@example.org; zq@example.org,", ""),
        ("Zorra,Quimbyks,new@example.org; zq@example.org,", ""),
        (",,new@example.org; zq@example.org,", ""),
    ],
)
def test_whoever_has_quite_another_name_and_an_own_email_comes_without_the_other(
    campaign: Campaign, tmp_path: Path, row: str, email: str
) -> None:
    forget_zora(campaign, tmp_path)
    told = brought(campaign, tmp_path, row)
    assert (ADDRESS_LEFT_OUT in told) == bool(email)
    new = [(r["email"], r["other_emails"]) for r in everything(campaign) if r["given_name"] != "Noor"]
    assert new == ([(email, None)] if email else [])
    with campaign.reading() as connection:
        signups = query.read_rows(connection, SIGNUP, query.select_ids(connection, SIGNUP))
    assert not any("zq" in str(signup).casefold() for signup in signups)


def test_marks_without_names_keep_out_whoever_has_the_number(campaign: Campaign, tmp_path: Path) -> None:
    forget_zora(campaign, tmp_path)
    table = FORGOTTEN.table
    with campaign.writing() as connection:
        connection.execute(update(table).where(table.c.what.like("% whose%")).values(what="phone"))
    assert ADDRESS_LEFT_OUT not in brought(campaign, tmp_path, "Gus,Hale,gus@example.org,303-555-0177")
    assert [r["given_name"] for r in everything(campaign)] == ["Noor"]


IN_TEXTS = (
    "ref by Zora zq@example.org",
    "friend of Zora (zq@example.org).",
    "write to ZQ+tour@example.org, please",
    "call 303-555-0177",
    "her sister's is 1 (303) 555 0177, evenings",
    "bo.ott@example.org or zq@example.org",
)


@pytest.mark.parametrize("words", IN_TEXTS)
def test_an_address_among_the_words_of_another_is_told(campaign: Campaign, tmp_path: Path, words: str) -> None:
    forget_zora(campaign, tmp_path)
    for part, row in enumerate((f'Noor,Hale,noor@example.org,,"{words}"', f'Bo,Ott,bo.ott@example.org,,"{words}"')):
        path = tmp_path / f"comments {part}.csv"
        others = "Al,Ash,al@example.org,,likes parades\nCy,Tam,cy@example.org,,speaks Spanish"
        path.write_text(f"{HEADINGS},Comments\n{row}\n{others}\n", encoding="utf-8")
        plan, _ = bring(campaign, path)
        assert [(p.row, p.column) for p in plan.problems if p.message == NAMES_FORGOTTEN] == [(2, "Comments")]


@pytest.mark.parametrize("words", IN_TEXTS)
def test_an_address_among_typed_words_is_not_taken(campaign: Campaign, tmp_path: Path, words: str) -> None:
    forget_zora(campaign, tmp_path)
    (noor,) = (r["id"] for r in everything(campaign))
    with pytest.raises(UserError, match="asked to be forgotten"):
        edit(campaign, noor, notes=words)
    with campaign.reading() as connection:
        refused = editing.refusals(connection, CANDIDATE, {noor: {"notes": words, "city": "Reno"}})
    assert list(refused) == [(noor, "notes")]
    edit(campaign, noor, notes="write to noor@example.org or 303-555-0178")


def test_words_that_stayed_can_be_edited(campaign: Campaign, tmp_path: Path) -> None:
    brought(campaign, tmp_path, "Zora,Quimbyx,zq@example.org,303-555-0177", "Noor,Hale,noor@example.org,")
    zora, noor = (r["id"] for r in everything(campaign))
    edit(campaign, noor, notes="write to zq@example.org")
    forget(campaign, zora, author="Dana")
    edit(campaign, noor, notes="write to zq@example.org on Friday")
    assert get(campaign, noor)["notes"].endswith("on Friday")


@pytest.mark.parametrize(
    ("name", "left"),
    [
        ("Zora & Otto,Quimbyx", "Otto"),
        ("Otto and Zora,Quimbyx", "Otto"),
        ("Otto y Zora,Quimbyx", "Otto"),
        ("OTTO & ZORA,QUIMBYX", "Otto"),
        ("Kurt & Zora,Quimbyx", "Kurt"),
        ("Zora & Otto & Kurt,Quimbyx", "Otto & Kurt"),
    ],
)
def test_of_two_in_one_cell_only_the_forgotten_one_is_left_out(
    campaign: Campaign, tmp_path: Path, name: str, left: str
) -> None:
    forget_zora(campaign, tmp_path, "Otto,Quimbyx,zq@example.org,303-555-0178")
    assert NAME_LEFT_OUT in brought(campaign, tmp_path, f"{name},zq@example.org,303-555-0178")
    found = everything(campaign)
    assert {r["given_name"] for r in found} - {"Noor", "Otto"} <= {left}
    signups = everything(campaign, SIGNUP)
    assert not [s for s in signups if "zora" in str(s["row"]).lower()], signups
    assert left in str([s["row"] for s in signups]) or left.upper() in str([s["row"] for s in signups])


@pytest.mark.parametrize("name", ["Kurt & Otto,Quimbyx", "Zelda & Otto,Quimbyx", "Kurt & Zora,Hale"])
def test_two_of_whom_nobody_was_forgotten_stay(campaign: Campaign, tmp_path: Path, name: str) -> None:
    forget_zora(campaign, tmp_path, "Otto,Quimbyx,zq@example.org,303-555-0178")
    assert NAME_LEFT_OUT not in brought(campaign, tmp_path, f"{name},zq@example.org,303-555-0178")
    assert name.split(",")[0] in str([s["row"] for s in everything(campaign, SIGNUP)])
