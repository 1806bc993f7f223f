"""A workbook goes out and comes back: untouched it changes nothing, edited it changes just that."""

import shutil
import tempfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coordinator.changes import apply
from coordinator.changes.plan import Plan
from coordinator.operations import importing
from coordinator.records.catalog import CANDIDATE, CONTACT, EVENT, PARTNER, REFERRAL, SIGNUP, RecordType
from coordinator.records.kinds import ReferenceKind
from coordinator.round_trip.exporting import export
from coordinator.store import campaign as campaigns
from coordinator.store.campaign import Campaign
from tests.builders import add, bring, edit, everything, get

AWKWARD = [
    "=1+1",
    "-5",
    "+4",
    "@x",
    "00123",
    "1E5",
    "1234567890123456789",
    "March 1",
    "TRUE",
    "O'Brien",
    "Null",
    "naïve Zoë 👩‍🚀",
    "_x0041_",
    "a\tb",
    "#N/A!",
    "1/2",
    "  inner  blanks ",
    "x;y",
    'q"uote',
    "a,b",
]


def raw_value(kind, draw):
    """Draw something awkward for a kind, as a person could type it."""
    by_kind = {
        "email": st.sampled_from(["a+b@example.org", "o'brien@example.org"]),
        "phone": st.sampled_from(["303-555-0142", "+44 20 7946 0958"]),
        "postcode": st.sampled_from(["02134", "00901-1234", "K1A 0B1"]),
        "state": st.sampled_from(["CO", "PR"]),
        "integer": st.integers(0, 10**6),
        "decimal": st.floats(-1e6, 1e6),
        "yes_no": st.booleans(),
        "date": st.sampled_from(["1850-01-01", "1900-02-28", "2025-03-22", "2400-02-29"]),
        "partial_date": st.sampled_from(["1984", "1984-05", "1990-02-03"]),
        "date_time": st.sampled_from(["2025-04-12", "2025-04-12 13:00", "1899-12-31 23:59"]),
        "instant": st.sampled_from(["2025-05-02T13:36:27Z", "2025-12-31T23:59:59Z"]),
        "link": st.just("https://example.org/a?b=1&c=2"),
        "tags": st.lists(st.sampled_from(AWKWARD), min_size=1, max_size=3, unique=True),
        "emails": st.just("a@example.org; b@example.org"),
        "phones": st.just("303-555-0142; 303-555-0143"),
    }
    if hasattr(kind, "vocabulary_name"):
        terms = [t.code for t in (kind.item if kind.many else kind).vocabulary.terms]
        return draw(st.lists(st.sampled_from(terms), min_size=1, max_size=3) if kind.many else st.sampled_from(terms))
    return draw(by_kind.get(kind.name, st.sampled_from([*AWKWARD, "two\nlines"])))


@st.composite
def record(draw, rt: RecordType):
    values = {}
    for field in rt.stored:
        if field.editable and not isinstance(field.kind, ReferenceKind) and field.kind.name != "whole":
            cleaned = field.clean(raw_value(field.kind, draw)).value
            if cleaned is not None and (field.required or draw(st.integers(0, 4))):
                values[field.key] = cleaned
    return values


TEMPLATE = Path(tempfile.mkdtemp()) / "t.campaign"


def fresh(folder: str) -> Campaign:
    if not TEMPLATE.exists():
        campaigns.create(TEMPLATE).close()
    path = Path(folder) / "r.campaign"
    shutil.copyfile(TEMPLATE, path)
    return campaigns.open_(path)


@pytest.mark.parametrize("suffix", ["xlsx", "csv"])
@pytest.mark.parametrize("rt", [CANDIDATE, PARTNER, EVENT], ids=lambda rt: rt.key)
def test_untouched_it_changes_nothing(rt: RecordType, suffix: str) -> None:
    @settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.lists(record(rt), min_size=1, max_size=3))
    def check(records) -> None:
        with tempfile.TemporaryDirectory() as folder, fresh(folder) as campaign:
            plan = Plan("add", "Added", campaign.head())
            for values in records:
                plan.create(rt.key, {"title": "T", "name": "N"} & values.keys() and values or _required(rt, values))
            apply.apply(campaign, plan, author="Dana")
            out = Path(folder) / f"out.{suffix}"
            export(campaign, out, kinds=(rt.key,), author="Dana")
            back = importing.plan(campaign, out)
            assert [(r.title, r.fields, r.conflicts) for r in back.rows if r.what != "unchanged"] == []
            assert back.problems == []
            assert back.plan.is_empty

    check()


@pytest.mark.parametrize("rt", [REFERRAL, CONTACT, SIGNUP], ids=lambda rt: rt.key)
def test_what_points_at_others_comes_back_untouched(rt: RecordType) -> None:
    @settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.lists(record(rt), min_size=1, max_size=3))
    def check(records) -> None:
        with tempfile.TemporaryDirectory() as folder, fresh(folder) as campaign:
            plan = Plan("add", "Added", campaign.head())
            whole = {
                "candidate": plan.create("candidate", {"given_name": "Ana (C-00009-X)", "family_name": "=1"}),
                "partner": plan.create("partner", {"name": "Emerge (P-00001"}),
                "event": plan.create("event", {"title": "Rally, 3/22"}),
                "source": plan.create("source", {"name": "Form"}),
            }
            partner = whole["partner"]
            whole["programme"] = plan.create("programme", {"partner": partner, "name": "Autumn (G-00001)"})
            whole["handoff"] = plan.create("handoff", {"partner": partner, "file": "list.xlsx"})
            whole["referral"] = plan.create("referral", {"partner": partner, "candidate": whole["candidate"]})
            for i, values in enumerate(records):
                own = {f.key: whole[f.kind.record] for f in rt.references}
                plan.create(rt.key, {**values, **own, **({"source_key": str(i)} if rt is SIGNUP else {})})
            apply.apply(campaign, plan, author="Dana")
            export(campaign, Path(folder) / "out.xlsx", kinds=(rt.key,), author="Dana")
            back = importing.plan(campaign, Path(folder) / "out.xlsx")
            assert back.problems == []
            assert back.plan.is_empty

    check()


def _required(rt: RecordType, values):
    return {**{f.key: "x" for f in rt.stored if f.required and f.key != "created_at"}, **values}


def test_an_edit_here_and_one_there_are_both_kept(campaign: Campaign, tmp_path: Path) -> None:
    bring(campaign, "action-network-denver.csv")
    export(campaign, tmp_path / "out.xlsx", author="Dana")
    book = openpyxl.load_workbook(tmp_path / "out.xlsx")
    sheet = book["Candidates"]
    columns = {c.value: c.column for c in sheet[1]}
    sheet.cell(2, columns["City"]).value = "Aurora"
    sheet.cell(3, columns["City"]).value = None
    sheet.cell(4, columns["City"]).value = "Theirs"
    book.save(tmp_path / "back.xlsx")
    edit(campaign, 1, state="CO")
    edit(campaign, 3, city="Ours")
    plan = importing.plan(campaign, tmp_path / "back.xlsx")
    assert (plan.counts.updated, plan.counts.conflicts) == (2, 1)
    importing.apply(campaign, plan, author="Jules")
    assert (get(campaign, 1)["city"], get(campaign, 1)["state"]) == ("Aurora", "CO")
    assert get(campaign, 2)["city"] is None
    assert get(campaign, 3)["city"] == "Ours"
    again = importing.plan(campaign, tmp_path / "back.xlsx")
    assert importing.apply(campaign, again, author="Jules").seq is None


def test_damaged_and_doubled_row_ids_are_told(campaign: Campaign, tmp_path: Path) -> None:
    bring(campaign, "semicolon-cp1252.csv")
    export(campaign, tmp_path / "out.xlsx", kinds=("candidate",), author="Dana")
    book = openpyxl.load_workbook(tmp_path / "out.xlsx")
    sheet = book["Candidates"]
    first = sheet.cell(2, 1).value
    sheet.cell(3, 1).value = "C-00009-X"
    sheet.append([first, "Copied"])
    book.save(tmp_path / "back.xlsx")
    plan = importing.plan(campaign, tmp_path / "back.xlsx")
    told = " ".join(p.message for p in plan.problems)
    assert "damaged" in told
    assert "twice" in told
    assert plan.plan.is_empty
    assert len(everything(campaign)) == 2


def test_an_answer_with_the_label_of_a_field_keeps_its_own_column(campaign: Campaign, tmp_path: Path) -> None:
    bring(campaign, "tour-schedule-messy.xlsx", mapping={"": {"Doors": "answer"}})
    assert any(e.get("answers.doors") == "9am" for e in everything(campaign, EVENT))
    export(campaign, tmp_path / "out.xlsx", author="Dana")
    plan = importing.plan(campaign, tmp_path / "out.xlsx")
    assert plan.plan.is_empty


def test_who_does_not_want_to_be_contacted_stays_out_of_every_list(campaign: Campaign, tmp_path: Path) -> None:
    add(campaign, given_name="Ada", family_name="Brook", email="ada@example.org")
    add(campaign, given_name="Bo", family_name="Clay", email="bo@example.org", do_not_contact=True)
    out = tmp_path / "list.csv"
    result = export(campaign, out, kinds=("candidate",), author="Dana")
    assert (result.rows, result.left_out) == ({"candidate": 1}, 1)
    assert "bo@example.org" not in out.read_text(encoding="utf-8-sig")
    assert export(campaign, out, kinds=("candidate",), everybody=True, author="Dana").rows == {"candidate": 2}
