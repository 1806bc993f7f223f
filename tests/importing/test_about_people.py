"""Fields that sheets have of people: middle names, countries, web pages, organizations, opt-outs, and what a ZIP says."""

from pathlib import Path

import pytest

from coordinator.importing.plan_and_apply import ImportOptions
from coordinator.operations import importing
from coordinator.records.catalog import CANDIDATE
from coordinator.records.rows import CandidateRow
from coordinator.store import query
from coordinator.store.campaign import Campaign
from tests.builders import add, bring, edit, everything, get, undo


def csv(folder: Path, *lines: str, name: str = "list.csv") -> Path:
    path = folder / name
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def by_name(campaign: Campaign) -> dict[str | None, CandidateRow]:
    return {row["given_name"]: row for row in everything(campaign)}


def test_what_a_sheet_says_of_people_has_its_fields(any_campaign: Campaign, tmp_path: Path) -> None:
    bring(
        any_campaign,
        csv(
            tmp_path,
            "First Name,Middle Name,Last Name,Email,Instagram,Twitter handle,Website,Country,Company,Preferred contact method",
            "Cy,Q.,Nolan,cy@example.org,@cy,cyn,cy.example.org,USA,Acme Co-op,SMS",
            "Dee,,Owens,dee@example.org,instagram.com/dee,,,México,,correo electrónico",
            "Eve,Lee,Price,eve@example.org,,@eve,,Atlantis,,either",
        ),
    )
    found = by_name(any_campaign)
    assert found["Cy"]["web_pages"] == ["Instagram: @cy", "Twitter: cyn", "cy.example.org"]
    assert (found["Cy"]["middle_name"], found["Cy"]["organization"]) == ("Q.", "Acme Co-op")
    assert found["Dee"]["web_pages"] == ["instagram.com/dee"]
    assert [found[n]["country"] for n in ("Cy", "Dee", "Eve")] == ["US", "MX", "Atlantis"]
    assert [found[n]["contact_preference"] for n in ("Cy", "Dee", "Eve")] == ["text", "email", "any"]
    assert CANDIDATE.by_key["country"].kind.show("MX") == "Mexico"


@pytest.mark.parametrize(
    ("expression", "number"),
    [
        ("country = Mexico", 1),
        ("country = Estados Unidos", 0),
        ("country = Atlantis", 1),
        ("country contains tlant", 1),
        ("country starts mex", 1),
        ("[Do not e-mail] = yes", 1),
        ("prefers = Text message", 1),
        ("web pages contains @dee", 1),
    ],
)
def test_they_are_filtered(any_campaign: Campaign, expression: str, number: int) -> None:
    add(any_campaign, given_name="Dee", country="México", do_not_email="yes", web_pages="Instagram: @dee")
    add(any_campaign, given_name="Eve", country="Atlantis", contact_preference="texting")
    assert len(everything(any_campaign, where=expression)) == number
    with any_campaign.reading() as connection:
        assert len(query.select_ids(connection, CANDIDATE, search="Atlantis")) == 1


def test_who_opted_out_is_not_written_to(campaign: Campaign) -> None:
    bring(campaign, "inputs/cells/08-opted-out.csv")
    found = by_name(campaign)
    assert (found["Ana"]["do_not_contact"], found["Ana"]["do_not_email"]) == (True, True)
    assert not found["Bea"]["do_not_contact"] and not found["Bea"]["do_not_email"]


@pytest.mark.parametrize(
    ("heading", "cell", "marks"),
    [
        ("can2_subscription_status", "unsubscribed", {"do_not_contact"}),
        ("Email status", "Bounced", {"do_not_email"}),
        ("Stage", "Do not call", {"do_not_call"}),
        ("Tags", "volunteer; DNC", {"do_not_contact"}),
        ("Tags", "Do not text", {"do_not_text"}),
        ("May be contacted", "Unsubscribed", {"do_not_contact"}),
        ("SMS opt-in", "No", {"do_not_text"}),
        ("Do not call", "deceased", {"do_not_contact"}),
        ("Notes", "No calls please", {"do_not_call"}),
        ("Notes", "Left a message, do not call back today", set()),
        ("Spouse status", "Deceased", set()),
        ("Email status", "Active", set()),
        ("Why do you run?", "Do not contact", {"do_not_contact"}),
    ],
)
def test_an_opt_out_marks_the_person(campaign: Campaign, tmp_path: Path, heading: str, cell: str, marks: set) -> None:
    bring(
        campaign, csv(tmp_path, f'First Name,Email,"{heading}"', f'Ana,ana@example.org,"{cell}"', "Bo,bo@example.org,")
    )
    found = by_name(campaign)
    keys = ("do_not_contact", "do_not_call", "do_not_text", "do_not_email")
    assert {key for key in keys if found["Ana"][key]} == marks
    assert not any(found["Bo"][key] for key in keys)


def test_a_mark_that_is_not_understood_is_told_and_no_yes(campaign: Campaign, tmp_path: Path) -> None:
    plan, _ = bring(
        campaign, csv(tmp_path, "First Name,Email,Do not call", "Ana,ana@example.org,perhaps", "Bo,b@example.org,no")
    )
    assert [(p.row, p.column, p.value) for p in plan.problems] == [(2, "Do not call", "perhaps")]
    assert by_name(campaign)["Ana"]["do_not_call"] is None


def test_a_new_no_wins_over_an_older_answer(campaign: Campaign, tmp_path: Path) -> None:
    number = add(campaign, given_name="Ana", family_name="Larkin", email="ana@example.org", do_not_email="no")
    lines = ("First Name,Last Name,Email,Status,DNC", "Ana,Larkin,ana@example.org,cleaned,no")
    plan, _ = bring(campaign, csv(tmp_path, *lines))
    assert (plan.plan.conflicts, get(campaign, number)["do_not_email"]) == ([], True)
    edit(campaign, number, do_not_email="no")
    bring(campaign, csv(tmp_path, *lines[:1], "Ana,Larkin,ana@example.org,cleaned,yes"))
    assert get(campaign, number)["do_not_contact"] is True
    assert get(campaign, number)["do_not_email"] is False, (
        "what somebody decided since stays; the list says nothing new"
    )


def place(row: CandidateRow) -> tuple:
    return row["state"], row["county"], row["from_zip"]


def test_a_zip_gives_state_and_county_in_imports(any_campaign: Campaign, tmp_path: Path) -> None:
    plan, _ = bring(
        any_campaign,
        csv(
            tmp_path,
            "First Name,Email,ZIP,State,County,Country",
            "Ana,ana@example.org,89501,,,",
            "Bo,bo@example.org,89501,OH,,",
            "Cy,cy@example.org,89501-1234,NV,Clark,",
            "Dee,dee@example.org,00601,,,",
            "Eve,eve@example.org,99999,,,",
            "Flo,flo@example.org,10115,,,Germany",
        ),
    )
    found = by_name(any_campaign)
    assert place(found["Ana"]) == ("NV", "Washoe County", ["State", "County"])
    assert place(found["Bo"]) == ("OH", None, None), "the state that was typed stays, and its county is not known"
    assert place(found["Cy"]) == ("NV", "Clark", None)
    assert place(found["Dee"])[0] == "PR"
    assert place(found["Eve"]) == place(found["Flo"]) == (None, None, None)
    assert any("2 people get the state or county that the ZIP says" in note for note in plan.notes)
    assert found["Ana"]["id"] in [r.record_id for r in plan.rows if r.created] or plan.rows[0].created["state"] == "NV"


def test_what_is_typed_later_replaces_what_followed_from_the_zip(campaign: Campaign, tmp_path: Path) -> None:
    bring(campaign, csv(tmp_path, "First Name,Last Name,Email,ZIP", "Ana,Lee,ana@example.org,89501", name="one.csv"))
    lines = ("First Name,Last Name,Email,State", "Ana,Lee,ana@example.org,CA")
    plan, _ = bring(campaign, csv(tmp_path, *lines, name="two.csv"))
    assert plan.plan.conflicts == []
    assert place(by_name(campaign)["Ana"]) == ("CA", None, None), "a county of another state does not stay"


def test_a_zip_typed_by_hand_and_corrected(any_campaign: Campaign) -> None:
    number = add(any_campaign, given_name="Ana", postcode="89501")
    assert place(get(any_campaign, number)) == ("NV", "Washoe County", ["State", "County"])
    title = edit(any_campaign, number, postcode="44101").title
    assert place(get(any_campaign, number)) == ("OH", "Cuyahoga County", ["State", "County"])
    assert "State OH, County Cuyahoga County from the ZIP" in title
    edit(any_campaign, number, county="Lake")
    assert place(get(any_campaign, number)) == ("OH", "Lake", ["State"])
    assert "the ZIP is in NV" not in edit(any_campaign, number, postcode="89501").title
    assert place(get(any_campaign, number)) == ("NV", "Lake", ["State"])
    undo(any_campaign)
    assert place(get(any_campaign, number)) == ("OH", "Lake", ["State"])
    edit(any_campaign, number, postcode="")
    assert place(get(any_campaign, number)) == (None, "Lake", None)


def test_a_zip_that_contradicts_what_was_typed_is_told(campaign: Campaign) -> None:
    number = add(campaign, given_name="Ana", state="OH")
    assert "the ZIP is in NV, the state says OH" in edit(campaign, number, postcode="89501").title
    assert place(get(campaign, number)) == ("OH", None, None)


def test_the_columns_page_may_still_put_several_columns_into_web_pages(campaign: Campaign, tmp_path: Path) -> None:
    path = csv(tmp_path, "Name,Email,A,B", "Ana Lee,ana@example.org,@ana,ana.example.org")
    options = ImportOptions(mapping={"": {"A": "web_pages", "B": "web_pages"}})
    importing.apply(campaign, importing.plan(campaign, path, options), author="Dana")
    assert everything(campaign)[0]["web_pages"] == ["@ana", "ana.example.org"]


def test_a_consent_that_is_not_understood_is_asked_about_before_anything_is_applied(
    campaign: Campaign, tmp_path: Path
) -> None:
    path = csv(tmp_path, "First Name,Email,Email permission", "Ana,ana@example.org,Temp Hold", "Bo,b@example.org,yes")
    plan = importing.plan(campaign, path)
    assert plan.asks and "“Temp Hold” under “Email permission”" in " ".join(plan.told)
    decided = importing.plan(campaign, path, ImportOptions(mapping={"": {"Email permission": "answer"}}))
    assert not decided.asks
    assert not importing.plan(
        campaign, csv(tmp_path, "First Name,Email,Email opt-in", "Ana,ana@example.org,I agree to be written to")
    ).asks


@pytest.mark.parametrize("heading", ["LinkedIn URL", "Insta handle", "Your TikTok"])
def test_a_heading_that_names_a_network_is_a_web_page(campaign: Campaign, tmp_path: Path, heading: str) -> None:
    path = tmp_path / "form.csv"
    people = "".join(f"Ana,Lar{n},ana{n}@example.org,@ana{n}\n" for n in range(5))
    path.write_text(f"First name,Last name,Email,{heading}\n{people}", encoding="utf-8")
    assert importing.plan(campaign, path).sheets[0].columns[3].target == "web_pages"


@pytest.mark.parametrize("name", ["unsubscribed_members_export_2026.csv", "Do not call list.csv"])
def test_a_list_whose_name_says_no_is_told(campaign: Campaign, tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text("First name,Email\nAna,ana@example.org\nBo,bo@example.org\n", encoding="utf-8")
    plan, _ = bring(campaign, path)
    assert any("as the name of the file says that people there do not want" in note for note in plan.notes)


def test_a_line_that_says_no_for_those_below_is_told(campaign: Campaign, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text(
        "First name,Last name,Email\nAna,Lind,ana@example.org\nDO NOT EMAIL THESE PEOPLE,,\nBo,Morse,bo@example.org\n",
        encoding="utf-8",
    )
    plan, _ = bring(campaign, path)
    assert any("in row 3 may mean" in note for note in plan.notes)


def test_who_asks_in_another_answer_to_be_left_alone_is_marked_and_told(campaign: Campaign, tmp_path: Path) -> None:
    rows = ["Ana,ana@example.org,please do not call me", "Bo,bo@example.org,Schools", "Cy,cy@example.org,Buses"]
    plan, _ = bring(campaign, csv(tmp_path, "First name,Email,What made you sign up?", *rows))
    assert {n: p["do_not_call"] for n, p in by_name(campaign).items()} == {"Ana": True, "Bo": None, "Cy": None}
    assert [p.message for p in plan.problems if p.row == 2 and "Do not call" in p.message]
    assert all(p["answers.what_made_you_sign_up"] for p in by_name(campaign).values())


def test_who_nominates_themselves_is_the_person(campaign: Campaign, tmp_path: Path) -> None:
    head = "Your name,Your email,Your phone,I nominate (full name),Their email,Their phone,What should they run for?"
    rows = (
        "Clara Winthrop,clara.w@example.org,515-555-0191,Benedict Osei,b.osei@example.org,515-555-0192,Mayor",
        'Hugh Tamblyn,hugh.t@example.org,515-555-0193,"My wife, Paige Tamblyn",,515-555-0194,Supervisor',
        "Sel Adeyemi,sel@example.org,,Myself,,,Iowa House 86",
    )
    path = tmp_path / "list.csv"
    path.write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
    plan, _ = bring(campaign, path)
    found = [(p["given_name"], p["family_name"], p["email"], p["phone"]) for p in everything(campaign, CANDIDATE)]
    assert found == [
        ("Benedict", "Osei", "b.osei@example.org", "+15155550192"),
        ("Paige", "Tamblyn", None, "+15155550194"),
        ("Sel", "Adeyemi", "sel@example.org", None),
    ]
    (told,) = [p.message for p in plan.problems if p.value == "Myself"]
    assert told.startswith("“Myself” is taken as Sel Adeyemi who filled in this row.")
