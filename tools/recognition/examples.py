"""Labelled examples: sheets with what their columns are, and wordings of headings."""

import csv
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from coordinator.importing.recognition.cells import ColumnFacts, look
from coordinator.records.kinds import plain_text
from coordinator.workbooks import NoTable, find_table, read_book

KEPT = Path(__file__).parent / "sheets"
"""Sheets of our own that every training uses, one a line."""
_KEPT_CELLS = 40

KNOWN = frozenset(
    "given_name family_name preferred_name suffix pronouns email other_emails phone other_phones address city "
    "state postcode county "
    "birth_date age_band stated_age stated_age_on languages gender communities occupation party_line "
    "office_level office division "
    "election_date first_time earlier_runs wanted_services stage owner follow_up tags consent_contact "
    "consent_share consent_date "
    "do_not_contact notes signup.submitted_at signup.event signup.status signup.source_key +full_name +place "
    "+address +age answer "
    "ignored".split()
)
"""Targets that the labels know; any other counts as an answer."""


@dataclass(slots=True)
class Truth:
    """What a column is.

    Attributes:
        target: the right target.
        also: others that are as good.
        must_not: targets that would do harm.
        hard: whether the heading alone does not say it.
    """

    target: str
    also: tuple[str, ...] = ()
    must_not: tuple[str, ...] = ()
    hard: bool = False

    def right(self, said: str) -> bool:
        """Return whether a target is right."""
        said = said if said in KNOWN else "answer"
        return said == self.target or said in self.also

    def harmful(self, said: str) -> bool:
        """Return whether a target does harm."""
        return said in self.must_not


@dataclass(slots=True)
class LabelledSheet:
    """A sheet with the truth of its columns."""

    name: str
    service: str
    headings: list[str]
    cells: list[list[object]]
    truths: dict[int, Truth]
    facts: list[ColumnFacts] = field(default_factory=list)


def read_sheets(folder: Path) -> list[LabelledSheet]:
    """Read all labelled sheets of a folder: files with their expectations beside them, and kept ones (`.jsonl`)."""
    found = [_kept(line) for path in sorted(folder.glob("*.jsonl")) for line in path.read_text("utf-8").splitlines()]
    for expected in sorted(folder.glob("*.expected.json")):
        path = expected.with_name(expected.name.removesuffix(".expected.json"))
        told = json.loads(expected.read_text(encoding="utf-8"))
        header, rows = _table(path)
        cells = [[r[i] for r in rows[:200]] for i in range(len(header))]
        truths = {
            c["index"]: Truth(c["target"], tuple(c["also"]), tuple(c["must_not"]), c["hard"])
            for c in told["columns"]
            if c["index"] < len(header)
        }
        sheet = LabelledSheet(path.name, told["service"], header, cells, truths)
        sheet.facts = [look(c) for c in cells]
        found.append(sheet)
    return found


def _kept(line: str) -> LabelledSheet:
    told = json.loads(line)
    columns = told["columns"]
    truths = {
        at: Truth(c["target"], tuple(c.get("also", ())), tuple(c.get("must_not", ())), c.get("hard", False))
        for at, c in enumerate(columns)
        if "target" in c
    }
    cells: list[list[object]] = [list(c["cells"]) for c in columns]
    sheet = LabelledSheet(told["name"], told["service"], [c["heading"] for c in columns], cells, truths)
    sheet.facts = [look(c) for c in cells]
    return sheet


def keep(sheets: Iterable[LabelledSheet], name: str) -> Path:
    """Write sheets, one a line, with their first cells as text; return the file."""
    lines = []
    for sheet in sheets:
        columns = []
        for at, (heading, cells) in enumerate(zip(sheet.headings, sheet.cells, strict=True)):
            told: dict[str, object] = {"heading": heading}
            if truth := sheet.truths.get(at):
                told["target"] = truth.target
                told |= {k: v for k in ("also", "must_not", "hard") if (v := getattr(truth, k))}
            columns.append(told | {"cells": [plain_text(c) for c in cells[:_KEPT_CELLS]]})
        lines.append(json.dumps({"name": sheet.name, "service": sheet.service, "columns": columns}, ensure_ascii=False))
    path = KEPT / f"{name}.jsonl"
    path.parent.mkdir(exist_ok=True)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def _table(path: Path) -> tuple[list[str], list[Sequence[object]]]:
    """Return a sheet's headings and rows; a sheet without headings gets empty ones."""
    sheet = read_book(path).sheets[0]
    try:
        table = find_table(sheet)
    except NoTable:
        width = max(len(r) for r in sheet.rows)
        return [""] * width, [[*r, *[None] * (width - len(r))] for r in sheet.rows]
    return list(table.header), [r.cells for r in table.rows]


@dataclass(frozen=True, slots=True)
class Wording:
    """A heading as somebody may word it.

    Attributes:
        heading: the wording.
        target: what it is.
        cells: which kind of cells such a column has, as the name of a target; "": not known.
    """

    heading: str
    target: str
    cells: str = ""


def read_wordings(folder: Path) -> list[Wording]:
    """Read all lists of wordings (heading, target, cells)."""
    found: list[Wording] = []
    for path in sorted(folder.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as stream:
            found += [
                Wording(r["heading"].strip(), r["target"].strip(), (r.get("cells") or "").strip())
                for r in csv.DictReader(stream)
                if r.get("heading") and r.get("target")
            ]
    return found


def services_of(sheets: Iterable[LabelledSheet]) -> list[str]:
    """Return the names of all services, each once."""
    return sorted({s.service for s in sheets})
