"""Sheets that come back, to the word: cells, columns, shape, alarms, what becomes of each row, and why."""

import csv
import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from coordinator.base.errors import UserError
from coordinator.changes import apply
from coordinator.changes.change_set import Action
from coordinator.changes.forget import forget
from coordinator.changes.merge import Resolution
from coordinator.changes.plan import Plan
from coordinator.importing.plan import ImportOptions, ImportPlan, RowOutcome, What
from coordinator.operations import importing
from coordinator.operations.undoing import redo
from coordinator.people.forgotten import ADDRESS_LEFT_OUT
from coordinator.people.merging import plan_merge
from coordinator.records import row_id
from coordinator.records.catalog import CANDIDATE, CONTACT, EVENT, EXPORT, PARTNER, REFERRAL
from coordinator.records.kinds import Cleaned
from coordinator.round_trip.alarms import another_person, contradicts, sorted_alone
from coordinator.round_trip.cells import formula_problem, is_untouched, read_cell
from coordinator.round_trip.columns import Columns, is_open, read_only_field
from coordinator.round_trip.exporting import export
from coordinator.round_trip.rows import ReturnedRow
from coordinator.round_trip.sent_out import ExportLedger, SentOut, of_this_campaign
from coordinator.round_trip.shape import Shape, looks_ours, own_headings, sheet_kind
from coordinator.store.campaign import Campaign
from coordinator.workbooks import Table
from coordinator.workbooks.book import Sheet
from coordinator.workbooks.stamp import Stamp
from coordinator.workbooks.tables import TableRow
from tests.builders import add, delete, edit, everything, get, undo
from tests.round_trip.test_awkward_returns import PEOPLE

TODAY = dt.datetime.now(dt.UTC).date().isoformat()
Rows = list[dict[str, str]]


@pytest.fixture
def people(campaign: Campaign) -> dict[str, int]:
    """Six people, made in one step."""
    plan = Plan("add", "Made", 0)
    for i, (given, family) in enumerate(PEOPLE):
        plan.create(
            "candidate",
            {
                "given_name": given,
                "family_name": family,
                "email": f"{given.lower()}@example.org",
                "city": "Tempe",
                "phone": f"+1303555010{i}",
            },
        )
    numbers = apply.apply(campaign, plan, author="Dana").touched["candidate"]
    return {given: number for (given, _), number in zip(PEOPLE, numbers, strict=True)}


def field(key: str):
    return CANDIDATE.field(key)


# cells


TEMPE = "Tempe"
CELLS = [
    # field, cell, what went out; what it says now
    ("city", None, TEMPE, Cleaned(None)),
    ("city", "", TEMPE, Cleaned(None)),
    ("city", "", None, Cleaned(None)),
    ("city", TEMPE, TEMPE, Cleaned(TEMPE)),
    ("city", " Tempe ", TEMPE, Cleaned(TEMPE)),
    ("city", "tempe", TEMPE, Cleaned("tempe")),
    ("city", "Mesa", TEMPE, Cleaned("Mesa")),
    ("city", "Mesa", None, Cleaned("Mesa")),
    (
        "family_name",
        "",
        "Null",
        Cleaned(
            None, "The cell is empty; some programs drop the word Null on their own. To empty it, do so in the window."
        ),
    ),
    ("family_name", "", "Brook", Cleaned(None)),
    ("phone", "(303) 555-0142", "+13035550142", Cleaned("+13035550142")),
    ("phone", 3035550142, "+13035550142", Cleaned("+13035550142")),
    ("postcode", 2134, "02134", Cleaned("02134")),
    ("postcode", 2134.0, "02134", Cleaned("02134")),
    ("birth_date", 32907, "1990-02-03", Cleaned("1990-02-03")),
    ("birth_date", dt.datetime(1990, 2, 4), "1990-02-03", Cleaned("1990-02-04")),
    ("first_time", 1, True, Cleaned(True)),
    ("first_time", "FALSE", True, Cleaned(False)),
    ("given_name", "ZoÃ«", "Zoë", Cleaned("Zoë")),
    ("tags", "b; a", ["a", "b"], Cleaned(["a", "b"])),
    ("tags", "a; c", ["a", "b"], Cleaned(["a", "c"])),
    ("notes", "one two", "one\ntwo", Cleaned("one\ntwo")),
]


@pytest.mark.parametrize(("key", "cell", "base", "said"), CELLS)
def test_what_a_cell_says(key: str, cell: object, base: object, said: Cleaned) -> None:
    assert read_cell(field(key), cell, base) == said
    assert is_untouched(field(key), cell, base) is (base is not None and said.value == base)


def test_cells_that_are_not_taken_say_why() -> None:
    title = EVENT.field("title")
    assert read_cell(title, "", "Denver rally") == Cleaned(None, "Title cannot be empty; it stays as it is.")
    assert read_cell(title, None, None) == Cleaned(None)
    bad = read_cell(field("email"), "nobody", "ada@example.org")
    assert bad.value is None
    assert bad.problem
    several = read_cell(field("other_emails"), "b@example.org; nobody", ["a@example.org"])
    assert several.value is None
    assert several.problem


def test_a_reference_is_read_by_its_row_id() -> None:
    person = REFERRAL.field("candidate")
    number = row_id.make("C", 42)
    assert read_cell(person, f"Ada Brook ({number})", 7) == Cleaned(42)
    assert read_cell(person, number, None) == Cleaned(42)
    assert read_cell(person, "Ada Brook", 7) == Cleaned(
        None, "“Ada Brook” names no record. Write its row ID, such as C-00042-R."
    )
    assert read_cell(person, " ", 7) == Cleaned(None)
    assert (
        read_cell(person, "C-00042-0", None).problem
        == "“C-00042-0” names no record. Write its row ID, such as C-00042-R."
    )


FORMULAS = [
    ("city", "=A1", None, "The cell holds the formula =A1. Formulas are not taken. Type the text itself."),
    (
        "city",
        "=" + "A" * 200,
        None,
        f"The cell holds the formula ={'A' * 99}. Formulas are not taken. Type the text itself.",
    ),
    ("notes", "=1 + 1", "=1+1", ""),
    ("notes", "=sum(a1)", "=SUM(A1)", ""),
    ("notes", "=1+2", "=1+1", "The cell holds the formula =1+2. Formulas are not taken. Type the text itself."),
    ("birth_date", "=A1", None, None),
    ("first_time", "=TRUE()", None, None),
    ("stated_age", "=40+1", 40, None),
]


@pytest.mark.parametrize(("key", "formula", "base", "told"), FORMULAS)
def test_formulas(key: str, formula: str, base: object, told: str | None) -> None:
    assert formula_problem(field(key), formula, base) == told


# shape


def table(header: list[str], *rows: list[object]) -> Table:
    return Table(header, (1, 1), [TableRow(n, row) for n, row in enumerate(rows, 2)])


C1, C2, P1 = row_id.make("C", 1), row_id.make("C", 2), row_id.make("P", 1)
SHAPES = [
    # table; columns of row IDs and codes; whether it looks ours; its kind
    (table(["ID", "City", "Export"], [C1, "Gila", "A1B2C3"]), (0, 2), True, "candidate"),
    (table(["City", "ID"], ["Gila", C1]), (1, None), True, "candidate"),
    (table(["ID", "No"], ["17", P1]), (1, None), True, "partner"),
    (table(["No", "Code"], [C1, "A1B2C3"], [C2, "A1B2C3"]), (0, 1), True, "candidate"),
    (table(["No", "City"], [C1, "Gila"], ["", "Gila"], ["", "Mesa"]), (0, None), True, "candidate"),
    (table(["No", "City"], [C1, "Gila"], ["x", "Gila"]), (None, None), False, None),
    (table(["ID", "id"], ["17", C1], ["18", "x"], ["19", "y"]), (1, None), False, "candidate"),
    (table(["No", "City"], [C1, "A1B2C3"], ["x", "Gila"]), (None, None), False, None),
    (table(["ID", "City"], ["17", "Gila"]), (0, None), False, None),
    (table(["ID", "City", "Export"], ["17", "Gila", "x"]), (0, 2), True, None),
    (table(["ID", "ID again", "id"], ["17", "", C1]), (2, None), True, "candidate"),
    (table(["ID coordinator:59/3/e1/E9", "City"], [P1, "x"], [C1, "x"], [P1, "x"]), (0, None), True, "partner"),
    (table(["Name", "City"], ["Ada", "Gila"]), (None, None), False, None),
    (table(["Name", "utm_source"], ["Ada", row_id.make("E", 1)]), (None, None), False, None),  # the code of a stop
]


@pytest.mark.parametrize(("found", "at", "ours", "kind"), SHAPES)
def test_where_row_ids_and_codes_stand(
    found: Table, at: tuple[int | None, int | None], ours: bool, kind: str | None
) -> None:
    shape = Shape.of(found)
    assert (shape.ids, shape.codes) == at
    assert looks_ours(found) is ours
    assert own_headings(found) == tuple(found.header[i] if ours and i is not None else None for i in at)
    if kind is not None:
        assert sheet_kind(Sheet("Sheet1", []), found, shape).key == kind
        return
    assert sheet_kind(Sheet("PARTNERS", []), found, shape) is PARTNER
    with pytest.raises(UserError) as error:
        sheet_kind(Sheet("Sheet1", []), found, shape)
    assert str(error.value) == "The sheet “Sheet1” has no row IDs. Keep the first column of a workbook that comes back."


def test_an_empty_sheet_is_known_by_its_headings() -> None:
    empty = table(["ID", *list(EVENT.headings.values())[:5], "Export"])
    assert sheet_kind(Sheet("Sheet1", []), empty, Shape.of(empty)) is EVENT


def test_row_ids_below_the_first_rows_tell_the_kind_too() -> None:
    late = table(["ID", "City"], *[["", "x"]] * 205, [P1, "x"])
    assert sheet_kind(Sheet("Sheet1", []), late, Shape.of(late)) is PARTNER


# columns


def columns_of(found: Table, **more: object) -> list[tuple[str, str, str]]:
    given = {"went_out": ("given_name", "city"), "agreed": None, "decided": {}, "bases": ()} | more
    plans = Columns(CANDIDATE, found, Shape.of(found), *given.values()).find()  # type: ignore[arg-type]
    assert [p.index for p in plans] == list(range(len(found.header)))
    assert all(p.certainty == 1.0 and p.header == found.header[p.index] for p in plans)
    return [(p.target, p.label, p.why) for p in plans]


def test_columns_by_name_key_alias_and_decision() -> None:
    header = ["ID", "First name", "family_name", "Zip code", "Nonsense", "Age at election", "City", "Export"]
    found = table(header, [C1, "Ada", "Brook", "85281", "x", "40", "Gila", "A1B2C3"])
    assert columns_of(found) == [
        ("ignored", "Tells the row", "ours"),
        ("given_name", "First name", "its name"),
        ("family_name", "Last name", "its name"),
        ("postcode", "ZIP", "its name"),
        ("ignored", "Not one of ours", "no such field"),
        ("ignored", "Age at election, for reading only", "not to be changed: age_at_election"),
        ("city", "City", "its name"),
        ("ignored", "Tells the row", "ours"),
    ]
    decided = {"Nonsense": "answer", "City": "ignored", "First name": "preferred_name", "Zip code": "no such thing"}
    assert columns_of(found, decided=decided)[1:7] == [
        ("preferred_name", "Preferred name", "chosen"),
        ("family_name", "Last name", "its name"),
        ("postcode", "ZIP", "its name"),
        ("answer", "Keep as an answer", "chosen"),
        ("ignored", "Age at election, for reading only", "not to be changed: age_at_election"),
        ("ignored", "Ignore", "chosen"),
    ]
    assert columns_of(found, agreed=frozenset({"city"}))[1] == (
        "ignored",
        "First name, for reading only",
        "not to be changed: given_name",
    )
    assert columns_of(found, agreed=frozenset({"city"}))[6] == ("city", "City", "its name")


def test_one_field_is_found_once() -> None:
    found = table(["City", "city", "First name"], ["Gila", "Mesa", "Ada"])
    assert [t for t, _, _ in columns_of(found)] == ["city", "ignored", "given_name"]


def test_a_renamed_column_is_known_by_what_it_holds() -> None:
    people_ = [("Ada", "Tempe"), ("Bo", "Gila"), ("Cy", "Mesa"), ("Dee", "Yuma"), ("Eli", "Ajo")]
    bases = [{"given_name": g, "city": c} for g, c in people_]

    def renamed(*cities: str) -> list[tuple[str, str, str]]:
        rows = [[row_id.make("C", n), g, c] for n, ((g, _), c) in enumerate(zip(people_, cities, strict=True), 1)]
        return columns_of(table(["ID", "Who", "Where"], *rows), bases=bases)[1:]

    by_content = [("given_name", "First name", "what it holds"), ("city", "City", "what it holds")]
    assert renamed("Tempe", "Gila", "Mesa", "Yuma", "Ajo") == by_content
    assert renamed("Tempe", "Gila", "Mesa", "x", "y") == by_content
    assert renamed("Tempe", "Gila", "z", "x", "y")[1] == ("ignored", "Not one of ours", "no such field")
    assert renamed("", "", "", "", "")[1] == ("ignored", "Not one of ours", "no such field")
    rows = [[row_id.make("C", n), c] for n, (_, c) in enumerate(people_, 1)]
    assert columns_of(table(["ID", "Where"], *rows), bases=[*bases[:4], None])[1][0] == "city"
    assert (
        columns_of(table(["ID", "Where"], *rows), bases=[*bases[:4], None], went_out=("given_name",))[1][0] == "ignored"
    )
    assert columns_of(table(["ID", "Where", "City"], *[[*r, "x"] for r in rows]), bases=bases)[1][0] == "ignored"


def test_samples_of_a_column() -> None:
    found = table(["City"], ["Gila"], [""], ["Gila"], ["Mesa"], ["Yuma"], ["Ajo"])
    plans = Columns(CANDIDATE, found, Shape.of(found), (), None, {}, ()).find()
    assert plans[0].samples == ("Gila", "Mesa", "Yuma")


def test_what_may_be_changed_in_a_sheet() -> None:
    assert is_open(field("city"), None)
    assert is_open(field("city"), frozenset({"city"}))
    assert not is_open(field("city"), frozenset({"state"}))
    assert not is_open(field("age_at_election"), None)
    plans = Columns(CANDIDATE, table(["Age at election", "City"]), Shape(None, None), (), None, {}, ()).find()
    only = [read_only_field(CANDIDATE, p) for p in plans]
    assert only[0] is field("age_at_election")
    assert only[1] is None


# alarms


def returned(base: dict[str, object] | None, export_: SentOut | None = None, **said: object) -> ReturnedRow:
    row = ReturnedRow(RowOutcome("s", 2, What.UNCHANGED, "", "", "candidate"), [], 1, None, export_, base)
    row.said = dict(said)
    return row


def moved(*pairs: tuple[object, object], key: str = "city", base: bool = True) -> int:
    rows = [returned({key: b} if base else None, **({key: a} if a != "=" else {})) for b, a in pairs]
    plans = Columns(CANDIDATE, table(["City", "Phone", "Tags", "Nonsense"]), Shape(None, None), (), None, {}, ()).find()
    return next((n for plan, n in sorted_alone(plans, CANDIDATE, rows) if plan.target == key), 0)


def test_when_a_column_counts_as_sorted_alone() -> None:
    assert moved(("a", "b"), ("b", "c"), ("c", "a")) == 3
    assert moved(("a", "b"), ("b", "a")) == 0
    assert moved(("a", "b"), ("b", "c"), ("c", "d")) == 0
    assert moved(("a", "b"), ("b", "c"), ("c", "a"), base=False) == 0
    assert moved(("a", "b"), ("b", "c"), ("c", "a"), ("x", "="), ("y", "=")) == 3
    assert moved(("a", "b"), ("b", "c"), ("c", "d"), ("d", "e"), ("e", "x")) == 5, "four of five"
    assert moved(("a", "b"), ("b", "c"), ("c", "d"), ("d", "x"), ("e", "y")) == 0, "three of five"
    assert moved(*[("a", "b")] * 4, ("b", "a"), *[("b", "a")] * 3) == 8
    assert moved(*[("a", "b"), ("b", "a")] * 4, ("c", "x")) == 0, "a choice of few values is no sorting"
    five = [("a", "b"), ("b", "c"), ("c", "d"), ("d", "e")]
    assert moved(*five, ("e", "a"), *five, ("e", "x")) == 0, "nor is each value in two rows"
    assert moved(("a", "b"), ("b", "a"), ("c", "d"), ("d", "c"), ("e", "=")) == 0, "pairs are exchanged on purpose"
    assert moved(("a", "b"), ("b", "a"), ("c", "d"), ("d", "c"), ("e", "x")) == 0, "whatever was edited besides"
    assert moved(("b", "a"), ("a", "b"), ("d", "c"), ("c", "d"), ("e", "="), ("f", "=")) == 4, "in order only now"
    assert (
        moved(
            ("+13035550100", "+13035550101"),
            ("+13035550101", "+13035550102"),
            ("+13035550102", "+13035550100"),
            key="phone",
        )
        == 3
    )
    assert moved((["a"], ["b"]), (["b"], ["c"]), (["c"], ["a"]), key="tags") == 3
    assert moved(("00123", "456"), ("456", "789"), ("789", "123")) == 3, "as a program writes them"
    ring = [("456", "00123"), ("789", "456"), ("790", "789"), ("791", "790"), ("00123", "791")]
    assert moved(*ring, ("00124", "123"), ("00123", "00124")) == 7, "in one row, not in another"
    assert moved(("a", None), ("b", None), ("c", None)) == 0


ADA = {"given_name": "Ada", "family_name": "Brook", "email": "ada@example.org", "city": "Tempe"}


def test_when_a_row_is_another_persons() -> None:
    zoe = {"given_name": "Zoe", "family_name": "Zane", "email": "zoe@example.org"}
    assert another_person(CANDIDATE, returned(ADA, **zoe), ADA) == (
        "The row ID is that of Ada Brook, but everything else names Zoe Zane. If this is somebody new, empty the ID cell; "
        "else put the ID back that belongs to the row."
    )
    assert another_person(CANDIDATE, returned(ADA, **{**zoe, "email": "ADA@example.org"}), ADA) is None
    assert another_person(CANDIDATE, returned(ADA, given_name="Zoe", family_name="Zane"), ADA) is None, (
        "the e-mail stays"
    )
    assert another_person(CANDIDATE, returned(ADA, **zoe), zoe) is None, "renamed here since"
    assert another_person(CANDIDATE, returned({"given_name": "Ada"}, given_name="Zoe"), ADA) is None, (
        "one sign is too little"
    )
    assert another_person(CANDIDATE, returned(None, **zoe), ADA) is not None
    assert another_person(CANDIDATE, returned(None, given_name="Zoe"), ADA) is None


def test_when_a_second_row_of_an_id_contradicts_the_first() -> None:
    sent, other = SentOut("A1B2C3", 1), SentOut("B1B2C3", 2)
    first = returned(ADA, sent, city="Mesa")
    assert contradicts(CANDIDATE, returned(ADA, sent, city="Yuma"), first)
    assert not contradicts(CANDIDATE, returned(ADA, sent, city="Mesa"), first)
    assert not contradicts(CANDIDATE, returned(ADA, sent), first)
    assert not contradicts(CANDIDATE, returned(ADA, other, city="Yuma"), first)
    assert contradicts(CANDIDATE, returned(None, sent, city="Yuma"), first)
    assert not contradicts(CANDIDATE, returned(None, sent, given_name="Ada"), first)


# the ledger


def test_what_went_out_is_known_by_code_stamp_and_history(
    campaign: Campaign, people: dict[str, int], tmp_path: Path
) -> None:
    export(campaign, tmp_path / "a.csv", kinds=("candidate",), author="Dana")
    add(campaign, PARTNER, name="Prairie")
    export(campaign, tmp_path / "b.csv", kinds=("partner",), author="Dana")
    export(campaign, tmp_path / "c.csv", kinds=("candidate",), author="Dana")
    a, b, c = everything(campaign, EXPORT)
    mine = campaign.fact("campaign") or ""
    with campaign.reading() as connection:
        plain = ExportLedger(connection, None)
        assert [s.code for s in plain.latest("candidate", 5)] == [a["code"], c["code"]]
        assert [s.code for s in plain.latest("candidate", 1)] == [c["code"]]
        assert (plain.find(a["code"]).seq, plain.find("nope"), plain.find("")) == (a["seq"], None, None)
        sent = plain.find(a["code"])
        assert sent is not None
        assert sent.columns("candidate")[:2] == ["given_name", "family_name"]
        assert (sent.columns("partner"), sent.ids("partner"), sent.agreed("candidate")) == ((), None, None)
        assert sent.ids("candidate") == frozenset(people.values())
        stamp = Stamp(
            mine, b["seq"], b["token"], b["code"], ("partner",), {"partner": ["name"]}, {}, {"partner": ["notes"]}
        )
        assert of_this_campaign(connection, stamp)
        stamped = ExportLedger(connection, stamp)
        assert stamped.stamped == stamped.find("") == stamped.find(b["code"]) == stamped.find("nope")
        assert stamped.find(c["code"]).code == c["code"]
        assert (stamped.stamped.seq, stamped.stamped.columns("partner")) == (b["seq"], ["name"])
        assert stamped.stamped.agreed("partner") == frozenset({"notes"})
        assert stamped.stamped.ids("partner") == frozenset({1})
        elsewhere = Stamp("0123456789abcdef", b["seq"], b["token"], b["code"])
        assert not of_this_campaign(connection, elsewhere)
        assert ExportLedger(connection, elsewhere).stamped is None
        another_way = Stamp(mine, b["seq"], "0000000000000000", "FFFFFF")
        assert ExportLedger(connection, another_way).stamped.seq is None
        beginning = Stamp(mine, 0, "", "FFFFFF")
        assert ExportLedger(connection, beginning).stamped.seq == 0
        unlisted = Stamp(mine, 2, look_token(campaign, 2), "FFFFFF")
        assert ExportLedger(connection, unlisted).stamped.seq == 2


def look_token(campaign: Campaign, seq: int) -> str:
    from coordinator.changes import history

    with campaign.reading() as connection:
        step = history.change_set(connection, seq)
    assert step is not None
    return step.token


# whole sheets


class Csv:
    """A sheet that went out as csv and is edited."""

    def __init__(self, campaign: Campaign, folder: Path, name: str = "out.csv", kind: str = "candidate") -> None:
        self.campaign, self.path = campaign, folder / name
        export(campaign, self.path, kinds=(kind,), author="Dana")

    def edit(
        self, change: Callable[[Rows], Rows | None], keep: tuple[str, ...] | None = None, name: str | None = None
    ) -> Path:
        with self.path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
        for row in rows:
            row["ID"] = row.pop(next(k for k in row if k.startswith("ID")))
        rows = change(rows) or rows
        path = self.path.with_name(name or self.path.name)
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, keep or ["ID", *(k for k in rows[0] if k != "ID")], extrasaction="ignore")
            writer.writeheader()
            writer.writerows(rows)
        return path

    def look(self, **options: object) -> ImportPlan:
        return importing.plan(self.campaign, self.path, ImportOptions(**options))

    def back(self, **options: object) -> ImportPlan:
        plan = self.look(**options)
        importing.apply(self.campaign, plan, author="Dana")
        return plan


def notes_of(plan: ImportPlan) -> list[str]:
    return [n for s in plan.sheets for n in s.notes]


def told(plan: ImportPlan) -> list[tuple[int | None, str, str, str]]:
    return [(p.row, p.column, p.value, p.message) for p in plan.problems]


def blank(rows: Rows, **values: str) -> dict[str, str]:
    return {k: "" for k in rows[0]} | {k.replace("_", " "): v for k, v in values.items()}


def test_what_becomes_of_each_row(campaign: Campaign, people: dict[str, int], tmp_path: Path) -> None:
    trip = Csv(campaign, tmp_path)
    edit(campaign, people["Cy"], author="Jules", city="Gila")
    delete(campaign, people["Fay"])

    def change(rows: Rows) -> Rows:
        rows[0]["City"] = "Mesa"
        rows[2]["City"] = "Yuma"
        rows[3]["E-mail"] = "nobody"
        rows[4]["ID"] = "C-00005-X"
        rows[5]["City"] = "Mesa"
        wrong = blank(rows, ID=P1, First_name="Wrong")
        unknown = blank(rows, ID=row_id.make("C", 99), First_name="Who", Export=rows[0]["Export"])
        new = blank(rows, First_name="New", Last_name="Person", City="Ajo")
        again = blank(rows, First_name="Bo", Last_name="Clay", E_mail="", City="Ajo") | {"E-mail": "bo@example.org"}
        return [*rows, wrong, unknown, new, again]

    trip.edit(change)
    plan = trip.look()
    said = [(r.number, r.what, r.title, r.sentence, r.record_id) for r in plan.rows]
    damaged = "The row ID “C-00005-X” is damaged. Copy it from the list again, or empty it for a new record."
    other_kind = f"The row ID “{P1}” belongs to another kind of list than candidates."
    unknown = "This candidate is not known here: erased on request, or of another campaign. Left out."
    gone = "This candidate was deleted here since. Undo that to take it."
    assert said[1] == (3, What.UNCHANGED, "Bo Clay", "Left as it is", people["Bo"])
    assert said[0][:3] == (2, What.CHANGED, "Ada Brook")
    assert said[2][:3] == (4, What.CONFLICT, "Cy Dale")
    assert said[3][:4] == (5, What.UNCHANGED, "Dee Eaton", "Left as it is")
    assert said[4] == (6, What.REJECTED, "Eli Ford", damaged, None)
    assert said[5][:4] == (7, What.REJECTED, "Fay Gale", gone)
    assert said[6] == (8, What.REJECTED, "Wrong", other_kind, None)
    assert said[7] == (9, What.REJECTED, "Who", unknown, None)
    assert said[8][:4] == (10, What.NEW, "New Person", "Will be added")
    assert said[9][:3] == (11, What.CONFLICT, "Bo Clay")
    problems = told(plan)
    assert (6, "ID", "C-00005-X", damaged) in problems
    assert (7, "ID", row_id.make("C", people["Fay"]), gone) in problems
    assert (9, "ID", row_id.make("C", 99), unknown) in problems
    [mail] = [p for p in problems if p[0] == 5]
    assert (mail[1], mail[2]) == ("E-mail", "nobody")
    [clash] = [c for c in plan.plan.conflicts if c.record_id == people["Cy"]]
    assert clash.who == f"Cy Dale: City kept as Gila, changed by Jules, {TODAY}; out.csv says Yuma"
    assert (clash.author, clash.at[:10]) == ("Jules", TODAY)
    assert notes_of(plan) == []
    assert (plan.sheets[0].ours, plan.sheets[0].record, plan.sheets[0].name, plan.sheets[0].header_row) == (
        True,
        "candidate",
        "out.csv",
        1,
    )


def test_an_emptied_cell_in_a_conflict_says_nothing(campaign: Campaign, people: dict[str, int], tmp_path: Path) -> None:
    trip = Csv(campaign, tmp_path)
    edit(campaign, people["Ada"], author="Jules", city="Gila")
    trip.edit(lambda rows: rows[0].update(City=""))
    [clash] = trip.look().plan.conflicts
    assert clash.who == f"Ada Brook: City kept as Gila, changed by Jules, {TODAY}; out.csv says nothing"


def test_rows_that_somebody_left_out_or_mended(campaign: Campaign, people: dict[str, int], tmp_path: Path) -> None:
    trip = Csv(campaign, tmp_path)
    trip.edit(lambda rows: [r | {"City": "Mesa"} for r in rows])
    plan = trip.back(
        skipped=frozenset({("out.csv", 2)}), mended={("out.csv", 3): {"City": "Yuma"}, ("other", 4): {"City": "Ajo"}}
    )
    assert (plan.rows[0].what, plan.rows[0].sentence) == (What.REJECTED, "Left out")
    assert [get(campaign, people[n])["city"] for n in ("Ada", "Bo", "Cy")] == ["Tempe", "Yuma", "Mesa"]


def test_a_row_of_somebody_merged_away_says_into_whom(
    campaign: Campaign, people: dict[str, int], tmp_path: Path
) -> None:
    trip = Csv(campaign, tmp_path)
    with campaign.reading() as connection:
        plan = plan_merge(connection, people["Ada"], people["Bo"])
    apply.apply(campaign, plan, author="Dana")
    trip.edit(lambda rows: rows[1].update(Occupation="Nurse"))
    row = trip.back().rows[1]
    assert row.record_id == people["Ada"]
    assert row.sentence.endswith(" (merged into Ada Brook since it went out)")
    assert get(campaign, people["Ada"])["occupation"] == "Nurse"


def test_the_same_row_id_twice(campaign: Campaign, people: dict[str, int], tmp_path: Path) -> None:
    trip = Csv(campaign, tmp_path)

    def change(rows: Rows) -> Rows:
        rows[0]["City"] = "Mesa"
        return [*rows, dict(rows[0], City="Yuma"), dict(rows[0]), dict(rows[1])]

    trip.edit(change)
    plan = trip.look()
    twice = "This row ID stands twice in the sheet, in row 2 too. Remove one of the rows."
    assert [(r.number, r.what, r.duplicate) for r in plan.rows if r.number in (2, 8, 9, 10)] == [
        (2, What.CHANGED, False),
        (8, What.REJECTED, False),
        (9, What.UNCHANGED, True),
        (10, What.UNCHANGED, True),
    ]
    assert told(plan) == [(8, "ID", C1, twice)]


def test_new_rows_that_say_too_little_or_came_before(
    campaign: Campaign, people: dict[str, int], tmp_path: Path
) -> None:
    trip = Csv(campaign, tmp_path)
    trip.edit(lambda rows: [*rows, blank(rows, First_name="New", Last_name="Person", City="Ajo")])
    assert trip.back().counts.created == 1
    number = everything(campaign)[-1]["id"]
    edit(campaign, number, city="Gila", family_name="Other")
    trip.edit(lambda rows: [*rows, blank(rows, First_name="Second", Last_name="Guest")])
    plan = trip.back()
    assert [(r.what, r.sentence) for r in plan.rows][-2:] == [
        (What.UNCHANGED, "Came in before"),
        (What.NEW, "Will be added"),
    ]
    again = trip.look()
    assert [(r.what, r.sentence) for r in again.rows][-1] == (What.UNCHANGED, "Came in before")
    forgotten = everything(campaign)[-1]["id"]
    edit(campaign, forgotten, email="second@example.org")
    forget(campaign, forgotten, author="Dana")
    trip.edit(lambda rows: rows[-1].update({"E-mail": "second@example.org"}))
    last = trip.look().rows[-1]
    assert (last.what, last.title, last.sentence) == (What.REJECTED, "", "Asked to be forgotten; left out.")


def test_a_forgotten_number_in_a_new_row_about_somebody_else_is_left_out(
    campaign: Campaign, people: dict[str, int], tmp_path: Path
) -> None:
    zora = add(campaign, given_name="Zora", family_name="Quimbyx", phone="+13035550177", email="zq@example.org")
    trip = Csv(campaign, tmp_path)
    forget(campaign, zora, author="Dana")
    trip.edit(lambda rows: [*rows, blank(rows, First_name="Gus", Last_name="Hale", Phone="303-555-0177")])
    plan = trip.back()
    assert ADDRESS_LEFT_OUT in [problem.message for problem in plan.problems]
    gus = everything(campaign)[-1]
    assert (gus["given_name"], gus["phone"]) == ("Gus", None)


def test_new_records_of_another_kind_need_what_is_required(campaign: Campaign, tmp_path: Path) -> None:
    add(campaign, PARTNER, name="Prairie", contact_email="desk@example.org")
    trip = Csv(campaign, tmp_path, kind="partner")
    name = PARTNER.headings["name"]
    mail = PARTNER.headings["contact_email"]

    def change(rows: Rows) -> Rows:
        return [
            *rows,
            blank(rows) | {mail: "x@example.org"},
            blank(rows) | {name: "Coast", mail: "a@example.org"},
            blank(rows) | {name: "Coast", mail: "a@example.org"},
            blank(rows) | {name: "PRAIRIE", mail: "desk@example.org"},
        ]

    trip.edit(change)
    plan = trip.look()
    assert [(r.what, r.sentence) for r in plan.rows][1:3] == [
        (What.REJECTED, "Name is empty. Fill it in, or leave the row out."),
        (What.NEW, "Will be added"),
    ]
    assert plan.rows[3].record_id == plan.rows[2].record_id
    assert plan.rows[4].record_id == 1
    assert [r.what for r in plan.rows[3:]] == [What.UNCHANGED, What.UNCHANGED]
    assert told(plan) == [(3, "Name", "", "Name is empty. Fill it in, or leave the row out.")]
    importing.apply(campaign, plan, author="Dana")
    assert [r["name"] for r in everything(campaign, PARTNER)] == ["Prairie", "Coast"]


def test_rows_that_are_missing(campaign: Campaign, people: dict[str, int], tmp_path: Path) -> None:
    trip = Csv(campaign, tmp_path)
    edit(campaign, people["Bo"], author="Jules", city="Gila")
    delete(campaign, people["Cy"])
    trip.edit(lambda rows: [rows[0], *rows[4:]])
    plan = trip.look()
    assert [(m.what, m.title, m.sentence, m.record, m.record_id, m.number) for m in plan.missing] == [
        (What.MISSING, "Bo Clay", "Not in the sheet; stays as it is", "candidate", people["Bo"], 0),
        (What.MISSING, "Dee Eaton", "Not in the sheet; stays as it is", "candidate", people["Dee"], 0),
    ]
    assert {m.sheet for m in plan.missing} == {"out.csv"}
    assert plan.plan.is_empty
    asked = trip.look(delete_missing=True)
    assert [(m.sentence, m.deleted) for m in asked.missing] == [
        (f"Not in the sheet; changed here by Jules, {TODAY}", False),
        ("Not in the sheet; will be deleted", True),
    ]
    [kept] = asked.plan.conflicts
    assert (kept.record, kept.record_id, kept.field, kept.reason, kept.answer) == (
        "candidate",
        people["Bo"],
        "",
        "both changed",
        Resolution.KEEP,
    )
    assert kept.who == f"Bo Clay: not in the sheet, but changed here by Jules, {TODAY}"
    assert kept.as_change().action is Action.DELETE
    assert asked.missing[0].conflicts == [kept]
    importing.apply(campaign, asked, author="Dana")
    assert [bool(get(campaign, people[n])["deleted_at"]) for n in ("Bo", "Dee", "Ada")] == [False, True, False]
    trip.back(delete_missing=True, on_conflict=Resolution.TAKE)
    assert get(campaign, people["Bo"])["deleted_at"]


def test_who_was_deleted_by_a_sheet_goes_again_whatever_points_at_them(
    campaign: Campaign, people: dict[str, int], tmp_path: Path
) -> None:
    add(campaign, CONTACT, candidate=people["Dee"], contact_kind="call")
    trip = Csv(campaign, tmp_path)
    trip.edit(lambda rows: [row for row in rows if row["First name"] != "Dee"])
    trip.back(delete_missing=True)
    assert get(campaign, people["Dee"])["deleted_at"]
    undo(campaign)
    assert not get(campaign, people["Dee"])["deleted_at"]
    redo(campaign, "Dana")
    assert get(campaign, people["Dee"])["deleted_at"]


def test_nothing_is_deleted_beside_a_damaged_id(campaign: Campaign, people: dict[str, int], tmp_path: Path) -> None:
    trip = Csv(campaign, tmp_path)
    trip.edit(lambda rows: (rows[0].update(ID="C-00001-0"), rows[:3])[1])
    plan = trip.look(delete_missing=True)
    assert notes_of(plan) == ["Nothing is deleted while row IDs are damaged or another campaign's: mend them first."]
    assert not any(m.deleted for m in plan.missing)


def test_columns_for_reading_only_are_told_row_by_row(
    campaign: Campaign, people: dict[str, int], tmp_path: Path
) -> None:
    trip = Csv(campaign, tmp_path)

    def change(rows: Rows) -> None:
        rows[0]["Added"] = "2020-01-01 10:00:00Z"
        rows[1]["Added"] = ""

    trip.edit(change)
    assert told(trip.look()) == [
        (
            2,
            "Added",
            "2020-01-01 10:00:00Z",
            "Added is for reading only in this workbook; this is not taken. Change it in the window.",
        )
    ]


def test_an_added_column_becomes_an_answer_if_somebody_says_so(
    campaign: Campaign, people: dict[str, int], tmp_path: Path
) -> None:
    trip = Csv(campaign, tmp_path)
    trip.edit(lambda rows: [r | {"Shirt size": "M", "Shirt-size": "L"} for r in rows])
    left = trip.look()
    assert [(c.label, c.why) for c in left.sheets[0].columns if c.header == "Shirt size"] == [
        ("Not one of ours", "no such field")
    ]
    assert left.plan.is_empty
    plan = trip.back(mapping={"": {"Shirt size": "answer"}, "out.csv": {"Shirt-size": "answer"}})
    assert {c.label for c in plan.sheets[0].columns if c.header.startswith("Shirt")} == {"Keep as an answer"}
    assert [(c.header, c.target) for c in plan.sheets[0].columns if c.header.startswith("Shirt")] == [
        ("Shirt size", "answers.shirt_size"),
        ("Shirt-size", "answers.shirt_size_"),
    ]
    assert get(campaign, people["Ada"])["answers"] == {"shirt_size": "M", "shirt_size_": "L"}
    made = [dict(c.fields.values_now) for c in plan.plan.changes if c.record == "answer"]
    assert made[0] == {"record": "candidate", "key": "shirt_size", "heading": "Shirt size", "answer_kind": "long_text"}


def test_a_column_sorted_alone_is_named_with_its_rows(
    campaign: Campaign, people: dict[str, int], tmp_path: Path
) -> None:
    trip = Csv(campaign, tmp_path)

    def change(rows: Rows) -> None:
        mails = [r["E-mail"] for r in rows]
        for row, mail in zip(rows, [*mails[1:], mails[0]], strict=True):
            row["E-mail"] = mail

    trip.edit(change)
    plan = trip.look()
    said = (
        "The column E-mail seems to have been sorted alone: 6 rows hold the value of another row. "
        "Nothing of it is taken."
    )
    assert [act.told for act in plan.acts] == [said]
    assert [(p.row, p.column, p.value, p.sheet, p.message) for p in plan.problems] == [
        (None, "E-mail", "", "out.csv", said)
    ]
    assert plan.plan.is_empty
    assert not trip.look(mapping={"": {"E-mail": "email"}}).plan.is_empty


def part(rows: Rows) -> Rows:
    return rows[:4]


def test_a_sheet_that_says_nothing_of_its_export(campaign: Campaign, people: dict[str, int], tmp_path: Path) -> None:
    trip = Csv(campaign, tmp_path)
    keep = ("ID", "First name", "City")
    trip.path = trip.edit(part, keep, "part.csv")
    [sent] = everything(campaign, EXPORT)
    assert notes_of(trip.look()) == [
        f"This sheet does not say any more which export it is. It is most like the one of {TODAY} ({sent['code']}), "
        "and is compared with that."
    ]
    assert trip.look().missing[0].title == "Eli Ford"


def test_of_several_exports_the_one_that_has_these_rows_and_most_of_the_cells(
    campaign: Campaign, people: dict[str, int], tmp_path: Path
) -> None:
    keep = ("ID", "First name", "City")
    old = Csv(campaign, tmp_path, "old.csv")
    for number in people.values():
        edit(campaign, number, city="Gila")
    new = Csv(campaign, tmp_path, "new.csv")
    zoe = add(campaign, given_name="Zoe", city="Gila")
    newest = Csv(campaign, tmp_path, "newest.csv")
    codes = [r["code"] for r in everything(campaign, EXPORT)]
    for trip, code in ((old, codes[0]), (new, codes[1])):
        trip.path = trip.edit(part, keep, f"part of {trip.path.name}")
        assert f"({code})" in notes_of(trip.look())[0]
        assert trip.look().plan.is_empty
    newest.path = newest.edit(lambda rows: rows[-1:], keep, "part of newest.csv")
    assert f"({codes[2]})" in notes_of(newest.look())[0]
    assert newest.look().rows[0].record_id == zoe


def test_an_export_without_one_of_the_rows_is_not_the_one(
    campaign: Campaign, people: dict[str, int], tmp_path: Path
) -> None:
    keep = ("ID", "First name", "City")
    Csv(campaign, tmp_path, "old.csv")
    for number in people.values():
        edit(campaign, number, city="Gila")
    add(campaign, given_name="Zoe", city="Gila")
    new = Csv(campaign, tmp_path, "new.csv")
    new.path = new.edit(lambda rows: [r | {"City": "Tempe"} for r in rows[:2]] + rows[-1:], keep, "part.csv")
    assert f"({everything(campaign, EXPORT)[1]['code']})" in notes_of(new.look())[0]
    assert [(d.base, d.theirs) for d in new.look().differences] == [("Gila", "Tempe")] * 2


def test_all_rows_tell_the_export_whatever_their_columns_are_called(
    campaign: Campaign, people: dict[str, int], tmp_path: Path
) -> None:
    old = Csv(campaign, tmp_path, "old.csv")
    for number in people.values():
        edit(campaign, number, city="Gila")
    Csv(campaign, tmp_path, "new.csv")

    def change(rows: Rows) -> Rows:
        rows[3]["City"] = "Gila"
        return [r | {"Name of theirs": r["First name"]} for r in part(rows)]

    old.path = old.edit(change, ("ID", "Name of theirs", "City"), "part.csv")
    plan = old.look()
    assert f"({everything(campaign, EXPORT)[0]['code']})" in notes_of(plan)[0]
    assert [(c.target, c.why) for c in plan.sheets[0].columns][1] == ("given_name", "what it holds")


def test_a_new_row_of_which_nothing_can_be_taken(campaign: Campaign, people: dict[str, int], tmp_path: Path) -> None:
    trip = Csv(campaign, tmp_path)
    trip.edit(lambda rows: [rows[0], blank(rows) | {"E-mail": "x" * 300}, *rows[1:]])
    plan = trip.look()
    row = plan.rows[1]
    assert (row.what, row.sentence) == (What.REJECTED, "Everything is empty. Fill it in, or leave the row out.")
    assert [(n, column, len(value)) for n, column, value, _ in told(plan)] == [(3, "E-mail", 200), (3, "Everything", 0)]


def test_rows_below_the_list_are_told(campaign: Campaign, people: dict[str, int], tmp_path: Path) -> None:
    trip = Csv(campaign, tmp_path)
    trip.edit(lambda rows: [*rows, blank(rows, ID="Total", First_name="6 people" + "!" * 100)])
    [note] = notes_of(trip.look())
    assert note.startswith("Row 8 is left out, as ")
    assert [number for number, _, _ in trip.look().sheets[0].skipped] == [8]
    assert len(note.split(": ", 1)[1]) == 80


def test_rows_that_lost_their_id_but_not_their_export(
    campaign: Campaign, people: dict[str, int], tmp_path: Path
) -> None:
    trip = Csv(campaign, tmp_path)
    edit(campaign, people["Bo"], author="Jules", city="Gila")

    def change(rows: Rows) -> Rows:
        rows[0].update(ID="", City="Mesa")
        rows[1].update(ID="")
        rows[2].update(ID="", Export="", City="Yuma")
        return [*rows, blank(rows, First_name="New", Last_name="Person", Export=rows[0]["Export"])]

    trip.edit(change)
    plan = trip.back()
    assert [(r.what, r.record_id) for r in plan.rows[:2]] == [
        (What.CHANGED, people["Ada"]),
        (What.UNCHANGED, people["Bo"]),
    ]
    assert [
        (d.record_id, d.field, d.base, d.theirs)
        for d in plan.differences
        if d.record_id in (people["Ada"], people["Bo"])
    ] == [(people["Ada"], "city", "Tempe", "Mesa")]
    assert plan.rows[2].what is What.CONFLICT
    assert plan.rows[6].what is What.NEW
    assert get(campaign, people["Bo"])["city"] == "Gila"


def test_what_is_not_known_here_any_more_fills_what_is_empty(
    campaign: Campaign, people: dict[str, int], tmp_path: Path
) -> None:
    trip = Csv(campaign, tmp_path)
    with campaign.writing() as connection:
        connection.exec_driver_sql("UPDATE export SET token = 'another'")

    def change(rows: Rows) -> Rows:
        rows[0].update(City="Mesa", State="AZ")
        rows[1].update(County="Clay")
        return rows[:5]

    trip.edit(change)
    plan = trip.back()
    assert notes_of(plan) == [
        "What was sent out is not known here any more, perhaps since a backup was restored: values only fill what is empty, "
        "and others are asked."
    ]
    ada = get(campaign, people["Ada"])
    assert (ada["city"], ada["state"], get(campaign, people["Bo"])["county"]) == ("Tempe", "AZ", "Clay")
    assert [(c.field, c.ours, c.theirs, c.author) for c in plan.plan.conflicts] == [("city", "Tempe", "Mesa", "")]
    assert plan.missing == []


def test_row_ids_of_no_export_fill_what_is_empty(campaign: Campaign, people: dict[str, int], tmp_path: Path) -> None:
    (tmp_path / "by hand.csv").write_text(f"ID,City,County\n{C1},Mesa,Clay\n", encoding="utf-8")
    plan = importing.plan(campaign, tmp_path / "by hand.csv")
    assert sorted((d.field, d.theirs, d.outcome) for d in plan.differences) == [
        ("city", "Mesa", "kept"),
        ("county", "Clay", "taken"),
    ]
    assert notes_of(plan)[0].startswith("This sheet does not say which export it is")
    assert plan.missing == []


def test_a_renamed_column_of_a_known_export(campaign: Campaign, people: dict[str, int], tmp_path: Path) -> None:
    trip = Csv(campaign, tmp_path)
    edit(campaign, people["Bo"], city="Gila")
    trip.edit(lambda rows: [r | {"Where": r["City"]} for r in rows], ("ID", "Where", "Export"))
    plan = trip.look()
    assert [(c.target, c.why) for c in plan.sheets[0].columns][1] == ("city", "what it holds")
    assert plan.plan.is_empty
    assert notes_of(plan) == []


def test_rows_without_a_code_are_of_the_export_that_the_sheet_names(
    campaign: Campaign, people: dict[str, int], tmp_path: Path
) -> None:
    trip = Csv(campaign, tmp_path)
    edit(campaign, people["Bo"], city="Gila")
    text = trip.path.read_text(encoding="utf-8-sig")
    [sent] = everything(campaign, EXPORT)
    trip.path.write_text(text.replace(f",{sent['code']}\n", ",\n").replace("Ada,", "Adah,"), encoding="utf-8")
    plan = trip.look()
    assert [(d.record_id, d.field, d.base, d.theirs) for d in plan.differences] == [
        (people["Ada"], "given_name", "Ada", "Adah")
    ]
    assert notes_of(plan) == []


def test_sets_merge_item_by_item(campaign: Campaign, people: dict[str, int], tmp_path: Path) -> None:
    edit(campaign, people["Ada"], tags="a; b")
    trip = Csv(campaign, tmp_path)
    edit(campaign, people["Ada"], tags="a; b; z")
    trip.edit(lambda rows: rows[0].update(Tags="c; b"))
    [difference] = trip.back().differences
    assert (difference.base, difference.theirs, difference.outcome) == (["a", "b"], ["c", "b"], "merged")
    assert get(campaign, people["Ada"])["tags"] == ["b", "c", "z"]


def test_a_row_pasted_over_is_told_at_its_id(campaign: Campaign, people: dict[str, int], tmp_path: Path) -> None:
    trip = Csv(campaign, tmp_path)
    zoe = {"First name": "Zoe", "Last name": "Zane", "E-mail": "zoe@example.org", "Phone": "303-555-0199"}
    trip.edit(lambda rows: rows[1].update(zoe))
    [(number, column, value, said)] = told(trip.look())
    assert (number, column, value) == (3, "ID", C2)
    assert said.startswith("The row ID is that of Bo Clay, but everything else names Zoe Zane.")


def test_the_same_file_again_brings_nobody_new(campaign: Campaign, people: dict[str, int], tmp_path: Path) -> None:
    trip = Csv(campaign, tmp_path)
    trip.edit(lambda rows: [*rows, blank(rows, First_name="New", Last_name="Person")])
    trip.back()
    plan = Plan("edit", "Renamed", campaign.head())
    plan.update("candidate", everything(campaign)[-1]["id"], {"given_name": ("New", "Old")})
    apply.apply(campaign, plan, author="Dana")
    with campaign.writing() as connection:
        connection.exec_driver_sql("UPDATE export SET token = 'of a history that was replaced'")
    row = trip.look().rows[-1]
    assert (row.what, row.sentence) == (What.UNCHANGED, "Came in with this file before")
