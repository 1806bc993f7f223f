"""A column filled by a rule, or with words put before all of it: one edit, named with all of its cells."""

from pathlib import Path

from coordinator.importing.acts import ActKind, Reply
from coordinator.operations import importing
from coordinator.store.campaign import Campaign
from tests.builders import add
from tests.round_trip.acting import Sheet, changed_values
from tests.round_trip.test_acts import tour

__all__ = ["tour"]


def test_blanks_filled_with_texts_of_their_own_are_one_edit(tour: Campaign, tmp_path: Path) -> None:
    sheet = Sheet(tour, tmp_path)
    names = zip(sheet.column("First name"), sheet.column("Last name"), strict=True)
    cells = [was or f"{first} {last}" for was, (first, last) in zip(sheet.column("Owner"), names, strict=True)]
    blanks = sum(was is None for was in sheet.column("Owner"))
    sheet.put("Owner", cells)
    found = sheet.back()
    (act,) = found.acts
    assert (act.kind, act.answer, act.count) == (ActKind.FILLED, Reply.TAKE, blanks)
    assert f"{blanks} empty cells, almost all, came back filled" in act.told


def test_a_prefix_put_before_all_notes_is_one_edit_of_all_rows(tour: Campaign, tmp_path: Path) -> None:
    sheet = Sheet(tour, tmp_path)
    sheet.put("Notes", [f"note {n}" if n % 2 else None for n in range(2, sheet.last + 1)])
    importing.apply(tour, sheet.back(), author="Dana")
    sheet = Sheet(tour, tmp_path)
    sheet.put("Notes", [f"Maggie: {was or ''}".strip() for was in sheet.column("Notes")])
    sheet.set("Notes", 5, "Maggie: note 5, called")
    found = sheet.back()
    (act,) = found.acts
    assert act.count == sheet.last - 1 == len(changed_values(found))
    assert "“Maggie:” was put before what stood in" in act.told


def test_notes_typed_in_some_rows_are_no_act(tour: Campaign, tmp_path: Path) -> None:
    sheet = Sheet(tour, tmp_path)
    blank = [row for row, was in enumerate(sheet.column("Notes"), 2) if was is None]
    for row in blank[: len(blank) // 2]:
        sheet.set("Notes", row, f"called, row {row}")
    assert not sheet.back().acts


def test_another_lists_notes_pasted_over_are_left(campaign: Campaign, tmp_path: Path) -> None:
    for n in range(40):
        add(campaign, given_name=f"Ada{n}", family_name=f"Brook{n}", notes=f"Met in hall {n}" if n % 3 else None)
    sheet = Sheet(campaign, tmp_path)
    sheet.put("Notes", [None if n % 4 == 1 else f"Voice mail {(7 * n + 5) % 17}" for n in range(40)])
    sheet.set("Stage", 9, "Filed")
    found = sheet.back()
    assert [(a.kind, a.answer, a.columns) for a in found.acts] == [(ActKind.REPLACED, Reply.LEAVE, ("Notes",))]
    assert "another list was pasted over" in found.acts[0].told
    assert changed_values(found) == [(sheet.ids[9], "stage", "filed")]


def test_notes_that_go_on_are_edits(campaign: Campaign, tmp_path: Path) -> None:
    for n in range(40):
        add(campaign, given_name=f"Ada{n}", family_name=f"Brook{n}", notes=f"Met in hall {n}" if n % 3 else None)
    sheet = Sheet(campaign, tmp_path)
    notes = sheet.column("Notes")
    sheet.put("Notes", [None if n % 4 == 1 else f"{text or 'New'}; called {n}" for n, text in enumerate(notes)])
    assert all(a.answer is Reply.TAKE for a in sheet.back().acts)
