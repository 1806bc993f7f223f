"""The parts that are the same in all our ods files, and their styles."""

from collections.abc import Iterable, Sequence
from xml.sax.saxutils import escape, quoteattr

from coordinator.workbooks.cells import DATE, DATE_TIME, GENERAL, TEXT, WHOLE

MIME = "application/vnd.oasis.opendocument.spreadsheet"
VERSION = 'office:version="1.3"'
READ_WIDTH = 700
WIDTHS = (84, READ_WIDTH)
"""Column widths, in pixels, that every file has."""
FORMATS = {
    TEXT: "text",
    GENERAL: "general",
    DATE: "date",
    DATE_TIME: "moment",
    "yyyy-mm-dd hh:mm:ss": "instant",
    WHOLE: "whole",
}
"""Number format in xlsx → name of the matching style here."""

_SPACES = (
    " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for short, name in (
            ("office", "office"),
            ("table", "table"),
            ("text", "text"),
            ("style", "style"),
            ("number", "datastyle"),
            ("meta", "meta"),
            ("config", "config"),
            ("fo", "xsl-fo-compatible"),
        )
    )
    + ' xmlns:of="urn:oasis:names:tc:opendocument:xmlns:of:1.2"'
)
_BEGIN = '<?xml version="1.0" encoding="UTF-8"?>\n'
MANIFEST = (
    f'{_BEGIN}<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" '
    f'manifest:version="1.3"><manifest:file-entry manifest:full-path="/" manifest:media-type="{MIME}"/>'
    + "".join(
        f'<manifest:file-entry manifest:full-path="{name}.xml" manifest:media-type="text/xml"/>'
        for name in ("content", "styles", "meta", "settings")
    )
    + "</manifest:manifest>"
)
STYLES = f"{_BEGIN}<office:document-styles {_SPACES} {VERSION}><office:styles/></office:document-styles>"

_DAY = '<number:year number:style="long"/><number:text>-</number:text><number:month number:style="long"/><number:text>-</number:text><number:day number:style="long"/>'  # noqa: E501
_TIME = '<number:text> </number:text><number:hours number:style="long"/><number:text>:</number:text><number:minutes number:style="long"/>'  # noqa: E501
_SECONDS = '<number:text>:</number:text><number:seconds number:style="long"/>'
_NUMBERS = (
    '<number:text-style style:name="n-text"><number:text-content/></number:text-style>'
    '<number:number-style style:name="n-general"><number:number number:min-integer-digits="1"/></number:number-style>'
    '<number:number-style style:name="n-whole"><number:number number:decimal-places="0" number:min-integer-digits="1"/>'
    "</number:number-style>"
    f'<number:date-style style:name="n-date">{_DAY}</number:date-style>'
    f'<number:date-style style:name="n-moment">{_DAY}{_TIME}</number:date-style>'
    f'<number:date-style style:name="n-instant">{_DAY}{_TIME}{_SECONDS}</number:date-style>'
)
_GREY = '<style:table-cell-properties fo:background-color="#f4f5f6" style:cell-protect="protected"/><style:text-properties fo:color="#5e6873"/>'  # noqa: E501
_LOOKS = {
    "grey": _GREY,
    "free": '<style:table-cell-properties style:cell-protect="none"/>',
    "form": '<style:table-cell-properties style:cell-protect="none" fo:border="0.5pt solid #c6ccd2"/>',
}


def cell_styles() -> str:
    """Return the cell styles: one for each look and number format, besides those of headings and text."""
    made = [
        _NUMBERS,
        '<style:style style:name="shown" style:family="table"/>',
        '<style:style style:name="hidden" style:family="table"><style:table-properties table:display="false"/>'
        "</style:style>",
        '<style:style style:name="head" style:family="table-cell"><style:table-cell-properties '
        'fo:background-color="#e7edee" fo:border-bottom="0.5pt solid #1b2027"/><style:text-properties '
        'fo:font-weight="bold"/></style:style>',
        '<style:style style:name="read" style:family="table-cell"><style:table-cell-properties '
        'fo:wrap-option="wrap" style:vertical-align="top"/></style:style>',
    ]
    for look, properties in _LOOKS.items():
        for name in dict.fromkeys(FORMATS.values()):
            made.append(
                f'<style:style style:name="{look}-{name}" style:family="table-cell" style:data-style-name="n-{name}">'
                f"{properties}</style:style>"
            )
    return "".join(made)


def opening(styles: str) -> str:
    """Return the part with the cells, up to its first sheet."""
    return (
        f"{_BEGIN}<office:document-content {_SPACES} {VERSION}><office:automatic-styles>{styles}"
        "</office:automatic-styles><office:body><office:spreadsheet>"
    )


def closing(filters: Iterable[tuple[str, str]]) -> str:
    """Return what follows the last sheet; `filters` are (name, range)."""
    ranges = "".join(
        f'<table:database-range table:name="__Anonymous_Sheet_DB__{name}" '
        f'table:target-range-address={quoteattr(where)} table:display-filter-buttons="true"/>'
        for name, where in filters
    )
    return (
        f"<table:database-ranges>{ranges}</table:database-ranges></office:spreadsheet></office:body>"
        "</office:document-content>"
    )


def column_of(width: int, style: str, *, hidden: bool = False) -> str:
    """Return a column with a width and a style."""
    away = ' table:visibility="collapse"' if hidden else ""
    return f'<table:table-column table:style-name="w{width}" table:default-cell-style-name="{style}"{away}/>'


def meta(stamp: str) -> str:
    """Return the file's metadata, with the stamp as a keyword and as a property."""
    return (
        f"{_BEGIN}<office:document-meta {_SPACES} "
        f'xmlns:dc="http://purl.org/dc/elements/1.1/" {VERSION}><office:meta><dc:title>Export</dc:title>'
        "<dc:description>Made with Coordinator. It can be edited and imported again.</dc:description>"
        f"<meta:keyword>{escape(stamp)}</meta:keyword>"
        f'<meta:user-defined meta:name="coordinator_stamp">{escape(stamp)}</meta:user-defined>'
        "</office:meta></office:document-meta>"
    )


def settings(sheets: Sequence[str]) -> str:
    """Return the views of the sheets: the first row and the first column are frozen."""
    entries = "".join(
        f"<config:config-item-map-entry config:name={quoteattr(name)}>{_FROZEN}</config:config-item-map-entry>"
        for name in sheets
    )
    return (
        f'{_BEGIN}<office:document-settings {_SPACES} xmlns:ooo="http://openoffice.org/2004/office" '
        f"{VERSION}><office:settings><config:config-item-set "
        'config:name="ooo:view-settings"><config:config-item-map-indexed config:name="Views">'
        "<config:config-item-map-entry><config:config-item "
        'config:name="ViewId" config:type="string">view1</config:config-item><config:config-item-map-named '
        f'config:name="Tables">{entries}</config:config-item-map-named></config:config-item-map-entry>'
        "</config:config-item-map-indexed></config:config-item-set></office:settings></office:document-settings>"
    )


_FROZEN = "".join(
    f'<config:config-item config:name="{name}" config:type="{kind}">{value}</config:config-item>'
    for name, kind, value in (
        ("HorizontalSplitMode", "short", 2),
        ("VerticalSplitMode", "short", 2),
        ("HorizontalSplitPosition", "int", 1),
        ("VerticalSplitPosition", "int", 1),
        ("ActiveSplitRange", "short", 3),
        ("PositionRight", "int", 1),
        ("PositionBottom", "int", 1),
    )
)
