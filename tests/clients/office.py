"""A campaign with every kind of record and awkward values, and what somebody edits in its workbook."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from coordinator.changes import apply
from coordinator.changes.plan import Plan
from coordinator.records import row_id
from coordinator.records.catalog import CANDIDATE, CONTACT, EVENT, PARTNER, REFERRAL, SIGNUP, RecordType
from coordinator.records.kinds import ReferenceKind
from coordinator.store import query
from coordinator.store.campaign import Campaign

KINDS = (CANDIDATE, PARTNER, EVENT, SIGNUP, REFERRAL, CONTACT)
TEXTS = [
    "=1+1",
    "-5",
    "+4",
    "@x",
    "00123",
    "1E5",
    "1234567890123456789",
    "March 1",
    "TRUE",
    "O’Brien",
    "naïve Zoë 👩‍🚀 李",
    "#N/A!",
    "1/2",
    "x;y",
    'q"uote',
    "a,b",
    "7:30",
    "<b>&amp;</b>",
    "1,234",
    "'quoted",
    "à la carte",
    "Tempe",
]
VALUES: Mapping[str, list[Any]] = {
    "text": TEXTS,
    "street": TEXTS,
    "long_text": ["one\ntwo", "=1+1", "a\n\nb", "00123", "Zoë “says” – so", "called 3/22\nleft a message", "None"],
    "name": ["Ada", "Zoë", "Null", "O'Brien", "Núñez", "Li-Ann", "Đỗ", "van der Berg", "True", "李"],
    "email": [f"a+{i}@example.org" for i in range(20)],
    "emails": [["b@example.org"], ["c@example.org", "d@example.org"]],
    "phone": ["+13035550142", "+442079460958", "+13035550143"],
    "phones": [["+13035550144"], ["+13035550145", "+442079460959"]],
    "postcode": ["02134", "00901-1234", "K1A 0B1", "85281"],
    "integer": [0, 7, 12500, 1961],
    "decimal": [0.1, -2.5, 1e15],
    "yes_no": [True, False],
    "date": ["1990-02-03", "2025-12-31", "1850-01-01", "1900-02-28", "2400-02-29"],
    "partial_date": ["1984", "1984-05", "1990-02-03", "1901-01-01"],
    "date_time": ["2025-04-12T13:00", "2025-04-12", "2025-12-31T23:59", "1899-12-31T08:00"],
    "instant": ["2025-05-02T13:36:27Z", "2025-12-31T23:59:59Z"],
    "tags": [["00123"], ["vip", "March 1"], ["x;y", "a,b"], ["=1+1", "TRUE"], ["Zoë"]],
    "link": ["https://example.org/a?b=1&c=2", "example.org"],
}
ROWS = 12


def fill(campaign: Campaign) -> None:
    """Add records of every kind, each field with another awkward value."""
    plan = Plan("add", "Added", campaign.head())
    for key, heading, kind in (
        ("shirt", "Shirt size", "text"),
        ("asked", "Asked on", "date"),
        ("bus", "By bus?", "yes_no"),
    ):
        plan.create("answer", {"record": "candidate", "key": key, "heading": heading, "answer_kind": kind})
    apply.apply(campaign, plan, author="Dana")
    plan = Plan("add", "Added", campaign.head())
    source = plan.create("source", {"name": "Form"})
    for i in range(ROWS):
        made = {"source": source}
        owner = plan.create("partner", {"name": f"Owner {i}"})
        made["programme"] = plan.create("programme", {"partner": owner, "name": f"Autumn {i}"})
        made["handoff"] = plan.create("handoff", {"partner": owner, "file": f"list {i}.xlsx"})
        for rt in KINDS:
            with campaign.reading() as connection:
                full = query.typed(connection, rt)
            made[rt.key] = plan.create(rt.key, _record(full, i, made))
    apply.apply(campaign, plan, author="Dana")


def _record(rt: RecordType, i: int, made: Mapping[str, int]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for place, field in enumerate(f for f in rt.stored if f.kind.name != "whole"):
        if isinstance(field.kind, ReferenceKind):
            values[field.key] = made[field.kind.record]
        elif field.required or (i + place) % 5:
            values[field.key] = field.clean(_value(field.kind, i + place)).value
    values.pop("created_at", None)
    values.pop("from_zip", None)  # nobody writes it: it follows from a ZIP
    unique = {"candidate": "email", "signup": "source_key", "partner": "name", "event": "title"}.get(rt.key)
    if unique:
        values[unique] = f"{rt.key}-{i}@example.org"
    if rt.key == "candidate":
        values |= {"given_name": VALUES["name"][i % 10], "family_name": f"Family{i}", "do_not_contact": None}
    return values


def _value(kind: Any, i: int) -> Any:
    if hasattr(kind, "vocabulary_name"):
        terms = [t.code for t in kind.vocabulary.terms]
        return terms[i % len(terms)]
    if kind.many and hasattr(kind.item, "vocabulary_name"):
        terms = [t.code for t in kind.item.vocabulary.terms]
        return sorted({terms[i % len(terms)], terms[(i * 7 + 1) % len(terms)]})
    return VALUES[kind.name][i % len(VALUES[kind.name])]


NEW = ("New", "Person", "new@example.org")
"""Who is added below the list, without an ID."""
LAST_CONTACT = ROWS
"""The contact whose row is deleted."""
Edit = tuple[str, int, str, Any, Any]
"""Sheet, record number, field key, what is typed, what it has to become."""
EDITS: Mapping[str, Edit] = {
    "text": ("Candidates", 1, "city", "Mesa", "Mesa"),
    "letter case": ("Candidates", 4, "family_name", "FamilyFour", "FamilyFour"),
    "emptied": ("Candidates", 3, "email", None, None),
    "date": ("Candidates", 5, "follow_up", "2026-02-28", "2026-02-28"),
    "partial date": ("Candidates", 6, "birth_date", "1977", "1977"),
    "phone": ("Candidates", 7, "phone", "(303) 555-0199", "+13035550199"),
    "postcode": ("Candidates", 8, "postcode", "01002", "01002"),
    "choice": ("Candidates", 9, "stage", "Filed", "filed"),
    "yes/no": ("Candidates", 10, "first_time", None, None),
    "tags": ("Candidates", 11, "tags", "brandnew", ["brandnew"]),
    "notes": ("Candidates", 12, "notes", "first line\nsecond line", "first line\nsecond line"),
    "answer": ("Candidates", 2, "answers.shirt", "XXL", "XXL"),
    "number": ("Partners", 3, "capacity", 77, 77),
    "date and time": ("Tour events", 2, "starts_at", "2025-06-01 18:30", "2025-06-01T18:30"),
    "moment": ("Contacts", 3, "at", "2025-06-01 18:30:00", "2025-06-01T18:30:00Z"),
    "reference": ("Referrals", 2, "partner", row_id.make("P", 5), 5),
    "tour event": ("Sign-ups", 3, "event", f"Rally ({row_id.make('E', 7)})", 7),
    "outcome": ("Contacts", 4, "outcome", "No answer", "no_answer"),
}


def rearranged(source: Path, out: Path) -> None:
    """Sort the rows backwards, move and drop columns, rename some headings; edit a few cells."""

    def change(sheet: Worksheet) -> None:
        rows = [[c.value for c in row] for row in sheet.iter_rows()]
        header, *body = rows
        body = [r for r in body if any(c is not None for c in r)]
        keep = [i for i, h in enumerate(header) if h not in ("County", "Suffix", "Website", "Owner of the next step")]
        order = [*reversed(keep[1:-1]), keep[0], keep[-1]]
        names = {"E-mail": "Correo electrónico", "City": "city", "Title": "Titel"}
        table = [
            [names.get(str(header[i]), header[i]) for i in order],
            *([r[i] for i in order] for r in reversed(body)),
        ]
        formats = {
            str(c[0].value): next((x.number_format for x in c[1:] if x.value is not None), "General")
            for c in sheet.iter_cols()
        }
        sheet.delete_rows(1, len(rows))
        for r, row in enumerate(table, 1):
            for c, value in enumerate(row, 1):
                cell = sheet.cell(r, c, value)
                cell.number_format = formats[str(header[order[c - 1]])] if r > 1 else "General"
                cell.data_type = "s" if isinstance(value, str) else cell.data_type

    _each(source, out, change)


def edited(source: Path, out: Path, ids: Callable[[str, int], str], headings: Mapping[str, Mapping[str, str]]) -> None:
    """Type all edits into the workbook."""
    book = openpyxl.load_workbook(source)
    for sheet, number, key, typed, _ in EDITS.values():
        page = book[sheet]
        column = next(c.column for c in page[1] if c.value == headings[sheet][key])
        row = next(c.row for c in page["A"] if c.value == ids(sheet, number))
        page.cell(row, column).value = typed
    book["Contacts"].delete_rows(ROWS + 1)
    new = {"First name": NEW[0], "Last name": NEW[1], "E-mail": NEW[2]}
    for cell in book["Candidates"][1]:
        if cell.value in new:
            book["Candidates"].cell(ROWS + 2, cell.column).value = new[cell.value]
    _as_text(book)
    book.save(out)


def _each(source: Path, out: Path, change: Callable[[Worksheet], None]) -> None:
    book = openpyxl.load_workbook(source)
    for rt in KINDS:
        change(book[rt.plural])
    _as_text(book)
    book.save(out)


def _as_text(book: Any) -> None:
    """Leave texts that begin with `=` what they are: openpyxl would make formulas of them."""
    for rt in KINDS:
        for row in book[rt.plural].iter_rows():
            for cell in row:
                if isinstance(cell.value, str):
                    cell.data_type = "s"
