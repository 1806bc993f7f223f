"""What people do to a workbook of ours in an office: sessions for LibreOffice, each with what was meant by it.

Rows are numbered as the program shows them before anything is done: the first person is in row 2. Steps are functions
of `uno_driver.Session`.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

Out = Mapping[int, Mapping[str, str]]
"""Row number → heading → text, as it went out."""
Cells = dict[tuple[int, str], str]
"""Row number and heading → what somebody meant to write there."""
Meant = Callable[[Out], Cells]
Step = tuple[object, ...]
SHARED, CONTACT = "May be shared with partners", "May be contacted"
LAST = 168
"""The row of the last person of the sample tour."""


def nothing(out: Out) -> Cells:
    """Nobody meant to change anything."""
    return {}


def at(row: int, heading: str, text: str) -> Meant:
    """One value was written."""
    return lambda out: {(row, heading): text}


def cells(heading: str, first: int, last: int, text: str) -> Meant:
    """One value was written into some rows."""
    return lambda out: {(row, heading): text for row in range(first, last + 1)}


def each(heading: str, first: int, last: int, made: Callable[[str], str]) -> Meant:
    """A value was made of what stood there."""
    return lambda out: {(row, heading): made(out[row][heading]) for row in range(first, last + 1)}


def every(heading: str, old: str, new: str, others: str = "") -> Meant:
    """A value was replaced wherever it stood; with `others`, that column was written where this one holds it."""
    return lambda out: {(row, others or heading): new for row, of in out.items() if of[heading] == old}


def both(*all_: Meant) -> Meant:
    """Several things were meant."""
    return lambda out: {place: text for one in all_ for place, text in one(out).items()}


@dataclass(frozen=True, slots=True)
class Session:
    """What a person did to a workbook.

    Attributes:
        name: what to call it.
        steps: what was done, in order.
        meant: the values that were meant to be written.
        gone: the rows that were meant to be deleted.
        gone_in: the same for a form in which more is missing: a csv holds one sheet.
        new: the last names of people who were meant to be added.
        is_plain: nothing but edits and harmless things were done: nothing of it may be called a move.
        source: the form of the file that was opened.
        language: the language of the program that opened it.
        unknown_in: forms that do not show what was done: in a csv, what a merged cell covered is just empty, and the stamp
            goes with the column of IDs.
        may_be_refused: the file may be refused as no list of ours.
    """

    name: str
    steps: Sequence[Step]
    meant: Meant = nothing
    gone: Callable[[Out], Iterable[int]] = lambda out: ()
    gone_in: Mapping[str, Callable[[Out], Iterable[int]]] = field(default_factory=dict)
    new: tuple[str, ...] = ()
    is_plain: bool = True
    source: str = "xlsx"
    language: str = ""
    unknown_in: tuple[str, ...] = ()
    may_be_refused: bool = False


def _moved(name: str, *steps: Step, meant: Meant = nothing, **more: object) -> Session:
    return Session(name, steps, meant, is_plain=False, **more)  # type: ignore[arg-type]


def _plain(name: str, *steps: Step, meant: Meant = nothing, **more: object) -> Session:
    return Session(name, steps, meant, **more)  # type: ignore[arg-type]


def _where(heading: str, text: str) -> Callable[[Out], Iterable[int]]:
    return lambda out: [row for row, of in out.items() if of[heading] == text]


def _rows(first: int, last: int) -> Callable[[Out], Iterable[int]]:
    return lambda out: range(first, last + 1)


DATES = ("Birth date", "Follow-up", "Consent given on", "Added")
MESA = at(20, "City", "Mesa")

SORTED = [
    _plain("sorted by last name", ("sort", "Last name")),
    _plain("sorted by city, backwards", ("sort", "City", True)),
    _plain("sorted by a date", ("sort", "Follow-up")),
    _plain("sorted by stage, then an edit", ("type", "City", 20, "Mesa"), ("sort", "Stage"), meant=MESA),
    _plain("sorted twice", ("sort", "City"), ("sort", "E-mail", True)),
    _plain("some rows sorted", ("sort_rows", 30, 80, "First name")),
    _moved("the city sorted alone", ("sort_alone", "City")),
    _moved("consent sorted alone", ("sort_alone", SHARED)),
    _moved("last names sorted alone", ("sort_alone", "Last name", 1, True)),
    _moved("two columns sorted without the others", ("sort_alone", "City", 2)),
    _moved("follow-ups sorted alone", ("sort_alone", "Follow-up")),
    _moved("row IDs sorted alone", ("sort_alone", "ID", 1, True)),
]
SHIFTED = [
    *(
        _moved(f"a cell of {heading} deleted, up", ("delete_cells", heading, row))
        for heading, row in (
            ("City", 4), (SHARED, 5), ("Stage", 60), ("ZIP", 100), ("Party line", 3), ("E-mail", 12), ("Notes", 20),
            ("Birth date", 9), ("ID", 30), ("T-shirt size", 8),
        )
    ),
    *(
        _moved(f"a cell of {heading} inserted, down", ("insert_cells", heading, row))
        for heading, row in (("City", 4), (CONTACT, 90), ("Last name", 40), ("Consent given on", 7), ("ID", 50), ("Tags", 33))
    ),
    _moved("three cells of the state deleted", ("delete_cells", "State", 10, "up", 3)),
    _moved("two cells of the level inserted", ("insert_cells", "Level", 10, "down", 2)),
    _moved("a block of three columns deleted, up", ("delete_cells", "City", 25, "up", 1, 3)),
    _moved("a block of two columns inserted, down", ("insert_cells", "Level", 25, "down", 2, 2)),
    _moved("two slips in one column", ("delete_cells", "City", 20), ("delete_cells", "City", 90)),
    _moved("a slip there and back", ("delete_cells", "City", 20), ("insert_cells", "City", 90)),
    _moved("slips in two columns far apart", ("delete_cells", "First name", 70), ("insert_cells", "Stage", 30)),
    _moved(
        "a slip, and an edit in the same column",
        ("delete_cells", "City", 20), ("type", "City", 59, "Newtown"),
        meant=at(60, "City", "Newtown"),
    ),
    _moved(
        "a slip, and an edit in another", ("delete_cells", "City", 20), ("type", "Stage", 60, "Filed"),
        meant=at(60, "Stage", "Filed"),
    ),
    _moved("a slip, then sorted", ("delete_cells", "City", 20), ("sort", "Last name")),
    _moved("sorted, then a slip", ("sort", "Last name"), ("delete_cells", "City", 20)),
    _moved("a cell of a row inserted, right", ("insert_cells", "Last name", 6, "right")),
    _moved("a cell of a row deleted, left", ("delete_cells", "Last name", 40, "left")),
    _moved("two cells of a row inserted, right", ("insert_cells", "City", 77, "right", 1, 2)),
    _moved("cells of three rows deleted, left", ("delete_cells", "Phone", 15, "left", 3)),
    _moved("a row pushed, and an edit in another", ("insert_cells", "City", 9, "right"), ("type", "City", 20, "Mesa"), meant=MESA),
]  # fmt: skip
FILTERED = [
    _plain("filtered by city, visible rows deleted", ("filter", "City", "Denver"), ("delete_visible",), ("show_all",), gone=_where("City", "Denver")),
    _plain("filtered by stage, visible rows deleted, the filter left", ("filter", "Stage", "Filed"), ("delete_visible",), gone=_where("Stage", "Filed")),
    _plain("filtered, and left so", ("filter", "State", "AZ")),
    _plain(
        "filtered, and an owner's stage written into all visible rows",
        ("filter", "City", "Kenosha"), ("write_visible", "Stage", "Contacted"), ("show_all",),
        meant=every("City", "Kenosha", "Contacted", "Stage"),
    ),
    _plain(
        "filtered, consent written into visible rows",
        ("filter", "City", "Denver"), ("write_visible", SHARED, "Yes"), ("show_all",),
        meant=every("City", "Denver", "Yes", SHARED),
    ),
    _plain("autofilter", ("autofilter",)),
    _plain("autofilter and an edit", ("autofilter",), ("type", "City", 20, "Mesa"), meant=MESA),
]  # fmt: skip
FILLED = [
    _plain("the stage filled down", ("type", "Stage", 10, "Contacted"), ("fill_down", "Stage", 10, 30), meant=cells("Stage", 10, 30, "Contacted")),
    _plain("a city filled down to the end", ("type", "City", 100, "Mesa"), ("fill_down", "City", 100, LAST), meant=cells("City", 100, LAST, "Mesa")),
    _plain("a tag filled down", ("type", "Tags", 5, "host"), ("fill_down", "Tags", 5, 25), meant=cells("Tags", 5, 25, "host")),
    _plain("consent filled down", ("type", SHARED, 20, "Yes"), ("fill_down", SHARED, 20, 110), meant=cells(SHARED, 20, 110, "Yes")),
    _plain("do not contact filled down", ("type", "Do not contact", 20, "Yes"), ("fill_down", "Do not contact", 20, 60), meant=cells("Do not contact", 20, 60, "Yes")),
    _plain("consent cleared", ("clear", SHARED, 2, 90), meant=cells(SHARED, 2, 90, "")),
    _plain("notes cleared", ("clear", "Notes", 2, LAST), meant=cells("Notes", 2, LAST, "")),
    _plain("a follow-up filled down", ("type", "Follow-up", 40, "2026-12-24"), ("fill_down", "Follow-up", 40, 50), meant=cells("Follow-up", 40, 50, "2026-12-24")),
    _moved("a postcode dragged down", ("drag_down", "ZIP", 30, 30, 10)),
    _moved("a date dragged down", ("type", "Follow-up", 40, "2026-12-24"), ("drag_down", "Follow-up", 40, 40, 12), meant=at(40, "Follow-up", "2026-12-24")),
    _moved("a text with a number dragged down", ("type", "District", 40, "District 1"), ("drag_down", "District", 40, 40, 12), meant=at(40, "District", "District 1")),
    _plain("blanks of a suffix filled with a dash", ("fill_blanks", "-", "Suffix")),
    _plain("blanks of a preferred name filled with 0", ("fill_blanks", "0", "Preferred name")),
    _plain("blanks of do not contact filled with N/A", ("fill_blanks", "N/A", "Do not contact")),
]  # fmt: skip
MOVED = [
    _moved("a block dragged down", ("drag_cells", "City", 10, 40, "City", 15)),
    _moved("a block dragged up", ("drag_cells", "Stage", 60, 100, "Stage", 50)),
    _plain(
        "a cell dragged onto another",
        ("drag_cells", "City", 10, 10, "City", 12),
        meant=lambda out: {(10, "City"): "", (12, "City"): out[10]["City"]},
    ),
    _moved("a block dragged to another column", ("drag_cells", "City", 10, 40, "Address", 10)),
    _moved("a block copied down", ("copy_cells", "City", 10, 20, "City", 50)),
    _moved("three rows copied over others", ("copy_rows", 10, 12, 50)),
    _moved("a row copied below the list", ("copy_rows", 10, 10, LAST + 1)),
    _moved("one column pasted over another", ("paste_values", "City", "County")),
    _moved("last names pasted over first names", ("paste_values", "Last name", "First name")),
    _moved("consents pasted over each other", ("paste_values", SHARED, CONTACT)),
    _moved("headings swapped", ("swap_cells", "First name", "Last name")),
    _moved("headings of consent swapped", ("swap_cells", CONTACT, SHARED)),
    _plain("values pasted over themselves", ("paste_values", "City", "City"), ("paste_values", "Birth date", "Birth date")),
    _plain("every text read again", ("retype", "ZIP"), ("retype", "Phone"), ("retype", "Birth date")),
    _plain("running for read again", ("retype", "Running for"), ("retype", "Preferred name")),
]  # fmt: skip
REPLACED = [
    _plain("a city replaced everywhere", ("replace", "Denver", "Denver City", "City"), meant=every("City", "Denver", "Denver City")),
    _plain("a stage replaced everywhere", ("replace", "Interested", "Contacted", "Stage"), meant=every("Stage", "Interested", "Contacted")),
    _plain(
        "part of a word replaced in the notes",
        ("replace", "Prefers texts", "Prefers calls", "Notes", False),
        meant=every("Notes", "Prefers texts", "Prefers calls"),
    ),
    _plain("consent replaced everywhere", ("replace", "No", "Yes", SHARED), meant=every(SHARED, "No", "Yes")),
    _plain(
        "a name replaced on the whole sheet", ("replace", "Watanabe", "Watanabe-Ito", "", True),
        meant=every("Last name", "Watanabe", "Watanabe-Ito"),
    ),
    _plain(
        "cities in capitals by formula, values pasted over",
        ("values_of_formulas", "City", "=UPPER({})"), meant=each("City", 2, LAST, str.upper),
    ),
    _plain("names trimmed by formula, values pasted over", ("values_of_formulas", "First name", "=TRIM({})")),
    _plain("dates by formula, values pasted over", ("values_of_formulas", "Consent given on", "={}+0")),
    _plain(
        "formulas left in a column of text", ("leave_formulas", "County", "=O{}&\" County\"", 10, 20),
        meant=lambda out: {(row, "County"): out[row]["City"] + " County" for row in range(10, 21)},
    ),
    _plain("error formulas left in a column", ("leave_formulas", "Notes", "=VLOOKUP(A{},$XFA$1:$XFB$2,2,0)", 10, 20)),
    _plain("a formula left for a date", ("leave_formulas", "Follow-up", "=DATE(2026,12,{})", 10, 12), meant=lambda out: {(r, "Follow-up"): f"2026-12-{r}" for r in (10, 11, 12)}),
]  # fmt: skip
ROWS = [
    _plain("a row deleted", ("delete_rows", 30), gone=_rows(30, 30)),
    _plain("many rows deleted", ("delete_rows", 50, 40), gone=_rows(50, 89)),
    _plain("empty rows inserted", ("insert_rows", 30, 2), ("insert_rows", 80)),
    _plain("a row inserted, with somebody new", ("insert_rows", 30), ("type", "First name", 30, "Nan"), ("type", "Last name", 30, "Newcomer"), ("type", "E-mail", 30, "nan@example.org"), new=("Newcomer",)),
    _plain("somebody written below the list", ("add_row", {"First name": "Nan", "Last name": "Newcomer", "E-mail": "nan@example.org"}), new=("Newcomer",)),
    _plain("a title above the headings", ("insert_rows", 1, 2), ("write_beside", 1, "My list")),
    _plain("a total below the list", ("total", "Last name", "=COUNTA({})")),
    _plain("a word beside the list", ("write_beside", 20, "call these first")),
    _plain("rows grouped", ("group_rows", 10, 20)),
    _plain("a column inserted", ("insert_column", "City", "Called by", ["Kim", "", "Lee", "Kim"])),
    _plain("a column of dates inserted", ("insert_column", "Stage", "Called on", ["2026-11-01", "", "2026-11-03"])),
    _plain("a column without a heading inserted", ("insert_column", "Stage", "", ["x", "", "x"])),
    _plain("an empty column inserted", ("insert_column", "Stage")),
    _plain("columns deleted", ("delete_column", "County"), ("delete_column", "From the ZIP"), ("delete_column", "Suffix")),
    _plain("the column of IDs deleted", ("delete_column", "ID"), unknown_in=("csv",)),
    _plain("the column Export deleted", ("delete_column", "Export")),
    _plain("a column moved", ("move_column", "City", "First name")),
    _plain("two columns moved, and an edit", ("type", "City", 20, "Mesa"), ("move_column", "Stage", "First name"), ("move_column", "Notes", "City"), meant=MESA),
]  # fmt: skip
LOOKS = [
    _moved("cells of a row merged", ("merge", "City", 20, 3), unknown_in=("csv",)),
    _moved("cells of a column merged", ("merge", "City", 20, 1, 4), unknown_in=("csv",)),
    _moved("equal neighbors merged", ("sort", "City"), ("merge_alike", "City"), unknown_in=("csv",)),
    _plain("columns hidden", ("hide_columns", "County", "Suffix", "Export")),
    _plain("the column of IDs hidden, and an edit", ("hide_columns", "ID"), ("type", "City", 20, "Mesa"), meant=MESA),
    _plain("rows hidden", ("hide_rows", 20, 40)),
    _plain("panes frozen", ("freeze", 3, 1)),
    _plain("the window split", ("split_window", 300, 200)),
    _plain("cells painted, and a comment", ("paint", "City", 10, 30), ("comment", "City", 12, "Ask her")),
    _plain("dates shown with the day first", *(("format", h, "DD/MM/YYYY", "en-GB") for h in DATES)),
    _plain("dates shown in German", *(("format", h, "TT.MM.JJ", "de-DE") for h in DATES)),
    _plain("dates shown in US style", *(("format", h, "MM/DD/YY", "en-US") for h in DATES)),
    _plain("dates shown in French", *(("format", h, "JJ/MM/AAAA", "fr-FR") for h in DATES)),
    _plain("dates shown with words", *(("format", h, "D MMM YYYY", "en-US") for h in DATES)),
    _plain("dates shown with short months", *(("format", h, "DD-MMM-YY", "en-US") for h in DATES)),
    _plain("dates shown as numbers", *(("format", h, "0", "en-US") for h in DATES)),
    _plain("days first, and an edit", ("type", "City", 20, "Mesa"), *(("format", h, "DD/MM/YYYY", "en-GB") for h in DATES), meant=MESA),
    _plain("postcodes shown as numbers", ("format", "ZIP", "#,##0"), ("format", "Phone", "0.00E+00")),
    _plain("another language", ("language", "de-DE")),
]  # fmt: skip
SHEETS = [
    _plain("the sheet copied", ("copy_sheet", "Copy")),
    _plain("the sheet copied, and an edit in the first", ("copy_sheet", "Copy"), ("type", "City", 20, "Mesa"), meant=MESA),
    _plain("an edit, then the sheet copied", ("type", "City", 20, "Mesa"), ("copy_sheet", "Copy"), meant=MESA),
    _plain("the sheet renamed", ("rename_sheet", "Call list"), ("type", "City", 20, "Mesa"), meant=MESA),
    _plain("another sheet in front", ("new_sheet", "Mine", "To do: call all of them")),
    _plain("our own sheets deleted", ("delete_sheet", "Coordinator"), ("delete_sheet", "Lists"), ("delete_sheet", "Read me")),
    _plain("the list split in two sheets", ("split_sheet", 80, "Second half"), gone_in={"csv": _rows(80, LAST)}),
    _moved("transposed on another sheet", ("transpose", "Turned"), may_be_refused=True),
    _moved("names split into columns", ("text_to_columns", "Last name", " ")),
    _moved("cities split into columns", ("text_to_columns", "City", " ")),
    _moved("tags split into columns", ("text_to_columns", "Tags", "; ")),
]  # fmt: skip
UNDONE = [
    _plain("a slip undone", ("delete_cells", "City", 20), ("undo", 1)),
    _plain("a sort and a fill, half undone", ("sort", "City"), ("fill_down", "Stage", 10, 40), ("undo", 1)),
    _moved("two slips, one undone", ("delete_cells", "City", 20), ("delete_cells", "Stage", 40), ("undo", 1)),
    _moved("two slips undone, one done again", ("delete_cells", "City", 20), ("delete_cells", "Stage", 40), ("undo", 2), ("redo", 1)),
    _plain("an edit, and a replacement that is undone", ("type", "City", 20, "Mesa"), ("replace", "Interested", "Filed", "Stage"), ("undo", 1), meant=MESA),
]  # fmt: skip
MIXED = [
    _plain(
        "an afternoon's work",
        ("sort", "City"), ("sort", "Last name"), ("sort", "ID"), ("type", "City", 20, "Mesa"),
        ("type", "Stage", 21, "Filed"), ("type", "Phone", 22, "303 555 0188"), ("type", "Follow-up", 23, "2026-12-01"),
        ("type", "Notes", 24, "Called twice"), ("delete_rows", 160), ("hide_columns", "County"), ("freeze", 2, 1),
        meant=both(
            MESA, at(21, "Stage", "Filed"), at(22, "Phone", "(303) 555-0188"), at(23, "Follow-up", "2026-12-01"),
            at(24, "Notes", "Called twice"),
        ),
        gone=_rows(160, 160),
    ),
    _moved(
        "a slip, a new column, edits",
        ("type", "Stage", 21, "Filed"), ("delete_cells", SHARED, 30), ("insert_column", "City", "Called by", ["Kim"]),
        ("type", "City", 20, "Mesa"), meant=both(MESA, at(21, "Stage", "Filed")),
    ),
    _plain(
        "single edits of permissions", ("type", SHARED, 20, "Yes"), ("type", "Do not call", 21, "Yes"),
        meant=both(at(20, SHARED, "Yes"), at(21, "Do not call", "Yes")),
    ),
]  # fmt: skip
FROM_CSV = [
    _plain(f"a csv opened in {language}", language=language, source="csv") for language in ("en-US", "en-GB", "de-DE", "fr-FR")
] + [
    _plain(
        f"a csv opened in {language}, an edit, and sorted", ("type", "City", 20, "Mesa"), ("sort", "Last name"),
        meant=MESA, language=language, source="csv",
    )
    for language in ("en-US", "en-GB", "de-DE", "fr-FR")
] + [
    _moved("a csv opened in en-US, and a slip", ("delete_cells", "City", 20), language="en-US", source="csv"),
]  # fmt: skip
FAMILIES: Mapping[str, Sequence[Session]] = {
    "sorted": SORTED,
    "shifted": SHIFTED,
    "filtered": FILTERED,
    "filled": FILLED,
    "moved": MOVED,
    "replaced": REPLACED,
    "rows and columns": ROWS,
    "looks": LOOKS,
    "sheets": SHEETS,
    "undone": UNDONE,
    "mixed": MIXED,
    "from csv": FROM_CSV,
}
SESSIONS: Mapping[str, Session] = {s.name: s for those in FAMILIES.values() for s in those}
