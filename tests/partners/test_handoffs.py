"""Hand-offs: only people who agreed, only the fields agreed on, never twice; undone before it is sent, called back after."""

import csv
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coordinator.base.errors import UserError
from coordinator.changes.undo import plan_undo
from coordinator.partners.copies_held import copies_of, overdue_copies, recall
from coordinator.partners.handoff_columns import USUAL, columns_of
from coordinator.partners.handoffs import hand_over, plan_handover, plan_sent
from coordinator.partners.recalls import plan_recall
from coordinator.records.catalog import CANDIDATE, HANDOFF, PARTNER, REFERRAL
from coordinator.store import campaign as campaigns
from coordinator.store.campaign import Campaign
from tests.builders import edit, everything, get, undo
from tests.partners.people import TODAY, act, connect, days, handed, look, make, partner, statuses, willing


def sheet(path: Path) -> list[dict[str, object]]:
    """Read a hand-off as rows by heading."""
    if path.suffix == ".csv":
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            assert reader.fieldnames
            reader.fieldnames = ["ID" if name.startswith("ID ") else name for name in reader.fieldnames]
            return list(reader)
    rows = list(openpyxl.load_workbook(path)["Referrals"].iter_rows(values_only=True))
    return [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]


@pytest.mark.parametrize("name", ["out.xlsx", "out.csv"])
def test_the_layout_that_the_partner_wants(campaign: Campaign, tmp_path: Path, name: str) -> None:
    number = partner(campaign, handoff_columns="E-mail=Contact address; Last name; family_name; Running for")
    willing(campaign, 2, office="School board", notes="secret")
    connect(campaign)
    done = handed(campaign, number, tmp_path / name)
    rows = sheet(done.path)
    assert [h.split(" coordinator:")[0] for h in rows[0]] == [
        "ID",
        "Contact address",
        "Last name",
        "Running for",
        "Status at the partner",
        "Remark of the partner",
        "Export",
    ]
    assert [r["Running for"] for r in rows] == ["School board"] * 2
    assert set(statuses(campaign).values()) == {"sent"}
    row = get(campaign, done.handoff, HANDOFF)
    assert (row["people"], row["columns"], row["delete_by"], row["status"]) == (
        2,
        ["email", "family_name", "office"],
        days(90),
        "written",
    )


def test_drop_downs_and_read_me(campaign: Campaign, tmp_path: Path) -> None:
    number = partner(campaign, keep_days=30)
    willing(campaign, 1)
    connect(campaign)
    book = openpyxl.load_workbook(handed(campaign, number, tmp_path / "o.xlsx").path)
    lists = [v.sqref for v in book["Referrals"].data_validations.dataValidation]
    assert len(lists) == 1
    assert "Accepted" in [c.value for c in book["Lists"]["A"]]
    told = " ".join(str(c.value) for c in book["Read me"]["A"])
    assert "Delete this file by" in told
    assert "1 person who agreed" in told


def test_no_heading_is_taken_for_a_field_of_the_referral(campaign: Campaign, tmp_path: Path) -> None:
    """A column called Status or Notes would come back as the referral's own."""
    number = partner(campaign, handoff_columns='["Last name=Status", "City=Notes"]')
    willing(campaign, 1, city="Dayton")
    connect(campaign)
    rows = sheet(handed(campaign, number, tmp_path / "o.xlsx").path)
    assert {"Status of the person", "Notes of the person"} <= set(rows[0])


def test_an_unknown_column_is_told(campaign: Campaign) -> None:
    number = partner(campaign, handoff_columns="E-mail; Shoe size")
    with pytest.raises(UserError, match="No field of candidates is called “Shoe size”"):
        look(campaign, plan_handover, number)


@pytest.mark.parametrize("layout", ["", "Last name; First name; E-mail"])
def test_father_and_son_of_one_name_are_told_apart(campaign: Campaign, tmp_path: Path, layout: str) -> None:
    """The suffix is a part of the name: it goes out even where a partner's layout has no column for it."""
    number = partner(campaign, handoff_columns=layout or None)
    for suffix in ("Sr.", "Jr."):
        willing(campaign, 1, given_name="Luis", family_name="Ortega", suffix=suffix)
    connect(campaign)
    assert [r["Suffix"] for r in sheet(handed(campaign, number, tmp_path / "o.xlsx").path)] == ["Sr.", "Jr."]


def test_a_suffix_that_tells_nobody_apart_keeps_to_the_layout(campaign: Campaign, tmp_path: Path) -> None:
    number = partner(campaign, handoff_columns="Last name; First name")
    willing(campaign, 2, suffix="Jr.")
    connect(campaign)
    assert "Suffix" not in sheet(handed(campaign, number, tmp_path / "o.xlsx").path)[0]


INTERNAL = {
    "owner",
    "follow_up",
    "notes",
    "tags",
    "stage",
    "do_not_contact",
    "consent_contact",
    "created_at",
    "answers",
}


def test_the_usual_columns_hold_nothing_internal(campaign: Campaign) -> None:
    assert not set(USUAL) & INTERNAL
    assert [c.field.key for c in look(campaign, columns_of, None)] == list(USUAL)


EVERY = [f.key for f in CANDIDATE.shown if f.key not in ("created_at", "age_at_election")]


@given(
    st.lists(st.sampled_from(EVERY), min_size=1, max_size=6, unique=True),
    st.lists(
        st.tuples(st.sampled_from([True, True, False, None]), st.sampled_from([None, None, True])),
        min_size=1,
        max_size=5,
    ),
)
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_nothing_goes_out_that_was_not_agreed(template, tmp_path_factory, columns: list[str], people) -> None:
    """Whatever the layout: every cell of the file belongs to an agreed field of somebody who agreed."""
    folder = tmp_path_factory.mktemp("agreed")
    path = folder / "t.campaign"
    path.write_bytes(template.read_bytes())
    with campaigns.open_(path) as campaign:
        number = partner(campaign, handoff_columns="; ".join(columns))
        values = [
            {f.key: f"mark-{f.key}-{i}" for f in CANDIDATE.stored if f.kind.name in ("text", "long_text", "name")}
            for i in range(len(people))
        ]
        ids = make(
            campaign,
            "candidate",
            [
                {
                    **v,
                    "email": f"mark-email-{i}@example.org",
                    "stage": "interested",
                    "consent_share": share,
                    "do_not_contact": stop,
                }
                for i, (v, (share, stop)) in enumerate(zip(values, people, strict=True))
            ],
        )
        make(campaign, "referral", [{"candidate": i, "partner": number, "status": "proposed"} for i in ids])
        agreed = [i for i, (share, stop) in enumerate(people) if share and not stop]
        out = folder / "o.xlsx"
        if not agreed:
            with pytest.raises(UserError, match="all are left out"):
                handed(campaign, number, out)
            assert not out.exists()
            return
        handed(campaign, number, out)
        text = "\n".join(
            str(c)
            for s in openpyxl.load_workbook(out)
            for row in s.iter_rows(values_only=True)
            for c in row
            if c is not None
        )
        for i in range(len(people)):
            for f in CANDIDATE.stored:
                if f"mark-{f.key}-{i}" in text:
                    assert f.key in columns
                    assert i in agreed
        left = {r["candidate"] for r in everything(campaign, REFERRAL) if r["status"] == "proposed"}
        assert left == {n for i, n in enumerate(ids) if i not in agreed}


def test_nobody_twice_unless_on_purpose(campaign: Campaign, tmp_path: Path) -> None:
    number = partner(campaign)
    [one] = willing(campaign)
    connect(campaign)
    handed(campaign, number, tmp_path / "1.xlsx")
    with pytest.raises(UserError, match="Nobody is proposed to Prairie"):
        handed(campaign, number, tmp_path / "2.xlsx")
    make(campaign, "referral", [{"candidate": one, "partner": number, "status": "proposed"}])
    assert look(campaign, plan_handover, number).left_out == [("Given0 Familyaa", "was sent to this partner before")]
    again = handed(campaign, number, tmp_path / "3.xlsx", again=True)
    assert len(again.handover.people) == 1


def test_proposed_twice_goes_once(campaign: Campaign, tmp_path: Path) -> None:
    number = partner(campaign)
    [one] = willing(campaign)
    make(campaign, "referral", [{"candidate": one, "partner": number, "status": "proposed"}] * 2)
    done = handed(campaign, number, tmp_path / "1.xlsx")
    assert [why for _, why in done.handover.left_out] == ["is proposed twice"]


def test_undone_before_it_is_sent_and_called_back_after(campaign: Campaign, tmp_path: Path) -> None:
    number = partner(campaign)
    willing(campaign, 3, consent_wording="Share me with groups that help", consent_date="2025-03-21")
    connect(campaign)
    done = handed(campaign, number, tmp_path / "1.xlsx")
    undo(campaign, done.seq)
    assert set(statuses(campaign).values()) == {"proposed"}
    assert everything(campaign, HANDOFF) == []
    undo(campaign, campaign.head())
    act(campaign, plan_sent, done.handoff, by_mail=True)
    with pytest.raises(UserError, match="has gone out and cannot be undone"):
        look(campaign, plan_undo, done.seq)
    with pytest.raises(UserError, match="cannot be called back"):
        look(campaign, plan_undo, campaign.head())
    with pytest.raises(UserError, match="has gone out already"):
        look(campaign, plan_sent, done.handoff)
    found = look(campaign, recall, done.handoff)
    assert len(found.names) == 3
    assert found.table.decode("utf-8-sig").count("\n") == 4
    person = everything(campaign)[0]["id"]
    [copy] = look(campaign, copies_of, person)
    assert (copy.name, copy.since, copy.wording, copy.called_back) == (
        "Prairie",
        days(0),
        "Share me with groups that help, given 21 Mar 2025",
        False,
    )
    assert "E-mail" in copy.details
    act(campaign, plan_recall, done.handoff)
    assert set(statuses(campaign).values()) == {"withdrawn"}
    assert look(campaign, copies_of, person)[0].called_back
    with pytest.raises(UserError, match="called back before"):
        look(campaign, plan_recall, done.handoff)


def test_a_mark_made_by_hand_can_be_undone(campaign: Campaign, tmp_path: Path) -> None:
    number = partner(campaign)
    willing(campaign)
    connect(campaign)
    done = handed(campaign, number, tmp_path / "1.xlsx")
    act(campaign, plan_sent, done.handoff)
    undo(campaign)
    undo(campaign, done.seq)
    assert set(statuses(campaign).values()) == {"proposed"}


def test_what_should_be_deleted_by_now(campaign: Campaign, tmp_path: Path) -> None:
    number = partner(campaign)
    willing(campaign)
    connect(campaign)
    handed(campaign, number, tmp_path / "1.xlsx", delete_by=days(-1))
    assert len(look(campaign, overdue_copies, TODAY)) == 1


def test_no_file_and_no_step_where_it_cannot_be_written(campaign: Campaign, tmp_path: Path) -> None:
    number = partner(campaign)
    willing(campaign)
    connect(campaign)
    head = campaign.head()
    found = look(campaign, plan_handover, number)
    for path, told in ((tmp_path / "no" / "o.xlsx", "is not there"), (tmp_path / "o.pdf", "ends with .xlsx or .csv")):
        with pytest.raises(UserError, match=told):
            hand_over(campaign, found, path, author="Dana")
    assert campaign.head() == head


def test_consent_withdrawn_in_the_meantime(campaign: Campaign, tmp_path: Path) -> None:
    number = partner(campaign)
    one, two = willing(campaign, 2)
    connect(campaign)
    edit(campaign, one, consent_share="no")
    done = handed(campaign, number, tmp_path / "1.xlsx")
    assert [p.person["id"] for p in done.handover.people] == [two]
    assert done.handover.left_out[0][1] == "says no to sharing"
    edit(campaign, number, PARTNER, name="Renamed")
    assert look(campaign, copies_of, two)[0].name == "Renamed"
    assert look(campaign, copies_of, one) == []
