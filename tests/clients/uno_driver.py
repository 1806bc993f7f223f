"""Drives one LibreOffice through its UNO interface: opens a workbook, does what a person does, saves it, for each session.

Run by the Python that has Debian's `uno`: ``python3 uno_driver.py JOBS.json RESULTS.json``. It uses nothing of ours.
A job is {"name", "source", "language", "steps": [[name of a function below, its arguments...]...], "files": {format: path}}.
Columns are named by their headings, rows as the program numbers them.
"""

import contextlib
import itertools
import json
import subprocess
import sys
import tempfile
import time
import uuid
from pathlib import Path

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.lang import Locale
from com.sun.star.sheet.CellDeleteMode import LEFT, ROWS, UP
from com.sun.star.sheet.CellInsertMode import DOWN, RIGHT
from com.sun.star.sheet.FillDateMode import FILL_DATE_DAY
from com.sun.star.sheet.FillDirection import TO_BOTTOM
from com.sun.star.sheet.FillMode import SIMPLE
from com.sun.star.sheet.FilterOperator2 import EQUAL, NOT_EMPTY
from com.sun.star.table.CellContentType import TEXT

FILTERS = {
    "xlsx": "Calc MS Excel 2007 XML",
    "ods": "calc8",
    "xls": "MS Excel 97",
    "csv": "Text - txt - csv (StarCalc)",
}
CSV = "{separator},34,76,1,,0,false,true,false,false,false,{sheet}"
"""Separator, quotes, UTF-8, from line 1, cells as they are shown, one sheet."""
FROM_CSV = "44,34,76,1,,{language},false,true"
"""The same to open one: special numbers, such as dates, are recognized."""
LANGUAGES = {"en-US": 1033, "en-GB": 2057, "de-DE": 1031, "fr-FR": 1036}
SEMICOLONS = ("de-DE", "fr-FR")


def _property(name, value):
    return PropertyValue(Name=name, Value=value)


class Office:
    """One LibreOffice, started with a profile of its own."""

    def __init__(self, folder):
        pipe = f"volunteer{uuid.uuid4().hex}"
        profile = f"-env:UserInstallation=file://{folder}/profile"
        listen = f"--accept=pipe,name={pipe};urp;"
        self.process = subprocess.Popen(["soffice", profile, "--headless", "--norestore", "--nologo", listen])
        local = uno.getComponentContext()
        resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
        for _ in range(600):
            try:
                context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
                break
            except Exception:
                if self.process.poll() is not None:
                    raise
                time.sleep(0.1)
        make = context.ServiceManager.createInstanceWithContext
        self.desktop = make("com.sun.star.frame.Desktop", context)

    def open(self, source, language):
        how = [_property("Hidden", True)]
        if source.endswith(".csv"):
            how += [
                _property("FilterName", FILTERS["csv"]),
                _property("FilterOptions", FROM_CSV.format(language=LANGUAGES[language or "en-US"])),
            ]
        return self.desktop.loadComponentFromURL(Path(source).as_uri(), "_blank", 0, tuple(how))

    def close(self):
        with contextlib.suppress(Exception):  # it ends before it can answer
            self.desktop.terminate()
        try:
            self.process.wait(60)
        except subprocess.TimeoutExpired:
            self.process.kill()


class Session:
    """One open workbook, and what a person does to it; steps are the methods without an underscore."""

    def __init__(self, office, doc, language):
        self._office, self._doc, self._language = office, doc, language
        names = doc.Sheets.ElementNames
        self._page = doc.Sheets.getByName("Candidates" if "Candidates" in names else names[0])
        cursor = self._page.createCursor()
        cursor.gotoEndOfUsedArea(False)
        self._last = cursor.RangeAddress.EndRow + 1
        self._width = cursor.RangeAddress.EndColumn + 1

    def _save(self, path, kind):
        how = [_property("FilterName", FILTERS[kind])]
        if kind == "csv":
            names = self._doc.Sheets.ElementNames
            sheet = names.index(self._page.Name) + 1
            separator = 59 if self._language in SEMICOLONS else 44
            how.append(_property("FilterOptions", CSV.format(separator=separator, sheet=sheet)))
        self._doc.storeToURL(Path(path).as_uri(), tuple(how))
        if kind == "csv" and not Path(path).exists():  # it adds the sheet's name
            next(Path(path).parent.glob(f"{Path(path).stem}-*.csv")).rename(path)

    def _play(self, name, *arguments):
        # what was deleted makes the object of a sheet smaller, so that it is asked for again
        self._page = self._doc.Sheets.getByName(self._page.Name)
        getattr(self, name)(*arguments)

    def _at(self, heading):
        lines = self._page.getCellRangeByPosition(0, 0, self._width + 10, 3).DataArray
        texts = next((line for line in lines if "E-mail" in line), lines[0])
        return next(i for i, t in enumerate(texts) if t == heading or (heading == "ID" and str(t).startswith("ID ")))

    def _top(self):
        lines = self._page.getCellRangeByPosition(0, 0, self._width, 3).DataArray
        return next((i for i, line in enumerate(lines) if "E-mail" in line), 0)

    def _column(self, heading, first=2, last=None):
        at = self._at(heading)
        return [self._page.getCellByPosition(at, row - 1) for row in range(first, (last or self._last) + 1)]

    def _cells(self, heading, first=2, last=None, columns=1):
        left = self._at(heading)
        return self._page.getCellRangeByPosition(left, first - 1, left + columns - 1, (last or self._last) - 1)

    def _all(self):
        return self._page.getCellRangeByPosition(0, self._top(), self._width - 1, self._last - 1)

    def _sort(self, cells, column, descending, header):
        by = uno.createUnoStruct("com.sun.star.table.TableSortField")
        by.Field, by.IsAscending, by.IsCaseSensitive = column, not descending, False
        fields = uno.Any("[]com.sun.star.table.TableSortField", (by,))
        cells.sort((_property("SortFields", fields), _property("ContainsHeader", header)))

    # sorting and filtering

    def sort(self, heading, descending=False):
        """Sort the whole list."""
        self._sort(self._all(), self._at(heading), descending, True)

    def sort_alone(self, heading, columns=1, descending=False):
        """Sort one column, or some beside each other, without the others."""
        self._sort(self._cells(heading, columns=columns), 0, descending, False)

    def sort_rows(self, first, last, heading):
        """Sort some rows, all columns together."""
        cells = self._page.getCellRangeByPosition(0, first - 1, self._width - 1, last - 1)
        self._sort(cells, self._at(heading), False, False)

    def filter(self, heading, value=""):
        """Show only rows with a value; without one, those that have any."""
        cells = self._all()
        wanted = cells.createFilterDescriptor(True)
        field = uno.createUnoStruct("com.sun.star.sheet.TableFilterField2")
        field.Field, field.IsNumeric = self._at(heading), False
        field.Operator, field.StringValue = (EQUAL, value) if value else (NOT_EMPTY, "")
        wanted.ContainsHeader = True
        wanted.setFilterFields2((field,))
        cells.filter(wanted)

    def show_all(self):
        """Take the filter away."""
        self._all().filter(self._all().createFilterDescriptor(True))

    def delete_visible(self):
        """Delete the rows that a filter shows."""
        for first, last in reversed(self._visible()):
            self._page.removeRange(self._rows(first, last), ROWS)

    def write_visible(self, heading, text):
        """Write a value into a column of the rows that a filter shows."""
        for first, last in self._visible():
            for cell in self._column(heading, first, last):
                cell.FormulaLocal = text

    def _visible(self):
        found = self._cells("ID").queryVisibleCells().RangeAddresses
        return [(a.StartRow + 1, a.EndRow + 1) for a in found]

    def _rows(self, first, last):
        return self._page.getCellRangeByPosition(0, first - 1, self._width - 1, last - 1).RangeAddress

    def autofilter(self):
        """Put the arrows of an autofilter on the list."""
        ranges = self._doc.DatabaseRanges
        ranges.addNewByName("list", self._all().RangeAddress)
        ranges.getByName("list").AutoFilter = True

    # cells that move

    def delete_cells(self, heading, row, way="up", rows=1, columns=1):
        """Delete cells, and shift the others up or left."""
        self._page.removeRange(
            self._cells(heading, row, row + rows - 1, columns).RangeAddress, {"up": UP, "left": LEFT}[way]
        )

    def insert_cells(self, heading, row, way="down", rows=1, columns=1):
        """Insert cells, and shift the others down or right."""
        cells = self._cells(heading, row, row + rows - 1, columns).RangeAddress
        self._page.insertCells(cells, {"down": DOWN, "right": RIGHT}[way])

    def insert_rows(self, row, count=1):
        """Insert whole rows above a row."""
        self._page.Rows.insertByIndex(row - 1, count)
        self._last += count

    def delete_rows(self, row, count=1):
        """Delete whole rows."""
        self._page.Rows.removeByIndex(row - 1, count)
        self._last -= count

    def insert_column(self, before, heading="", cells=()):
        """Insert a column, and write into it from row 2 on."""
        at = self._at(before)
        self._page.Columns.insertByIndex(at, 1)
        self._width += 1
        self._page.getCellByPosition(at, self._top()).String = heading
        for row, text in enumerate(cells, 1):
            self._page.getCellByPosition(at, row).FormulaLocal = text

    def delete_column(self, heading):
        """Delete a whole column."""
        self._page.Columns.removeByIndex(self._at(heading), 1)
        self._width -= 1

    def move_column(self, heading, before):
        """Cut a whole column, and insert it before another."""
        to = self._at(before)
        self._page.Columns.insertByIndex(to, 1)
        source = self._page.Columns.getByIndex(self._at(heading))
        self._page.moveRange(self._page.getCellByPosition(to, 0).CellAddress, source.RangeAddress)
        self._page.Columns.removeByIndex(source.RangeAddress.StartColumn, 1)

    def drag_cells(self, heading, first, last, to, row, columns=1):
        """Drag a block of cells elsewhere: what it lands on is gone, what it leaves is empty."""
        target = self._cells(to, row, row).getCellByPosition(0, 0).CellAddress
        self._page.moveRange(target, self._cells(heading, first, last, columns).RangeAddress)

    def copy_cells(self, heading, first, last, to, row, columns=1):
        """Copy a block of cells elsewhere."""
        target = self._cells(to, row, row).getCellByPosition(0, 0).CellAddress
        self._page.copyRange(target, self._cells(heading, first, last, columns).RangeAddress)

    def copy_rows(self, first, last, row):
        """Copy whole rows over others."""
        self._page.copyRange(self._page.getCellByPosition(0, row - 1).CellAddress, self._rows(first, last))
        self._last = max(self._last, row + last - first)

    def swap_cells(self, heading, other):
        """Write two headings over each other."""
        one, two = (self._page.getCellByPosition(self._at(h), self._top()) for h in (heading, other))
        one.String, two.String = other, heading

    # values

    def type(self, heading, row, text):
        """Type into a cell; the program reads it as it does for people."""
        self._cells(heading, row, row).getCellByPosition(0, 0).FormulaLocal = text

    def clear(self, heading, first, last):
        """Empty cells."""
        self._cells(heading, first, last).clearContents(1023 - 32)

    def fill_down(self, heading, first, last):
        """Fill a cell's value down."""
        self._cells(heading, first, last).fillSeries(TO_BOTTOM, SIMPLE, FILL_DATE_DAY, 0, 0)

    def drag_down(self, heading, first, last, count=1):
        """Drag the corner of one or some cells down: numbers and dates go on counting."""
        self._cells(heading, first, last).fillAuto(TO_BOTTOM, count)

    def replace(self, old, new, heading="", whole=True):
        """Replace everywhere, or in one column."""
        cells = self._cells(heading) if heading else self._page
        how = cells.createReplaceDescriptor()
        how.SearchString, how.ReplaceString, how.SearchWords = old, new, whole
        cells.replaceAll(how)

    def fill_blanks(self, text, heading):
        """Write a word into every blank cell of a column."""
        for cell in self._column(heading):
            if not cell.String:
                cell.FormulaLocal = text

    def paste_values(self, heading, over, first=2, last=None):
        """Paste the values of one column over another."""
        self._cells(over, first, last).DataArray = self._cells(heading, first, last).DataArray

    def values_of_formulas(self, heading, formula, first=2, last=None):
        """Write a formula beside the list, paste its values over a column, and take it away; {} is the column's cell."""
        helper = self._width + 1
        rows = range(first, (last or self._last) + 1)
        letter = self._page.Columns.getByIndex(self._at(heading)).Name
        for row in rows:
            self._page.getCellByPosition(helper, row - 1).Formula = formula.format(f"{letter}{row}")
        source = self._page.getCellRangeByPosition(helper, rows[0] - 1, helper, rows[-1] - 1)
        self._cells(heading, first, last).DataArray = source.DataArray
        source.clearContents(1023)

    def leave_formulas(self, heading, formula, first, last):
        """Write formulas into a column, and leave them; {} is the row."""
        for row, cell in enumerate(self._column(heading, first, last), first):
            cell.Formula = formula.format(row)

    def retype(self, heading):
        """Let the program read the texts of a column again, as “Text to Columns” does."""
        for cell in self._column(heading):
            if cell.Type == TEXT:
                cell.NumberFormat = 0
                cell.FormulaLocal = cell.String

    def text_to_columns(self, heading, separator):
        """Split the texts of a column over the columns beside it."""
        at = self._at(heading)
        for row, cell in enumerate(self._column(heading), 1):
            parts = cell.String.split(separator)
            for place, part in enumerate(parts if len(parts) > 1 else ()):
                self._page.getCellByPosition(at + place, row).FormulaLocal = part

    def add_row(self, values):
        """Write a new line below the list."""
        self._last += 1
        for heading, text in values.items():
            self.type(heading, self._last, text)

    def write_beside(self, row, text):
        """Write something right of the list."""
        self._page.getCellByPosition(self._width + 1, row - 1).String = text

    def total(self, heading, formula):
        """Write a line of totals below the list."""
        letter = self._page.Columns.getByIndex(self._at(heading)).Name
        self._page.getCellByPosition(1, self._last + 1).String = "Total"
        self._cells(heading, self._last + 2, self._last + 2).getCellByPosition(0, 0).Formula = formula.format(
            f"{letter}2:{letter}{self._last}"
        )

    # looks

    def merge(self, heading, row, columns=1, rows=1):
        """Merge cells: what they cover is emptied, as the program does when it is told to keep the first."""
        cells = self._cells(heading, row, row + rows - 1, columns)
        for x in range(columns):
            for y in range(rows):
                if x or y:
                    cells.getCellByPosition(x, y).String = ""
        cells.merge(True)

    def merge_alike(self, heading):
        """Merge neighbors with the same value in a column, as people do to make a list look tidy."""
        texts = [cell.String for cell in self._column(heading)]
        row = 2
        for text, those in itertools.groupby(texts):
            count = len(list(those))
            if text and count > 1:
                self.merge(heading, row, rows=count)
            row += count

    def hide_columns(self, *headings):
        """Hide columns."""
        for heading in headings:
            self._page.Columns.getByIndex(self._at(heading)).IsVisible = False

    def hide_rows(self, first, last):
        """Hide rows."""
        for row in range(first, last + 1):
            self._page.Rows.getByIndex(row - 1).IsVisible = False

    def freeze(self, columns, rows):
        """Freeze the first columns and rows."""
        self._doc.CurrentController.freezeAtPosition(columns, rows)

    def split_window(self, x, y):
        """Split the window."""
        self._doc.CurrentController.splitAtPosition(x, y)

    def format(self, heading, code, language="en-US"):
        """Show a column in another format, as people do with dates and numbers."""
        tongue, country = language.split("-")
        locale = Locale(tongue, country, "")
        formats = self._doc.NumberFormats
        key = formats.queryKey(code, locale, False)
        self._cells(heading).NumberFormat = formats.addNew(code, locale) if key == -1 else key

    def language(self, language):
        """Make another language that of all cells."""
        tongue, country = language.split("-")
        self._page.CharLocale = Locale(tongue, country, "")

    def paint(self, heading, first, last):
        """Give cells a color, and write them bold."""
        cells = self._cells(heading, first, last)
        cells.CellBackColor, cells.CharWeight = 0xFFFF00, 150.0

    def comment(self, heading, row, text):
        """Put a comment on a cell."""
        self._page.Annotations.insertNew(self._cells(heading, row, row).getCellByPosition(0, 0).CellAddress, text)

    def group_rows(self, first, last):
        """Group rows under an outline."""
        from com.sun.star.table.TableOrientation import ROWS as OUTLINE

        self._page.group(self._rows(first, last), OUTLINE)

    # sheets

    def copy_sheet(self, name):
        """Copy the sheet behind itself; work goes on in the first one."""
        self._doc.Sheets.copyByName(self._page.Name, name, self._doc.Sheets.Count)

    def rename_sheet(self, name):
        """Give the sheet another name."""
        self._page.Name = name

    def new_sheet(self, name, text):
        """Add a sheet with a line of one's own."""
        self._doc.Sheets.insertNewByName(name, 0)
        self._doc.Sheets.getByName(name).getCellByPosition(0, 0).String = text

    def delete_sheet(self, name):
        """Delete one of the other sheets."""
        if self._doc.Sheets.hasByName(name):
            self._doc.Sheets.removeByName(name)

    def split_sheet(self, row, name):
        """Move the rows from one on to a sheet of their own, with the headings."""
        sheets = self._doc.Sheets
        sheets.insertNewByName(name, 1)
        other = sheets.getByName(name)
        head = self._page.getCellRangeByPosition(0, 0, self._width - 1, 0).RangeAddress
        other.copyRange(other.getCellByPosition(0, 0).CellAddress, head)
        other.moveRange(other.getCellByPosition(0, 1).CellAddress, self._rows(row, self._last))
        self._last = row - 1

    def transpose(self, name=""):
        """Turn rows into columns: over the list itself, or on a sheet of its own, where work goes on."""
        data = self._all().DataArray
        turned = tuple(zip(*data, strict=True))
        page = self._page
        if name:
            self._doc.Sheets.insertNewByName(name, 1)
            page = self._doc.Sheets.getByName(name)
        else:
            self._all().clearContents(1023)
        page.getCellRangeByPosition(0, 0, len(turned[0]) - 1, len(turned) - 1).DataArray = turned
        self._page = page

    def undo(self, count):
        """Undo the last steps."""
        manager = self._doc.UndoManager
        for _ in range(count):
            manager.undo()

    def redo(self, count):
        """Redo what was undone."""
        for _ in range(count):
            self._doc.UndoManager.redo()


def played(office, job):
    """Play one session; return what went wrong, or nothing."""
    doc = office.open(job["source"], job["language"])
    try:
        session = Session(office, doc, job["language"])
        for name, *arguments in job["steps"]:
            session._play(name, *arguments)
        for kind, path in job["files"].items():
            session._save(path, kind)
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    finally:
        doc.close(True)
    return ""


def main(jobs, results):
    """Play all sessions with one LibreOffice."""
    with tempfile.TemporaryDirectory() as folder:
        office = Office(folder)
        try:
            told = {job["name"]: played(office, job) for job in json.loads(Path(jobs).read_text())}
        finally:
            office.close()
    Path(results).write_text(json.dumps(told))


if __name__ == "__main__":
    main(*sys.argv[1:])
