"""A no or a death counts only as the person's own, in force and without a limit: in names, headings and remarks."""

from pathlib import Path

import pytest

from coordinator.importing.headed_cells import under
from coordinator.importing.targets import targets_of
from coordinator.records.catalog import CANDIDATE
from coordinator.records.kinds import PLAIN_HINTS
from coordinator.records.refusals import MARKS
from coordinator.store.campaign import Campaign
from tests.builders import bring, everything

ALL, CALL, TEXT, EMAIL = ("do_not_contact", "do_not_call", "do_not_text", "do_not_email")


def noted(text: str) -> tuple[set[str], str]:
    """Return the marks that a remark sets, and what is told of it."""
    found = under(targets_of(CANDIDATE)["notes"], "Comments", "notes", [text]).read(text, PLAIN_HINTS)
    return {mark for mark in MARKS if found.values.get(mark)}, " ".join(found.problems)


@pytest.mark.parametrize(
    "text",
    [
        "deceased husband was a mayor",
        "replaces deceased councilman Hart",
        "incumbent passed away; seat open",
        "deceased: neighbor Bob",
        "ran against deceased mayor",
        "su tío falleció en mayo",
        "no dejen de llamarla",
        "no paren de llamarme",
        "will not stop calling her senator",
        "no texts from us so far",
        "no calls from us yet",
        "no texting plan decided",
        "no longer opted out, said yes again",
        "ya no está en la lista de no llamar",
        "not comfortable making calls, will canvass",
        "not open until 9 am",
        "nobody called her back",
        "passed on the news to her three neighbors",
        "que nadie se quede sin votar",
    ],
)
def test_what_refuses_nothing_says_nothing(text: str) -> None:
    assert noted(text) == (set(), "")


@pytest.mark.parametrize(
    "text",
    [
        "brother on do not call list",
        "no llamen a mi esposo",
        "roommate wants no texts",
        "unsubscribed by accident, please add back",
        "opted out by mistake, wants back in",
        "no llamar al trabajo",
        "no llamar de noche",
        "no llame los domingos",
        "not to be called at dinner time",
        "opted out of the union, still with us",
        "opted out of jury duty but wants to help us",
        "not open to being contacted",
        "not comfortable being texted",
        "no one should contact me",
        "passed on 5/12 per daughter",
        "no está dispuesta a recibir llamadas",
    ],
)
def test_what_may_refuse_is_told(text: str) -> None:
    marks, told = noted(text)
    assert not marks
    assert "may mean" in told


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("husband says she passed away", ALL),
        ("died in June per her son", ALL),
        ("falleció hace dos meses", ALL),
        ("se dio de baja en mayo", ALL),
        ("daughter said take her off our list", ALL),
        ("rm from list per husband", ALL),
        ("pls lose her digits", ALL),
        ("plz stop txting", TEXT),
        ("no. Stop calling me", CALL),
        ("email came back undeliverable", EMAIL),
        ("que nadie la moleste", ALL),
        ("pide que nadie le llame", CALL),
        ("opted out of our texts, still a supporter", TEXT),
    ],
)
def test_an_own_no_counts_whoever_tells_it(text: str, mark: str) -> None:
    assert noted(text)[0] == {mark}


def of_list(campaign: Campaign, path: Path, heading: str = "ZIP", cell: str = "80202") -> tuple[list[str], str]:
    """Import a list of one person; return the marks of the person, and what was told."""
    path.write_text(f'Name,Email,"{heading}"\nBo Lee,bo@example.org,{cell}\n', encoding="utf-8")
    plan, _ = bring(campaign, path)
    (row,) = everything(campaign)
    return [mark for mark in MARKS if row[mark]], "\n".join(plan.told)


@pytest.mark.parametrize(
    ("cell", "heading", "marks"),
    [
        ("No Contact", "Canvass result", []),
        ("Do Not Contact", "Canvass result", [ALL]),
        ("No contact", "Comments", [ALL]),
    ],
)
def test_no_contact_as_the_result_of_a_visit_is_none(
    campaign: Campaign, tmp_path: Path, cell: str, heading: str, marks: list[str]
) -> None:
    assert of_list(campaign, tmp_path / "list.csv", heading, cell)[0] == marks


@pytest.mark.parametrize(
    ("name", "mark"),
    [
        ("bajas de mayo", ALL),
        ("BAJAS Omaha", ALL),
        ("Bajas del boletín", EMAIL),
        ("people that replied STOP", ALL),
        ("Unsubscribed users (2)", ALL),
        ("Do not contact - Lincoln rally", ALL),
        ("DoNotCall", CALL),
    ],
)
def test_a_name_that_says_no_marks(campaign: Campaign, tmp_path: Path, name: str, mark: str) -> None:
    assert of_list(campaign, tmp_path / f"{name}.csv")[0] == [mark]


@pytest.mark.parametrize(
    "name",
    [
        "No quieren llamadas",
        "quitar de la lista",
        "Omaha STOP list",
        "take off list",
        "removed at their request",
        "said no to calls",
        "no email please",
        "no call list",
        "left the mailing list",
        "opt-out ballot volunteers",
        "DNC 2028",
    ],
)
def test_a_name_that_may_say_no_is_told(campaign: Campaign, tmp_path: Path, name: str) -> None:
    marks, told = of_list(campaign, tmp_path / f"{name}.csv")
    assert not marks
    assert f"“{name}” as the name of the file may mean" in told


@pytest.mark.parametrize(
    "name",
    [
        "Families of deceased veterans",
        "Widows of deceased firefighters",
        "Parents of unsubscribed members",
        "Unsubscribed but came to rally",
        "No contact sports parents",
        "STOP hunger walk",
        "Removed from voter rolls",
        "Bajas calorías taller",
        "Stop 4 Omaha",
    ],
)
def test_a_name_of_others_marks_nobody(campaign: Campaign, tmp_path: Path, name: str) -> None:
    assert of_list(campaign, tmp_path / f"{name}.csv")[0] == []


@pytest.mark.parametrize(
    "heading",
    ["Brother on do not call list", "No llamar al trabajo", "Unsubscribed by mistake", "No dejen de llamarme"],
)
def test_a_heading_that_is_not_sure_is_asked_about(campaign: Campaign, tmp_path: Path, heading: str) -> None:
    marks, told = of_list(campaign, tmp_path / "list.csv", heading, "x")
    assert not marks
    assert f"“x” under “{heading}” may mean" in told


@pytest.mark.parametrize("heading", ["Lose my number", "Bajas", "rm from list"])
def test_a_heading_that_refuses_marks(campaign: Campaign, tmp_path: Path, heading: str) -> None:
    assert of_list(campaign, tmp_path / "list.csv", heading, "x")[0] == [ALL]


@pytest.mark.parametrize(
    "text",
    [
        "knocked, no contact, retry Sat",
        "no contact at door, left lit",
        "rang bell twice, no contact",
        "called 3x, no contact",
        "stopped by Tues, no contact",
        "no contact with anyone at the house, left flyer",
        "nadie en casa, no contacto",
        "timbre roto, no hubo contacto",
        "do not call her Liz, it's Beth",
        "don’t call him Bobby",
        "stop calling her Jan, her name is June",
        "does not want to be called Bobby",
        "please don't call me Mr. Orr, Sam is fine",
        "do not call it a rally",
        "no le llamen Lupita, es Guadalupe",
        "no le digan Pepe",
        "took off early",
        "pls send info",
        "rm 204, City Hall",
    ],
)
def test_a_visit_that_met_nobody_and_an_unwelcome_name_are_no_refusal(text: str) -> None:
    assert noted(text) == (set(), "")


@pytest.mark.parametrize(
    "text",
    [
        "in Florida, no contact",
        "dont call him bob",
        "Do Not Call Me Bob",
        "do not call him doctor",
        "remove from Tuesday shift",
        "remove him from the Saturday carpool",
        "pls remove - moved",
        "please remove Ann",
        "remove me as treasurer",
        "do not call her Bell South line",
        "remove her old address",
    ],
)
def test_what_is_not_sure_sets_no_mark_and_is_told(text: str) -> None:
    marks, told = noted(text)
    assert not marks
    assert "may mean" in told


@pytest.mark.parametrize(
    "text",
    [
        "pls remove her",
        "pls delete",
        "take off",
        "kindly remove us",
        "remove him please",
        "rm pls",
        "remove per her request",
        "could you take us off please",
        "quitar por favor",
        "bórrenla",
        "favor de eliminar",
        "sáquenla por favor",
        "knocked, she said no contact",
        "No contact per spouse",
    ],
)
def test_a_whole_remark_that_asks_for_removal_marks(text: str) -> None:
    assert noted(text)[0] == {ALL}


@pytest.mark.parametrize("text", ["do not call her again", "Do Not Call Her Again", "no la llamen más"])
def test_a_no_to_calls_stays_one(text: str) -> None:
    assert noted(text)[0] == {CALL}
