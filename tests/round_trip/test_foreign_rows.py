"""Rows of another campaign among ours, without the stamp: nothing of them is taken by row ID, and one sentence says so."""

import csv
from pathlib import Path

import openpyxl
import pytest

from coordinator.importing.acts import Act, ActKind
from coordinator.importing.plan import ImportOptions, ImportPlan, What
from coordinator.operations import importing
from coordinator.records.catalog import EXPORT, PARTNER
from coordinator.round_trip.exporting import export
from coordinator.store.campaign import Campaign
from tests.builders import add, everything
from tests.partners.people import connect, handed, make, partner
from tests.round_trip.acting import changed_values

Rows = list[list[object]]
OURS = ("Ada Stone", "Bo Reyes", "Cy Lund", "Dee Marsh", "Eli Ford", "Fay Quist", "Gus Hale", "Hal Ives")
THEIRS = ("Ann Moss", "Ben Stone", "Cy Webb", "Dora Kerr", "Ed Pratt", "Flo Nash", "Greg Orr", "Hope Pyle")
"""One first name and one last name are also ours."""


def _people(campaign: Campaign, names: tuple[str, ...], town: str, **more: object) -> list[int]:
    rows = [
        {
            "given_name": name.split()[0],
            "family_name": name.split()[1],
            "email": f"{name.split()[0].lower()}.{town.lower()}{n}@example.org",
            "city": town,
            "stage": "interested",
            **more,
        }
        for n, name in enumerate(names)
    ]
    return make(campaign, "candidate", rows)


@pytest.fixture
def ours(campaign: Campaign) -> Campaign:
    """A campaign of eight people, who went out once."""
    _people(campaign, OURS, "Tempe")
    return campaign


@pytest.fixture
def theirs(empty_campaign: Campaign) -> Campaign:
    """Another campaign of eight people, with the same row IDs."""
    with empty_campaign.writing() as connection:
        connection.exec_driver_sql("UPDATE meta SET value='0123456789abcdef' WHERE key='campaign'")
    _people(empty_campaign, THEIRS, "Mesa", consent_contact=True, owner="Kit", state="OH")
    return empty_campaign


def _sent(campaign: Campaign, folder: Path, kind: str = "candidate", columns: tuple[str, ...] = ()) -> Rows:
    """Return the first sheet of an export as rows of cells: its heading, and what it says of itself nowhere else."""
    path = folder / f"sent{len(list(folder.iterdir()))}.xlsx"
    export(campaign, path, kinds=(kind,), columns={kind: columns} if columns else None, author="Dana")
    rows = [list(r) for r in openpyxl.load_workbook(path).worksheets[0].iter_rows(values_only=True)]
    return [r for r in rows if any(c is not None for c in r)]


def _back(campaign: Campaign, folder: Path, rows: Rows, **options: object) -> ImportPlan:
    path = folder / "back.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([["" if c is None else c for c in r] for r in rows])
    return importing.plan(campaign, path, ImportOptions(**options))


def _foreign(plan: ImportPlan) -> list[Act]:
    return [a for a in plan.acts if a.kind is ActKind.FOREIGN]


def _without(rows: Rows, *headings: str) -> Rows:
    keep = [i for i, h in enumerate(rows[0]) if h not in headings]
    return [[r[i] for i in keep] for r in rows]


FORMS = {
    "all columns": (),
    "names": ("given_name", "family_name", "city", "consent_contact"),
    "first names alone": ("given_name", "stage", "owner", "consent_contact"),
    "no names": ("city", "state", "owner", "consent_contact"),
    "numbers": ("email", "owner", "consent_contact"),
}


@pytest.mark.parametrize("columns", FORMS.values(), ids=FORMS)
@pytest.mark.parametrize("out", [True, False])
def test_another_campaigns_sheet_changes_nobody(
    ours: Campaign, theirs: Campaign, tmp_path: Path, columns: tuple[str, ...], out: bool
) -> None:
    if out:
        _sent(ours, tmp_path)
    rows = _sent(theirs, tmp_path, columns=columns)
    plan = _back(ours, tmp_path, rows)
    (act,) = plan.acts
    assert act.kind is ActKind.FOREIGN and act.count == len(THEIRS)
    assert act.told.startswith(
        f"All rows: the export code {everything(theirs, EXPORT)[0]['code']} was never given here"
    )
    assert "in a file without “ID” and “Export”" in act.told
    assert [p.message for p in plan.problems] == [act.told]
    assert {r.what for r in plan.rows} == {What.REJECTED}
    assert changed_values(plan) == [] and plan.plan.is_empty


def test_without_its_marks_it_is_a_list_from_elsewhere(ours: Campaign, theirs: Campaign, tmp_path: Path) -> None:
    rows = _without(_sent(theirs, tmp_path), "ID", "Export")
    plan = _back(ours, tmp_path, rows)
    assert plan.plan.kind == "import" and plan.counts.created == len(THEIRS)


def test_somebody_new_in_it_is_theirs_too(ours: Campaign, theirs: Campaign, tmp_path: Path) -> None:
    rows = _sent(theirs, tmp_path, columns=FORMS["names"])
    plan = _back(ours, tmp_path, [*rows, [None, "Ina", "Young", "Mesa", None, None]])
    assert plan.plan.is_empty and plan.acts[0].count == len(THEIRS) + 1


@pytest.mark.parametrize(("several", "marks"), [(2, ()), (6, ("Export",))])
def test_none_of_its_row_ids_is_known_here(
    ours: Campaign, theirs: Campaign, tmp_path: Path, several: int, marks: tuple[str, ...]
) -> None:
    _people(theirs, ("Ike Zorn", "Jo Yard", "Kit Xu", "Lea Wood", "Max Voss", "Nan Ulm"), "Mesa")
    rows = _without(_sent(theirs, tmp_path), *marks)
    plan = _back(ours, tmp_path, [rows[0], *rows[-several:]])
    (act,) = plan.acts
    assert act.kind is ActKind.FOREIGN and "none of the row IDs is known here" in act.told
    assert len(plan.problems) == 1


def test_without_its_export_codes_names_tell(ours: Campaign, theirs: Campaign, tmp_path: Path) -> None:
    _sent(ours, tmp_path)
    plan = _back(ours, tmp_path, _without(_sent(theirs, tmp_path), "Export"))
    (act,) = plan.acts
    assert act.kind is ActKind.FOREIGN and "no export code is named" in act.told
    assert plan.plan.is_empty


@pytest.mark.parametrize("several", [8, 3, 1])
def test_their_rows_pasted_below_ours(ours: Campaign, theirs: Campaign, tmp_path: Path, several: int) -> None:
    rows = _sent(ours, tmp_path, columns=FORMS["names"])
    city = rows[0].index("City")
    rows[3][city] = "Gila"
    rows += _sent(theirs, tmp_path, columns=FORMS["names"])[1 : several + 1]
    plan = _back(ours, tmp_path, rows, delete_missing=True)
    (act,) = plan.acts
    assert act.rows == tuple(range(len(OURS) + 2, len(OURS) + 2 + several))
    assert [(key, value) for _, key, value in changed_values(plan)] == [("city", "Gila")]
    assert plan.counts.rejected == several and plan.counts.created == 0


def test_nothing_is_deleted_where_theirs_stand_instead(ours: Campaign, theirs: Campaign, tmp_path: Path) -> None:
    rows = _sent(ours, tmp_path, columns=FORMS["names"])
    rows[3:] = _sent(theirs, tmp_path, columns=FORMS["names"])[3:]
    plan = _back(ours, tmp_path, rows, delete_missing=True)
    assert len(plan.missing) == len(OURS) - 2
    assert not any(m.deleted for m in plan.missing)


def test_another_campaigns_partners(ours: Campaign, theirs: Campaign, tmp_path: Path) -> None:
    for name in ("Prairie School", "Lakes Fund", "Union Hall"):
        add(ours, PARTNER, name=name)
    for name in ("River Caucus", "Desk of Ohio", "First Run"):
        add(theirs, PARTNER, name=name, contact_email="desk@example.org")
    plan = _back(ours, tmp_path, _sent(theirs, tmp_path, "partner"))
    assert [a.kind for a in plan.acts] == [ActKind.FOREIGN] and plan.plan.is_empty


# what looks alike, and is ours


def _lose_history(campaign: Campaign) -> None:
    """Let the campaign know nothing of what it sent out, as after an older backup was restored."""
    with campaign.writing() as connection:
        connection.exec_driver_sql("DELETE FROM export")


@pytest.mark.parametrize("columns", FORMS.values(), ids=FORMS)
def test_our_own_sheet_from_after_a_restored_backup(ours: Campaign, tmp_path: Path, columns: tuple[str, ...]) -> None:
    rows = _sent(ours, tmp_path, columns=columns)
    _lose_history(ours)
    owner = rows[0].index("Owner") if "Owner" in rows[0] else rows[0].index("City")
    rows[4][owner] = "Kit"
    plan = _back(ours, tmp_path, rows)
    assert _foreign(plan) == []
    assert len(list(plan.differences)) == 1
    assert "backup was restored" in " ".join(n for s in plan.sheets for n in s.notes)


def test_it_names_its_export_where_another_one_is_like_it(ours: Campaign, tmp_path: Path) -> None:
    rows = _sent(ours, tmp_path)
    code = everything(ours, EXPORT)[0]["code"]
    _lose_history(ours)
    _sent(ours, tmp_path)
    plan = _back(ours, tmp_path, rows)
    (told,) = plan.sheets[0].notes
    assert told.startswith(f"The export that this sheet names ({code}) is not known here, perhaps since a backup")
    assert _foreign(plan) == [] and plan.plan.is_empty


def test_names_put_right_in_it(ours: Campaign, tmp_path: Path) -> None:
    rows = _sent(ours, tmp_path)
    _lose_history(ours)
    for row in rows[1:4]:
        row[rows[0].index("Last name")] = "Ostrowski"
    assert _foreign(_back(ours, tmp_path, rows)) == []


def _sort(rows: Rows, *headings: str) -> None:
    at = [rows[0].index(h) for h in headings]
    cells = sorted(([r[i] for i in at] for r in rows[1:]), key=lambda c: str(c[-1]), reverse=True)
    for row, those in zip(rows[1:], cells, strict=True):
        for i, cell in zip(at, those, strict=True):
            row[i] = cell


@pytest.mark.parametrize("marks", [(), ("Export",)], ids=["with codes", "without"])
@pytest.mark.parametrize("headings", [("First name", "Last name"), ("ID",)])
def test_our_own_names_or_ids_sorted_alone(
    ours: Campaign, tmp_path: Path, marks: tuple[str, ...], headings: tuple[str, ...]
) -> None:
    rows = _without(_sent(ours, tmp_path), *marks)
    _sort(rows, *headings)
    plan = _back(ours, tmp_path, rows)
    assert plan.acts != [] and _foreign(plan) == []


def test_a_few_names_in_our_own_sheet_without_codes(ours: Campaign, tmp_path: Path) -> None:
    rows = _without(_sent(ours, tmp_path, columns=FORMS["names"]), "Export")
    for row in rows[1:4]:
        row[2] = "Ostrowski"
    plan = _back(ours, tmp_path, rows[:4])
    assert _foreign(plan) == []


def test_our_own_ids_and_one_column(ours: Campaign, tmp_path: Path) -> None:
    rows = [[r[0], "Mesa" if n else r[1]] for n, r in enumerate(_sent(ours, tmp_path, columns=("city",)))]
    plan = _back(ours, tmp_path, rows)
    assert _foreign(plan) == []
    assert len(list(plan.differences)) == len(OURS)


def test_a_code_that_a_program_took_for_a_number(ours: Campaign, tmp_path: Path) -> None:
    rows = _sent(ours, tmp_path)
    for row in rows[1:]:
        row[-1] = "1.20E+04"
    plan = _back(ours, tmp_path, rows)
    assert _foreign(plan) == [] and plan.plan.is_empty


def _handed_over(campaign: Campaign, folder: Path, names: tuple[str, ...], town: str) -> Rows:
    """Return the rows of a hand-off of these people."""
    number = partner(campaign, name=f"{town} School")
    _people(campaign, names, town, consent_share=True, consent_date="2025-03-21", state="OH")
    connect(campaign, partners=[number])
    path = handed(campaign, number, folder / f"{town}.xlsx").path
    rows = [list(r) for r in openpyxl.load_workbook(path)["Referrals"].iter_rows(values_only=True)]
    answer = rows[0].index("Status at the partner")
    return [rows[0], *([*r[:answer], "Accepted", *r[answer + 1 :]] for r in rows[1:] if r[0])]


def test_another_campaigns_handoff_answers_nobody(campaign: Campaign, empty_campaign: Campaign, tmp_path: Path) -> None:
    _handed_over(campaign, tmp_path, OURS, "Tempe")
    plan = _back(campaign, tmp_path, _handed_over(empty_campaign, tmp_path, THEIRS, "Mesa"))
    (act,) = _foreign(plan)
    assert act.count == len(THEIRS) and "list from elsewhere" not in act.told
    assert plan.plan.is_empty


def test_our_own_handoff_from_after_a_restored_backup(campaign: Campaign, tmp_path: Path) -> None:
    rows = _handed_over(campaign, tmp_path, OURS, "Tempe")
    _lose_history(campaign)
    plan = _back(campaign, tmp_path, rows)
    assert _foreign(plan) == [] and not plan.plan.is_empty
