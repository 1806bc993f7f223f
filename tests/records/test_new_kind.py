"""One more kind is one class: it is found, filtered, sorted, written, read, compared and told without another line."""

import json
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from coordinator.changes import answers, apply, history
from coordinator.changes.merge import Outcome, merge
from coordinator.cli.printing import Printer
from coordinator.operations.importing import apply as apply_import
from coordinator.operations.importing import plan as plan_import
from coordinator.records.catalog import CANDIDATE
from coordinator.round_trip.exporting import export
from coordinator.store import query
from coordinator.store.campaign import Campaign
from coordinator.workbooks.cells import rule_of, to_text
from tests.builders import add, edit, everything, get, undo
from tests.records.links import LINKS, as_answer, of_links

ADA, BEN, CLEO = ["https://www.ada.example.org/run", "news.example.org/a-b"], ["Ben.Example.org"], None


@pytest.fixture(params=["column", "answer"])
def key(request: pytest.FixtureRequest, campaign: Campaign) -> Iterator[str]:
    """A field of several web addresses: one of the program's, and one that the campaign made."""
    if request.param == "column":
        with of_links() as found:
            yield found
        return
    with as_answer() as found:
        with campaign.reading() as connection:
            plan = answers.plan_new(connection, CANDIDATE, "Pages", LINKS.name)
        apply.apply(campaign, plan, author="Dana")
        yield found


@pytest.fixture
def people(campaign: Campaign, key: str) -> list[int]:
    ids = []
    for name, pages in (("Ada", ADA), ("Ben", BEN), ("Cleo", CLEO)):
        ids.append(add(campaign, given_name=name, family_name="Brook", email=f"{name}@example.org"))
        edit(campaign, ids[-1], **{key: pages and "; ".join(pages)})
    return ids


def found(campaign: Campaign, where: str = "", search: str = "", sort: tuple[tuple[str, bool], ...] = ()) -> list[str]:
    with campaign.reading() as connection:
        rt = query.typed(connection, CANDIDATE)
        rows = query.read_rows(connection, rt, query.select_ids(connection, rt, where or None, search, sort))
    return [row["given_name"] for row in rows]


@pytest.mark.parametrize(
    ("where", "names"),
    [
        ("{key} contains ada.example", ["Ada"]),
        ("{key} contains BEN.EX", ["Ben"]),
        ("{key} contains org", ["Ada", "Ben"]),
        ("{key} starts news", ["Ada"]),
        ("{key} = ben.example.org", ["Ben"]),
        ("{key} in (ben.example.org, news.example.org/a-b)", ["Ada", "Ben"]),
        ("{key} != ben.example.org", ["Ada", "Cleo"]),
        ("{key} is empty", ["Cleo"]),
    ],
)
def test_it_is_filtered(campaign: Campaign, people: list[int], key: str, where: str, names: list[str]) -> None:
    assert found(campaign, where.format(key=f"[{key}]")) == names


def test_it_is_searched_sorted_and_counted(campaign: Campaign, people: list[int], key: str) -> None:
    assert found(campaign, search="news.example") == ["Ada"]
    assert found(campaign, sort=((key, False),)) == ["Ben", "Ada", "Cleo"]
    assert found(campaign, sort=((key, True),)) == ["Ada", "Ben", "Cleo"]
    with campaign.reading() as connection:
        counted = dict(query.facet(connection, CANDIDATE, key))
    assert counted == {None: 1, **dict.fromkeys((*ADA, *BEN), 1)}


def test_it_is_compared_and_merged() -> None:
    assert LINKS.same(["http://example.org/", "a.example.org"], ["A.example.org", "example.org"])
    both = merge(LINKS, ["a.example.org"], ["a.example.org", "b.example.org"], ["a.example.org", "c.example.org"])
    assert (both.outcome, both.value) == (Outcome.TAKE, ["a.example.org", "b.example.org", "c.example.org"])


def test_it_goes_out_and_comes_back(campaign: Campaign, people: list[int], key: str, tmp_path: Path) -> None:
    path = tmp_path / "out.xlsx"
    export(campaign, path, kinds=["candidate"], author="Dana")
    assert not plan_import(campaign, path).plan.changes
    book = openpyxl.load_workbook(path)
    sheet = book["Candidates"]
    with campaign.reading() as connection:
        heading = query.typed(connection, CANDIDATE).headings[key]
    at = next(c.column for c in sheet[1] if c.value == heading)
    assert sheet.cell(2, at).value == "; ".join(ADA)
    sheet.cell(2, at).value += "; third.example.org"
    sheet.cell(3, at).value = "http://www.ben.example.org/"
    book.save(path)
    plan = plan_import(campaign, path)
    assert [c.record_id for c in plan.plan.changes] == [people[0]]
    apply_import(campaign, plan, author="Dana")
    assert get(campaign, people[0])[key] == [*ADA, "third.example.org"]


def test_it_comes_in(campaign: Campaign, key: str, tmp_path: Path) -> None:
    with campaign.reading() as connection:
        heading = query.typed(connection, CANDIDATE).headings[key]
    path = tmp_path / "in.csv"
    path.write_text(
        f'First name,Last name,E-mail,{heading}\nDora,Fir,dora@example.org,"dora.example.org; nowhere, x.example.org"\n'
        "Eve,Fir,eve@example.org,eve.example.org\n",
        encoding="utf-8",
    )
    plan = plan_import(campaign, path)
    problems = [p.message for r in plan.rows for p in r.problems]
    apply_import(campaign, plan, author="Dana")
    rows = {row["given_name"]: row[key] for row in everything(campaign)}
    assert rows["Eve"] == ["eve.example.org"]
    assert rows["Dora"] is None or "dora.example.org" in rows["Dora"]
    assert any("nowhere" in p for p in problems)


def test_it_is_told(campaign: Campaign, people: list[int], key: str) -> None:
    from coordinator.desktop.pane.timeline import wording

    edit(campaign, people[1], **{key: "one.example.org; two.example.org"})
    with campaign.reading() as connection:
        rt = query.typed(connection, CANDIDATE)
        _, change = history.of_record(connection, "candidate", people[1])[0]
        printer = Printer(connection, rt, [("pages", rt.field(key))])
        rows = query.read_rows(connection, rt, people)
        assert json.loads(json.dumps(printer.objects(rows))) == [
            {"pages": ADA},
            {"pages": ["one.example.org", "two.example.org"]},
            {"pages": []},
        ]
        assert printer.words(rows)[0] == {"pages": "; ".join(ADA)}
        assert (
            wording(connection, rt, change)
            == f"{rt.field(key).label}: Ben.Example.org to one.example.org; two.example.org"
        )
    undo(campaign)
    assert get(campaign, people[1])[key] == BEN


def test_the_edges_write_and_edit_it(qapp: object) -> None:
    from coordinator.desktop.kit.editors import editor

    with of_links() as key:
        field = CANDIDATE.by_key[key]
        assert rule_of(field.kind).convert(field, ADA) == to_text(field, ADA) == "; ".join(ADA)
        assert editor(field).placeholderText() == "several, with ; between"
