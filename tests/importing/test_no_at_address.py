"""A no that a list says of an e-mail or a number: it counts for whoever has it, and who is not marked is named."""

from pathlib import Path

import pytest

from coordinator.importing import people as intake
from coordinator.operations.people import keep_apart
from coordinator.people.joined_names import rows_of
from coordinator.records.refusals import MARKS, refuses
from coordinator.store.campaign import Campaign
from tests.builders import add, bring, edit, everything, get, undo

ANA = {"given_name": "Ana", "family_name": "Ruiz", "email": "ruiz@example.org", "phone": "+13035550142"}
LUIS = {**ANA, "given_name": "Luis"}
OTHER_WAYS = {"do_not_call", "do_not_text"}


def marks(campaign: Campaign) -> dict[str, set[str]]:
    """Return the marks of all people who have a name."""
    return {r["given_name"]: {m for m in MARKS if r[m]} for r in everything(campaign) if r["given_name"]}


def listed(campaign: Campaign, path: Path, text: str, source: str | None = None) -> str:
    """Import a list; return all that was told of it."""
    path.write_text(text, encoding="utf-8")
    plan, _ = bring(campaign, path, source=source)
    return "\n".join([*plan.told, *(p.message for p in plan.problems)])


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("Phone,Reason\n(303) 555-0142,STOP\n", "do_not_contact"),
        ("Phone number,Do not call\n303-555-0142,yes\n", "do_not_call"),
        ("Email Address,Status\nRUIZ@example.org,unsubscribed\n", "do_not_contact"),
        ("Email,Bounced on\nruiz@example.org,2026-03-03\n", "do_not_email"),
    ],
)
def test_a_no_that_names_nobody_is_of_the_only_one_there(
    campaign: Campaign, tmp_path: Path, text: str, mark: str
) -> None:
    add(campaign, **ANA)
    told = listed(campaign, tmp_path / "list.csv", text)
    assert marks(campaign) == {"Ana": {mark}}
    assert len(everything(campaign)) == 1
    assert "“Ana Ruiz” has" in told


@pytest.mark.parametrize(
    ("text", "given"),
    [
        ("Phone,Reason\n(303) 555-0142,STOP\n", OTHER_WAYS),
        ("Phone number,Do not call\n303-555-0142,yes\n", {"do_not_call"}),
        ("Email Address,Status\nruiz@example.org,unsubscribed\n", {"do_not_email"}),
        ("Phone,May we contact you?\n303-555-0142,No\n", OTHER_WAYS),
    ],
)
def test_a_no_that_names_nobody_is_of_all_there(campaign: Campaign, tmp_path: Path, text: str, given: set[str]) -> None:
    people = [add(campaign, **ANA), add(campaign, **LUIS)]
    told = listed(campaign, tmp_path / "list.csv", text)
    assert marks(campaign) == {"Ana": given, "Luis": given}
    assert "“Ana Ruiz”, “Luis Ruiz”" in told
    assert len(everything(campaign)) == 3
    listed(campaign, tmp_path / "again.csv", text, source="Another")  # a second list knows whom the first made
    assert len(everything(campaign)) == 3
    undo(campaign)
    undo(campaign)
    assert marks(campaign) == {"Ana": set(), "Luis": set()}
    assert len(everything(campaign)) == len(people)


@pytest.mark.parametrize("name", ["Maria,", "Ana,Married", "A.,Ruiz", "Luis,Ruiz"])
@pytest.mark.parametrize("heading", ["Status", "Reply"])
def test_nobody_is_written_to_at_an_address_that_unsubscribed(
    campaign: Campaign, tmp_path: Path, name: str, heading: str
) -> None:
    ana = add(campaign, **ANA)
    text = f"Email,First name,Last name,{heading}\nruiz@example.org,{name},unsubscribed\n"
    told = listed(campaign, tmp_path / "list.csv", text)
    assert all(refuses(person, "email") for person in everything(campaign))
    assert {m for m in MARKS if get(campaign, ana)[m]} == {"do_not_email"}  # she may still be called
    assert "“Ana Ruiz”" in told


@pytest.mark.parametrize("text", ["Phone,Reason\n303-555-0142,STOP\n", "Email,Status\nruiz@example.org,unsubscribed\n"])
def test_who_comes_after_the_no_gets_it_too(campaign: Campaign, tmp_path: Path, text: str) -> None:
    listed(campaign, tmp_path / "no.csv", text)
    told = listed(
        campaign,
        tmp_path / "list.csv",
        "First name,Last name,Email,Phone,May we contact you?\nAna,Ruiz,ruiz@example.org,303-555-0142,Yes\n",
    )
    (given,) = marks(campaign).values()
    assert given in ({"do_not_contact"}, OTHER_WAYS)
    assert "“Ana Ruiz”" in told or given == {"do_not_contact"}


def test_what_one_of_a_couple_says_of_herself_is_a_question_for_the_other(campaign: Campaign, tmp_path: Path) -> None:
    add(campaign, **ANA)
    add(campaign, **LUIS)
    text = "Email,First name,Last name,Do not contact\nruiz@example.org,Ana,Ruiz,yes\n"
    told = listed(campaign, tmp_path / "list.csv", text)
    assert marks(campaign) == {"Ana": {"do_not_contact"}, "Luis": set()}
    assert "“Ana Ruiz”, who has “ruiz@example.org”, said no. Not marked, though it is theirs too: “Luis Ruiz”" in told


def test_who_wants_e_mails_in_the_same_list_is_not_marked(campaign: Campaign, tmp_path: Path) -> None:
    rows = "Ana,Ruiz,ruiz@example.org,Yes\nLuis,Ruiz,ruiz@example.org,No\n"
    told = listed(campaign, tmp_path / "list.csv", f"First name,Last name,Email,Email opt out\n{rows}")
    assert marks(campaign) == {"Ana": {"do_not_email"}, "Luis": set()}
    assert "Not marked, though it is theirs too: “Luis Ruiz”" in told


def test_a_mark_that_was_taken_away_stays_away_when_the_same_list_comes_again(
    campaign: Campaign, tmp_path: Path
) -> None:
    people = [add(campaign, **ANA), add(campaign, **LUIS)]
    text = "Phone,Reason\n303-555-0142,STOP\n"
    listed(campaign, tmp_path / "list.csv", text)
    for number in people:
        edit(campaign, number, do_not_call=None, do_not_text=None)
    listed(campaign, tmp_path / "list.csv", text)
    assert marks(campaign) == {"Ana": set(), "Luis": set()}


def test_who_comes_to_an_office_that_said_no_is_told_of_once(campaign: Campaign, tmp_path: Path) -> None:
    people = "".join(f"Pat,Quim{letter},303-555-0142\n" for letter in "abcde")
    listed(campaign, tmp_path / "list.csv", f"First name,Last name,Phone\n{people}")
    assert "and 2 more" in listed(campaign, tmp_path / "no.csv", "Phone,Reason\n303-555-0142,STOP\n")
    told = listed(campaign, tmp_path / "new.csv", "First name,Last name,Phone\nNew,Colleague,303-555-0142\n")
    assert marks(campaign)["New"] == OTHER_WAYS
    assert told.count("(303) 555-0142") == 1


def test_who_said_no_and_stands_here_again_under_another_e_mail_is_marked(campaign: Campaign, tmp_path: Path) -> None:
    add(campaign, **ANA, do_not_contact=True)
    rows = "Ana,Ruiz,new@example.org\nA,R,luis@example.org\n"  # at a number of several, a name joins nobody
    said = "".join(f"{row},(303) 555-0142,Yes\n" for row in rows.splitlines())
    told = listed(campaign, tmp_path / "list.csv", f"First name,Last name,Email,Phone,OK to contact\n{said}")
    by_email = {r["email"]: {m for m in MARKS if r[m]} for r in everything(campaign)}
    assert by_email["new@example.org"] == {"do_not_contact"}
    assert by_email["luis@example.org"] == set()
    assert "“Do not contact” set for who has it too and is most likely the same person: “Ana Ruiz”" in told
    assert "Not marked, though it is theirs too: “A R”" in told


def test_a_later_no_counts_for_who_stood_here_twice(campaign: Campaign, tmp_path: Path) -> None:
    add(campaign, **ANA)
    add(campaign, **{**ANA, "email": "other@example.org", "birth_date": "1960-02-03"})
    add(campaign, **{**ANA, "email": "third@example.org"})
    text = "First name,Last name,Email,Phone,Birth date,Do not call\nAna,Ruiz,ruiz@example.org,303-555-0142,1999-04-05,yes\n"
    listed(campaign, tmp_path / "list.csv", text)
    by_email = {r["email"]: {m for m in MARKS if r[m]} for r in everything(campaign)}
    assert by_email == {
        "ruiz@example.org": {"do_not_call"},
        "other@example.org": set(),
        "third@example.org": {"do_not_call"},
    }


def test_an_address_of_another_that_somebody_gets_is_told(campaign: Campaign, tmp_path: Path) -> None:
    add(campaign, given_name="Gil", family_name="Ash", email="gil@example.org", phone="+13035550101")
    add(campaign, given_name="Gia", family_name="Ash", email="gia@example.org", phone="+13035550102")
    rows = "Gil,Ash,gia@example.org,303-555-0101\nGia,Ash,gia@example.org,303-555-0102\n"
    told = listed(campaign, tmp_path / "list.csv", f"First name,Last name,Email,Phone\n{rows}")
    assert "“gia@example.org” is here already, of “Gia Ash”. Gil Ash has it too now" in told
    assert told.count("is here already") == 1


def test_words_that_set_a_mark_are_told_as_that(campaign: Campaign, tmp_path: Path) -> None:
    text = "Name,Email,Phone,Opt out of texts\nAna Ruiz,ruiz@example.org,303-555-0142,STOP texting\n"
    told = listed(campaign, tmp_path / "list.csv", text)
    assert "“STOP texting” is taken as “Do not text”; the words are kept in Notes, too." in told
    assert "in no field" not in told
    assert marks(campaign) == {"Ana": {"do_not_text"}}


WRITINGS = [
    # how the mailbox of somebody is written here, and in a list that says no
    ("ann.pell@gmail.com", "annpell@gmail.com"),
    ("ann.pell@gmail.com", "ann.pell@googlemail.com"),
    ("ann@example.org", "Ann+news@example.org"),
    ("ann+vote@example.org", "ann@example.org"),
]


@pytest.mark.parametrize(("here", "said"), WRITINGS)
def test_a_no_counts_for_the_mailbox_however_it_is_written(
    campaign: Campaign, tmp_path: Path, here: str, said: str
) -> None:
    add(campaign, given_name="Ann", family_name="Pell", email=here)
    told = listed(campaign, tmp_path / "list.csv", f"Email,Status\n{said},unsubscribed\n")
    assert marks(campaign) == {"Ann": {"do_not_contact"}}
    assert len(everything(campaign)) == 1
    assert "“Ann Pell" in told and said.lower() in told


@pytest.mark.parametrize(("here", "said"), WRITINGS)
def test_who_comes_with_another_writing_of_a_mailbox_that_said_no_gets_it(
    campaign: Campaign, tmp_path: Path, here: str, said: str
) -> None:
    listed(campaign, tmp_path / "no.csv", f"Email,Status\n{said},unsubscribed\n")
    told = listed(campaign, tmp_path / "list.csv", f"First name,Last name,Email\nAnn,Pell,{here}\n")
    assert all(refuses(person, "email") for person in everything(campaign))
    assert "“Ann Pell”" in told


@pytest.mark.parametrize(("here", "said"), WRITINGS)
def test_all_of_a_mailbox_get_its_no(campaign: Campaign, tmp_path: Path, here: str, said: str) -> None:
    for name in ("Ann", "Bo"):
        add(campaign, given_name=name, family_name="Pell", email=here)
    told = listed(campaign, tmp_path / "list.csv", f"Email,Status\n{said},unsubscribed\n")
    assert marks(campaign) == {"Ann": {"do_not_email"}, "Bo": {"do_not_email"}}
    assert f"“Ann Pell ({here})”" in told


ITSELF = [
    # a list in which an address says no of itself; what whoever comes with it later gets
    ("Number,Reply\n+1 303 555 0142,STOP\n", OTHER_WAYS),
    ("Email,Status\nRuiz+x@example.org,unsubscribed\n", {"do_not_email"}),
    ("Email,First name,Last name,Status\nruiz@example.org,Ana,Ruiz,unsubscribed\n", {"do_not_email"}),
    ("Phone number,Do not call\n303-555-0142,yes\n", {"do_not_call"}),
]
LATER = "First name,Last name,Email,Phone\nEve,Other,{},{}\n"


@pytest.mark.parametrize(("text", "given"), ITSELF)
def test_an_address_that_said_no_itself_says_it_for_whoever_comes_later(
    campaign: Campaign, tmp_path: Path, text: str, given: set[str]
) -> None:
    add(campaign, **ANA)
    later = LATER.format("ruiz@example.org", "") if "mail" in text else LATER.format("", "3035550142")
    listed(campaign, tmp_path / "no.csv", text)
    told = listed(campaign, tmp_path / "later.csv", later)
    assert marks(campaign)["Eve"] == given
    assert "for whoever has it too: “Eve Other”" in told


def test_an_address_says_it_no_longer_once_the_mark_is_taken_away(campaign: Campaign, tmp_path: Path) -> None:
    ana = add(campaign, **ANA)
    listed(campaign, tmp_path / "no.csv", ITSELF[0][0])
    edit(campaign, ana, do_not_contact=None)
    listed(campaign, tmp_path / "later.csv", LATER.format("", "3035550142"))
    assert marks(campaign)["Eve"] == set()


def test_what_she_said_of_herself_is_a_question_for_whoever_comes_later(campaign: Campaign, tmp_path: Path) -> None:
    add(campaign, **ANA)
    text = "First name,Last name,Phone,Do not contact\nAna,Ruiz,303-555-0142,yes\n"
    listed(campaign, tmp_path / "no.csv", text)
    told = listed(campaign, tmp_path / "later.csv", LATER.format("", "3035550142"))
    assert marks(campaign)["Eve"] == set()
    assert "“Ana Ruiz”, who has “(303) 555-0142”, said no. Not marked" in told


SECOND_RECORDS = [
    # how somebody who said no stands in a later list; which marks that record gets
    ("Ruiz,Ana,ruiz@example.org,", {"do_not_email"}),
    ("A.,Ruiz,ruiz@example.org,", {"do_not_email"}),
    ("Anna,Ruiz,ruiz@example.org,", {"do_not_email"}),
    ("Ana,Ruis,,3035550142", OTHER_WAYS),
    ("Luis,Ruiz,ruiz@example.org,3035550142", set()),
    ("Ana,Ruiz Jr.,ruiz@example.org,3035550142", set()),
]


@pytest.mark.parametrize("later", [True, False])
@pytest.mark.parametrize(("row", "given"), SECOND_RECORDS)
def test_who_is_most_likely_the_one_who_said_no_is_not_reached_where_both_are(
    campaign: Campaign, tmp_path: Path, row: str, given: set[str], later: bool
) -> None:
    ana = add(campaign, **ANA, do_not_contact=True if later else None)
    told = listed(campaign, tmp_path / "list.csv", f"First name,Last name,Email,Phone\n{row}\n")
    if not later:
        text = f"First name,Last name,Email,Phone,Do not contact\nAna,Ruiz,{ANA['email']},{ANA['phone']},yes\n"
        told = listed(campaign, tmp_path / "no.csv", text)
    other = next(r for r in everything(campaign) if r["id"] != ana)
    assert {m for m in MARKS if other[m]} == given
    assert ("Not marked, though it is theirs too" in told) is (not given)


@pytest.mark.parametrize("question", ["May we contact you?", "OK to contact?"])
def test_a_no_to_contact_that_named_nobody_is_of_the_address(campaign: Campaign, tmp_path: Path, question: str) -> None:
    add(campaign, **ANA)
    listed(campaign, tmp_path / "noes.csv", f"Email or phone,{question}\nruiz@example.org,No\n303-555-0177,No\n")
    listed(campaign, tmp_path / "later.csv", "Name,Email,Phone\nBea Ruiz,ruiz@example.org,\nCy Lone,,303-555-0177\n")
    assert marks(campaign) == {"Ana": set(), "Bea": {"do_not_email"}, "Cy": OTHER_WAYS}


def test_a_no_to_contact_of_oneself_is_not_of_the_address(campaign: Campaign, tmp_path: Path) -> None:
    listed(campaign, tmp_path / "own.csv", "Name,Email,May we contact you?\nAna Ruiz,ruiz@example.org,No\n")
    listed(campaign, tmp_path / "later.csv", "Name,Email\nBea Ruiz,ruiz@example.org\n")
    assert marks(campaign) == {"Ana": set(), "Bea": set()}


def test_rows_of_who_said_no_are_read_together(
    campaign: Campaign, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = ["Ann", "Ben", "Cal", "Dot"]
    for who in people:
        add(campaign, given_name=who, family_name="Ruiz", email=f"{who}@example.org")
    listed(campaign, tmp_path / "noes.csv", "Email,Reason\n" + "".join(f"{p}@example.org,STOP\n" for p in people))
    read = []
    monkeypatch.setattr(intake, "rows_of", lambda connection, some: read.append(some) or rows_of(connection, some))
    listed(campaign, tmp_path / "new.csv", "Name,Email\n" + "".join(f"Zoe{p} Lee,{p}@example.org\n" for p in people))
    assert len(read) == 1
    assert all(got == {"do_not_email"} for who, got in marks(campaign).items() if who.startswith("Zoe"))


BOOK = "First name,Last name,Email,Phone\n"


@pytest.mark.parametrize("decided_in", ["the preview", "the list of duplicates"])
def test_a_decision_that_two_are_not_one_holds_for_a_later_no(
    campaign: Campaign, tmp_path: Path, decided_in: str
) -> None:
    delphine = add(campaign, given_name="Delphine", family_name="Rausch", phone="+13035550122")
    path = tmp_path / "list.csv"
    path.write_text(f"{BOOK}D.,Rausch,,303-555-0122\nKim,Rausch,,303-555-0122\n", encoding="utf-8")
    in_preview = decided_in == "the preview"
    bring(campaign, path, apart={("list.csv", 2): (delphine,)} if in_preview else {})
    other = next(r["id"] for r in everything(campaign) if r["given_name"] == "D.")
    if not in_preview:
        keep_apart(campaign, "Dana", delphine, other)
    edit(campaign, delphine, do_not_call=True)
    before = marks(campaign)
    plan, _ = bring(campaign, path)
    assert marks(campaign) == before == {"Delphine": {"do_not_call"}, "D.": set(), "Kim": set()}
    assert not any("said no" in told for told in plan.told)
    assert [r.sentence for r in plan.rows] == ["Left as it is"] * 2
    listed(campaign, tmp_path / "no.csv", f"{BOOK[:-1]},Do not text\nDelphine,Rausch,,303-555-0122,yes\n")
    assert marks(campaign)["D."] == set()
    listed(campaign, tmp_path / "noes.csv", "Phone,Reason\n303-555-0122,STOP\n")  # of the number itself, for all there
    assert marks(campaign)["D."] == OTHER_WAYS


def test_a_row_that_came_before_and_says_nothing_new_changes_nobody(campaign: Campaign, tmp_path: Path) -> None:
    rows = f"{BOOK}Ana,Ruiz,,303-555-0142\nA.,Ruiz,,303-555-0142\n"
    listed(campaign, tmp_path / "list.csv", rows)
    edit(campaign, next(r["id"] for r in everything(campaign) if r["given_name"] == "Ana"), do_not_call=True)
    listed(campaign, tmp_path / "list.csv", rows)
    assert marks(campaign) == {"Ana": {"do_not_call"}, "A.": set()}


@pytest.mark.parametrize(
    ("mark", "row", "given"),
    [
        ("do_not_text", "Ruthie,Lindqvist,rl@example.org,303-555-0130", set()),
        ("do_not_text", "Ruth,Lindqvist,rl@example.org,303-555-0131", set()),
        ("do_not_call", "Ruth,Lindqvist,rl@example.org,", set()),
        ("do_not_email", "Ruthie,Lindqvist,,303-555-0129", set()),
        ("do_not_email", "Ruthie,Lindqvist,rl@example.org,303-555-0130", {"do_not_email"}),
        ("do_not_text", "Ruthie,Lindqvist,new@example.org,303-555-0129", {"do_not_text"}),
        ("do_not_contact", "Ruthie,Lindqvist,rl@example.org,303-555-0130", {"do_not_contact"}),
    ],
)
def test_an_address_says_no_only_to_the_way_it_is_of(
    campaign: Campaign, tmp_path: Path, mark: str, row: str, given: set[str]
) -> None:
    ruth = {"given_name": "Ruth", "family_name": "Lindqvist", "email": "rl@example.org", "phone": "+13035550129"}
    add(campaign, **ruth, **{mark: True})
    add(campaign, **{**ruth, "given_name": "Ruthanne", "phone": "+13035550130"})
    plan, _ = bring_new(campaign, tmp_path, row)
    new = [r for r in everything(campaign) if r["id"] > 2]
    assert [{m for m in MARKS if r[m]} for r in new] == [given] * len(new)
    told = " ".join(p.message for p in plan.problems)
    assert ("is most likely the same person" in told) is bool(given and new)


def bring_new(campaign: Campaign, folder: Path, row: str):
    path = folder / "new.csv"
    path.write_text(f"{BOOK}{row}\n", encoding="utf-8")
    return bring(campaign, path, apart={("new.csv", 2): (2,)})
