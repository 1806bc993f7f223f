"""Offices in people's own words."""

from pathlib import Path

import pytest

from coordinator.importing.columns import map_columns
from coordinator.importing.offices import complete_division, office_term, read_office_words
from coordinator.importing.targets import read_office
from coordinator.records.catalog import CANDIDATE
from coordinator.records.kinds import Hints
from coordinator.records.vocabularies import Term, vocabulary
from coordinator.store.campaign import Campaign
from tests.builders import bring, everything

CASES = [
    ("Consejo escolar", "school", None),
    ("Mesa directiva escolar", "school", None),
    ("Presidente de la junta escolar", "school", None),
    ("Alcalde", "municipal", None),
    ("alcaldesa de mi pueblo", "municipal", None),
    ("Regidora", "municipal", None),
    ("Concejal", "municipal", None),
    ("Concejo municipal, distrito 4", "municipal", None),
    ("Comisionada del condado", "county", None),
    ("Alguacil", "county", None),
    ("Juez de paz", "judicial", None),
    ("Senadora estatal", "state", None),
    ("congreso estatal", "any_state", None),
    ("Congreso", "federal", None),
    ("Algo local", "any_local", None),
    ("Todavía no sé", "unsure", None),
    ("school board maybe?", "school", None),
    ("School Board", "school", None),
    ("state rep HD-34", "state", "sldl:34"),
    ("State Senate District 7", "state", "sldu:7"),
    ("HD 12", "state", "sldl:12"),
    ("CD-3", "federal", "cd:3"),
    ("AD 41 (assembly)", "state", "sldl:41"),
    ("anything local", "any_local", None),
    ("something local I guess", "any_local", None),
    ("city or county", "any_local", None),
    ("idk", "unsure", None),
    ("not sure yet, tell me what you need", "unsure", None),
    ("?", "unsure", None),
    ("not me, my wife", "none", None),
    ("city council, ward 3", "municipal", None),
    ("mayor of my town", "municipal", None),
    ("Council Ward 3", "municipal", None),
    ("Village Council Seat 4", "municipal", None),
    ("county council", "county", None),
    ("senate (state not US)", "state", None),
    ("something at the state level", "any_state", None),
    ("county commisioner", "county", None),
    ("US House of Representatives, NC-11", "federal", None),
    ("ISD board of trustees", "school", None),
    ("library board or parks", "special", None),
    ("justice of the peace", "judicial", None),
    ("precinct chair", "party", None),
    ("dog catcher", None, None),
    ("Iowa House 86", "state", "sldl:86"),
    ("Iowa House", "state", None),
    ("IA House, District 86", "state", "sldl:86"),
    ("Ohio Senate", "state", None),
    ("maybe the Michigan Senate someday", "state", None),
    ("North Carolina Senate 12", "state", "sldu:12"),
    ("New York Assembly", "state", None),
    ("Minnesota House 41A", "state", None),
    ("US Senate, Ohio", "federal", None),
    ("Ohio US Senate", "federal", None),
    ("US House Iowa 3", "federal", None),
    ("Senate", None, None),
    ("House rep (state)", "state", None),
    ("Senate (federal)", "federal", None),
    ("Treasurer (county)", "county", None),
    ("City Treasurer", "municipal", None),
    ("County comptroller", "county", None),
    ("Village president", "municipal", None),
    ("President of the county commission", "county", None),
    ("President, school board", "school", None),
    ("Vice president of the tribal council", "tribal", None),
    ("president of the US someday", "federal", None),
    ("County school board", "school", None),
    ("County party chair", "party", None),
    ("DNC delegate", "party", None),
    ("Senate district committee", None, None),
    ("Scranton PA mayor", "municipal", None),
    ("Port Huron City Council", "municipal", None),
    ("District 5 city council", "municipal", None),
    ("Union County commissioner", "county", None),
    ("Judge", "judicial", None),
    ("Council", "municipal", None),
    ("Councilwoman", "municipal", None),
    ("mosquito abatement", "special", None),
]


@pytest.mark.parametrize(("text", "level", "division"), CASES)
def test_level_and_district_are_read_out_of_the_words(text: str, level: str | None, division: str | None) -> None:
    found = read_office_words(text)
    assert (found.get("office_level"), found.get("division")) == (level, division)
    assert found["office"], "what was said is never lost"


def test_words_that_say_more_than_an_office_stay() -> None:
    assert read_office_words("school board")["office"] == "School board"
    assert read_office_words("state rep HD-34")["office"] == "state rep HD-34"


def test_a_district_and_a_state_make_an_open_civic_data_id() -> None:
    values = {"division": "sldl:34", "state": "CO"}
    complete_division(values)
    assert values["division"] == "ocd-division/country:us/state:co/sldl:34"
    unknown = {"division": "sldl:34"}
    complete_division(unknown)
    assert unknown["division"] == "sldl:34"


@pytest.mark.parametrize(
    ("text", "office"),
    [
        ("County clerk", "County clerk"),
        ("Register of Deeds", "Register of Deeds"),
        ("coroner", "coroner"),
        ("Alderman", "Alderman"),
        ("City Clerk", "City Clerk"),
        ("BOE", "BOE"),
        ("mayor", "Mayor"),
        ("Judge", "Judge"),
        ("Council", "Council"),
        ("library", "library"),
        ("State Rep", "State Rep"),
        ("school committee", "school committee"),
    ],
)
def test_an_office_that_the_list_only_counts_among_others_keeps_its_name(text: str, office: str) -> None:
    assert read_office_words(text)["office"] == office


def test_a_question_that_asks_which_office_besides(campaign: Campaign, tmp_path: Path) -> None:
    path = tmp_path / "club.csv"
    rows = "Ana Lind,ana@example.org,School board\nBo Morse,bo@example.org,city council someday\nCy Vance,c@example.org,no\n"
    path.write_text("Name,Email,Would you ever run for office? Which one?\n" + rows, encoding="utf-8")
    plan, _ = bring(campaign, path)
    assert plan.sheets[0].columns[2].target == "office"


@pytest.mark.parametrize(
    "text",
    [
        *("Board member", "Commissioner", "Commissioner district 2", "Supervisor", "Treasurer", "Senator", "Tesorera"),
        *("HOA president", "PTA president", "Class president", "union president", "Local 123 president"),
        *("Student senate", "student council", "Faculty senate", "Church council member", "Chapter House president"),
        *("Presidente del club", "Consejo estudiantil", "Presidente de la junta de vecinos", "Senate", "House 12"),
    ],
)
def test_no_level_is_guessed_where_the_words_say_none(text: str) -> None:
    found = read_office(text, Hints())
    assert found.values == {"office": text}
    assert office_term(text) is None
    assert [told.endswith("No level is set.") for told in found.problems] == [True]


def test_a_level_is_not_asked_for_where_another_column_says_it(campaign: Campaign, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("Name,Email,Which office?,Level of office\nAna Larkin,a@example.org,Commissioner,County\n")
    plan, _ = bring(campaign, path)
    assert (everything(campaign)[0]["office_level"], plan.problems) == ("county", [])


@pytest.mark.parametrize(
    "text", ["None for now", "Nothing right now", "Ninguno por ahora", "Ninguna todavía", "nada aún"]
)
def test_no_office_yet_is_none(text: str) -> None:
    found = read_office(text, Hints())
    assert (found.values, found.leftover) == ({}, text)
    assert "names no office" in found.problems[0]


@pytest.mark.parametrize("word", ["x", "Yes", "no", "✓"])
def test_a_yes_or_no_below_an_office_names_none_and_is_told(word: str) -> None:
    read = read_office(word, Hints())
    assert read.values == {}
    assert "names no office" in read.problems[0]


@pytest.mark.parametrize(
    ("office", "level", "found"),
    [
        ("not sure", "Federal", "federal"),
        ("Justice of the Peace", "County", "county"),
        ("City Council", "Local", "municipal"),
        ("City Council", "not sure", "municipal"),
        ("City Council", "", "municipal"),
    ],
)
def test_the_level_that_people_choose_wins_over_that_of_their_office(
    campaign: Campaign, tmp_path: Path, office: str, level: str, found: str
) -> None:
    path = tmp_path / "list.csv"
    path.write_text(f"Name,Email,Which office?,Level of office\nAna Larkin,a@example.org,{office},{level}\n")
    bring(campaign, path)
    assert everything(campaign)[0]["office_level"] == found


@pytest.mark.parametrize("rows", [3, 5])
@pytest.mark.parametrize(
    ("heading", "taken"),
    [
        ("Have you ever thought of running for something? If so, for what?", True),
        ("Ever been asked to run? For what?", True),
        ("If you might run, for which of them?", True),
        ("¿Ha pensado en postularse? ¿Para qué?", True),
        ("What have you run for before?", False),
        ("Have you run before? If so, for what?", False),
        ("¿Se ha postulado antes? ¿Para qué?", False),
    ],
)
def test_what_somebody_may_run_for_is_an_office_in_any_words(heading: str, taken: bool, rows: int) -> None:
    table = {
        "Name": ["Marisol Okonkwo", "Theo Vandersloot", "Abby Fenwick", "Rosalba Tate", "Ida Moss"],
        heading: ["City council ward 3", "School board maybe", "Not me, but my sister", "Mayor someday", "no"],
        "Email": ["mok@example.org", "theo@example.com", "abby@example.net", "rt4@example.org", "idam@example.org"],
    }
    found = map_columns(CANDIDATE, list(table), [cells[:rows] for cells in table.values()])
    assert found[1].target == ("office" if taken else "answer")


@pytest.mark.parametrize("heading", ["Interested in running?", "Would you run for office?", "¿Quiere postularse?"])
def test_an_office_in_an_answer_about_running_is_told(campaign: Campaign, tmp_path: Path, heading: str) -> None:
    path = tmp_path / "rsvp.csv"
    path.write_text(
        f"Name,Email,{heading}\nAna Bell,ana@example.org,Yes - water board\nBo Lee,bo@example.org,Yes\n"
        "Cy Fox,cy@example.org,Maybe; alcalde\nDi Roe,di@example.org,Yes if my kids agree\n",
        encoding="utf-8",
    )
    plan, _ = bring(campaign, path)
    assert [p.row for p in plan.problems if "names an office" in p.message] == [2, 4]


def test_an_office_said_twice_is_not_told(campaign: Campaign, tmp_path: Path) -> None:
    path = tmp_path / "rsvp.csv"
    path.write_text(
        "Name,Email,Interested in running?,Running for\nAna Bell,ana@example.org,Yes - water board,Water board\n",
        encoding="utf-8",
    )
    plan, _ = bring(campaign, path)
    assert plan.problems == []


@pytest.mark.parametrize(
    ("text", "names_one"),
    [
        ("Not for me, but my neighbor Dale Hobbs should!", False),
        ("no, but will help", False),
        ("I want to make things better for my kids", False),
        ("ask me again when the kids are out", False),
        ("dog catcher", True),
        ("Fence viewer of the town", True),
        ("maybe city council someday", True),
        ("I'd love to, mayor or something", True),
    ],
)
def test_talk_that_names_no_office_is_told_and_kept_in_the_notes(
    campaign: Campaign, tmp_path: Path, text: str, names_one: bool
) -> None:
    path = tmp_path / "list.csv"
    path.write_text(f'Name,Email,Running for\nAnn Lee,a@example.org,"{text}"\n', encoding="utf-8")
    plan, _ = bring(campaign, path)
    (person,) = everything(campaign, CANDIDATE)
    told = [p.message for p in plan.problems]
    if names_one:
        assert (person["office"], person["notes"], told) == (text, None, [])
    else:
        assert (person["office"], person["notes"]) == (None, f"Running for: {text}")
        assert told == [f"“{text}” names no office. It is kept in Notes."]


@pytest.mark.parametrize(
    ("heading", "cell", "told"),
    [
        ("Also interested in running (what office)?", "water district", True),
        ("Also interested in running (what office)?", "Yes! Neighborhood council", True),
        ("Also interested in running (what office)?", "maybe", False),
        ("Would you run?", "Yes - school board", True),
        ("Which office have you run for before?", "School board", False),
    ],
)
def test_which_offices_in_answers_are_told(heading: str, cell: str, told: bool) -> None:
    from coordinator.importing.offices_in_answers import with_offices
    from coordinator.importing.targets import field_target
    from coordinator.records.fields import Field
    from coordinator.records.kinds import LONG_TEXT, PLAIN_HINTS

    target = with_offices(field_target(Field("answers.run", heading, LONG_TEXT)), heading)
    assert bool(target.read(cell, PLAIN_HINTS).problems) is told


@pytest.mark.parametrize(
    "text",
    [
        *("either council or county", "School board or state house", "Congress/State House", "county or state"),
        *("mayor/sheriff", "US House or State Senate", "mayor or governor", "concejo o condado"),
        *("alcalde o senado estatal", "State rep / county commissioner"),
    ],
)
def test_offices_of_several_levels_have_none(text: str) -> None:
    found = read_office(text, Hints())
    assert found.values == {"office": text}
    assert [told.endswith("several levels. It is kept as written. No level is set.") for told in found.problems] == [
        True
    ]


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("State House or Senate", "state"),
        ("Sheriff or Constable", "county"),
        ("council or mayor", "municipal"),
        ("City council / Concejo municipal", "municipal"),
        ("Mayor or anything local", "municipal"),
        ("school board or something", "school"),
        ("judge/justice of the peace", "judicial"),
        ("county commission or council", "county"),
        ("County supervisors / board", "county"),
    ],
)
def test_offices_of_one_level_have_it(text: str, level: str) -> None:
    assert read_office(text, Hints()).values == {"office": text, "office_level": level}


@pytest.mark.parametrize(
    "text",
    [
        *("NOT mayor", "anything but mayor", "never sheriff", "I don't want to be mayor", "todo menos alcalde"),
        *("helping a friend run for mayor", "support candidates for judge", "working on a campaign for sheriff"),
        *("my husband is on city council", "mi esposo es concejal", "my sister-in-law was county clerk"),
        *("lost school board race in 2019", "ran for city council in 2018", "served on the school board"),
        *("former mayor", "ex-alcalde", "fui concejal", "perdí la elección de la junta escolar"),
    ],
)
def test_an_office_that_is_not_sought_has_no_level_and_is_told(text: str) -> None:
    found = read_office(text, Hints())
    assert "office_level" not in found.values and len(found.problems) == 1
    assert text in (found.values.get("office"), found.leftover)


@pytest.mark.parametrize(
    "text",
    [
        *("not sure, maybe city council", "not just city council", "ran for city council, running again"),
        *("lost in 2022, now city council", "was thinking city council", "help people on the city council"),
        *("Former teacher, city council", "Not yet, maybe city council"),
    ],
)
def test_an_office_beside_such_words_is_sought(text: str) -> None:
    found = read_office(text, Hints())
    assert (found.values["office_level"], found.problems) == ("municipal", ())


@pytest.mark.parametrize("text", ["?", "??", "¿?"])
def test_a_sign_is_no_office(text: str) -> None:
    found = read_office(text, Hints())
    assert "office" not in found.values and "names no office" in found.problems[0]


@pytest.mark.parametrize("term", vocabulary("offices").terms, ids=lambda term: term.code)
def test_an_office_of_the_list_keeps_its_level_whatever_signs_it_has(term: Term) -> None:
    values = read_office(term.label, Hints()).values
    assert values.get("office_level") == _level(term)


def _level(term: Term) -> str | None:
    return term.extra.get("level") or (term.code if term.code in vocabulary("levels").by_code else None)


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("School Bd", "school"),
        ("sch bd", "school"),
        ("Sch. Board", "school"),
        ("Twp trustee", "municipal"),
        ("St. Rep", "state"),
        ("St. House", "state"),
        ("Alder District 6", "municipal"),
        ("Cnty Comm.", "county"),
        ("Co Clerk", "county"),
        ("Bd of Ed", "school"),
        ("Lib bd", "special"),
    ],
)
def test_an_office_as_people_type_it_has_its_level_and_keeps_its_words(text: str, level: str) -> None:
    assert read_office_words(text) == {"office": text, "office_level": level}


@pytest.mark.parametrize("text", ["Cty commish", "Commish", "Drain commissioner", "Comm. Dist 3"])
def test_a_short_office_that_says_no_level_is_told(campaign: Campaign, tmp_path: Path, text: str) -> None:
    path = tmp_path / "list.csv"
    path.write_text(f'Name,Email,Running for\nAnn Lee,a@example.org,"{text}"\n', encoding="utf-8")
    plan, _ = bring(campaign, path)
    (person,) = everything(campaign, CANDIDATE)
    assert (person["office"], person["office_level"]) == (text, None)
    assert [p.message.endswith("No level is set.") for p in plan.problems] == [True]


def test_talk_in_the_place_of_an_office_goes_to_the_notes(campaign: Campaign, tmp_path: Path) -> None:
    talk = ("helping only", "prob not", "Ask me later", "maybe later", "here for the music", "next cycle")
    rows = [f"Ann Poe{'abcdef'[n]},a{n}@example.org,{words}" for n, words in enumerate(talk)]
    path = tmp_path / "list.csv"
    path.write_text("Name,Email,Running for\n" + "\n".join([*rows, "Bo Fox,b@example.org,Mayor"]), encoding="utf-8")
    bring(campaign, path)
    people = everything(campaign, CANDIDATE)
    assert [p["office"] for p in people] == [*(None for _ in talk), "Mayor"]
    assert [p["notes"] for p in people[:-1]] == [f"Running for: {words}" for words in talk]


def test_a_home_precinct_writes_nothing_over_the_district_of_an_office(campaign: Campaign, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text(
        "Name,Email,Pct,State,Running for\n"
        "Clay Jessup,c@example.org,022,OR,State Rep HD11\nAnn Able,a@example.org,014,OR,City Council Ward 3\n",
        encoding="utf-8",
    )
    plan, _ = bring(campaign, path)
    clay, ann = everything(campaign, CANDIDATE)
    assert (clay["division"], ann["division"]) == ("ocd-division/country:us/state:or/sldl:11", "014")
    assert [(p.row, p.value) for p in plan.problems if p.column == "Pct"] == [(2, "022")]
    assert clay["notes"] == "Pct: 022"
