"""What the desk records about its own work: custom fields, tags, views, purposes, exports, imports."""

from sqlalchemy.orm import Mapped

from coordinator.records.fields import Kept, Record, field
from coordinator.records.kinds import INTEGER, LONG_TEXT, TEXT, WHOLE, YES_NO, ReferenceKind, Value


class Answer(Kept, Record):
    """A field that the campaign created itself, from a source's column or by hand."""

    __tablename__ = "answer"
    unique_together = ("record", "key")
    label, plural, letter = "Answer", "Answers", "A"
    title_fields = ("heading",)

    record: Mapped[str] = field("Of", TEXT, required=True, editable=False)
    key: Mapped[str] = field("Key", TEXT, required=True, editable=False)
    heading: Mapped[str] = field("Heading", TEXT, required=True, in_grid=True, identity=True)
    answer_kind: Mapped[str | None] = field(
        "Kind",
        TEXT,
        in_grid=True,
        editable=False,
        help="Take the command set-answer, or Data > Fields of your own: there the values are read anew.",
    )


class Tag(Kept, Record):
    """A word that people put on records, and what it means."""

    __tablename__ = "tag"
    label, plural, letter = "Tag", "Tags", "K"
    title_fields = ("name",)

    name: Mapped[str] = field("Name", TEXT, required=True, unique=True, in_grid=True, identity=True)
    meaning: Mapped[str | None] = field("Meaning", LONG_TEXT, in_grid=True)


class View(Kept, Record):
    """A saved list: which records, which columns, in what order."""

    __tablename__ = "view"
    label, plural, letter = "View", "Views", "V"
    title_fields = ("name",)

    name: Mapped[str] = field("Name", TEXT, required=True, in_grid=True, identity=True)
    record: Mapped[str] = field("Of", TEXT, required=True)
    filter: Mapped[str | None] = field("Filter", LONG_TEXT, in_grid=True)
    columns: Mapped[list[str] | None] = field("Columns", WHOLE, editable=False)
    sort: Mapped[str | None] = field("Sort", TEXT)
    shared: Mapped[bool | None] = field("Shared", YES_NO, in_grid=True)


class Purpose(Kept, Record):
    """What workbooks are sent out for ("for the phone bank"): which records, which columns, in what order."""

    __tablename__ = "purpose"
    label, plural, letter = "Purpose", "Purposes", "U"
    title_fields = ("name",)

    name: Mapped[str] = field("Name", TEXT, required=True, unique=True, in_grid=True, identity=True)
    sheets: Mapped[list[Value] | None] = field("Sheets", WHOLE, help="Per record kind: columns, filter, who edits.")
    holder: Mapped[str | None] = field("With whom", TEXT, help="Who usually gets it.")


class Export(Kept, Record):
    """A workbook that was sent out: enough to recognize it when it comes back."""

    __tablename__ = "export"
    label, plural, letter = "Export", "Exports", "X"
    title_fields = ("code",)

    code: Mapped[str] = field("Code", TEXT, required=True, unique=True, in_grid=True, identity=True)
    file: Mapped[str | None] = field("File", TEXT, in_grid=True, width=200)
    seq: Mapped[int | None] = field("At sequence number", INTEGER, in_grid=True)
    token: Mapped[str | None] = field("Token", TEXT)
    sheets: Mapped[dict[str, Value] | None] = field("Sheets", WHOLE, help="Per record kind: columns, filter, rows.")
    holder: Mapped[str | None] = field("With whom", TEXT, in_grid=True)
    returned_at: Mapped[str | None] = field("Done", TEXT, in_grid=True, help="Since then nothing more is expected.")
    purpose: Mapped[str | None] = field("For", TEXT, help="Name of the purpose that it went out for.")


class Import(Kept, Record):
    """A file that was imported, and what became of it."""

    __tablename__ = "import"
    label, plural, letter = "Import", "Imports", "I"
    title_fields = ("file",)

    file: Mapped[str] = field("File", TEXT, required=True, in_grid=True, identity=True, width=200)
    sha256: Mapped[str | None] = field("SHA-256", TEXT, index=True)
    source: Mapped[int | None] = field("Source", ReferenceKind("source"), in_grid=True)
    counts: Mapped[dict[str, Value] | None] = field("Counts", WHOLE)
    problems: Mapped[list[Value] | None] = field("Problems", WHOLE)
    exports: Mapped[dict[str, Value] | None] = field("Of exports", WHOLE, help="Per export's code: rows of it.")
