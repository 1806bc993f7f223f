"""Files that hold no table: what they are, and what to do instead, in one sentence."""

import re

_EXPORT = "Export the list itself as xlsx or csv, and import that."
_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", f"is a PDF, made to be printed, and no spreadsheet. {_EXPORT}"),
    (b"%!PS", f"is made to be printed, and is no spreadsheet. {_EXPORT}"),
    (b"\x89PNG", "is a picture, no spreadsheet. Type in what it shows, or ask for the list as xlsx or csv."),
    (b"\xff\xd8\xff", "is a photo, no spreadsheet. Type in what it shows, or ask for the list as xlsx or csv."),
    (b"GIF8", "is a picture, no spreadsheet. Type in what it shows, or ask for the list as xlsx or csv."),
    (b"II*\0", "is a scan, no spreadsheet. Type in what it shows, or ask for the list as xlsx or csv."),
    (b"MM\0*", "is a scan, no spreadsheet. Type in what it shows, or ask for the list as xlsx or csv."),
    (b"Rar!", "is a packed folder, no spreadsheet. Unpack it and import the list inside."),
    (b"7z\xbc\xaf", "is a packed folder, no spreadsheet. Unpack it and import the list inside."),
    (b"\x1f\x8b", "is a packed file, no spreadsheet. Unpack it and import the list inside."),
    (b"BZh", "is a packed file, no spreadsheet. Unpack it and import the list inside."),
    (b"\xfd7zXZ", "is a packed file, no spreadsheet. Unpack it and import the list inside."),
    (b"bplist00", "is a file of settings or a web shortcut from a Mac, no list. Open it there and export the list."),
    (b"{\\rtf", "is a text document. Copy its table into a spreadsheet and import that."),
    (b"!BDN", "is a mailbox of Outlook, no list. Export its contacts there as csv, and import that."),
    (b"\x00\x01\x00\x00Standard", "is an Access database, no list. Export its table there as xlsx, and import that."),
    (b"PAR1", "is a Parquet file. Export the list as csv, and import that."),
    (b"$FL2", "is an SPSS file. Export the list as csv, and import that."),
)
_TEXTS: tuple[tuple[str, str], ...] = (
    (r"ID;P|TABLE\r?\n0,1\r?\n", "is a sheet in an old format. Open it in a spreadsheet program and save it as xlsx."),
    (r"BEGIN:VCALENDAR", "is a calendar, no list of people. Export the guests or sign-ups as csv, and import that."),
    (
        r"\[InternetShortcut\]|\[Desktop Entry\]",
        "is a shortcut to a web page, and holds no list. Open it, and download the sheet there as xlsx or csv.",
    ),
    (
        r'\{\s*"(?:url|doc_id|resource_id|account)"|\{[^{}]{0,400}"doc_id"\s*:',
        "is a shortcut to a sheet on the web, and holds no list. Open it, choose File > Download, and import that.",
    ),
    (r"From \S+@\S+ .*\d\d:\d\d", "is a mailbox. Save the list that is attached to a mail in it, and import that."),
    (r"\s*[\[{]\s*(?:[\[{\"]|$)", "is JSON, made for programs. Export the list as csv or xlsx, and import that."),
    (
        r"(?:---\s+)?- \w[\w ]*:[^\n]*\n  +\w[\w ]*:|---\s+\w[\w ]*:[^\n]*\n",
        "is YAML, made for programs. Export the list as csv or xlsx, and import that.",
    ),
    (
        r"-- (?:MySQL|MariaDB|PostgreSQL|SQLite).*dump|(?:CREATE TABLE|INSERT INTO|BEGIN TRANSACTION|PRAGMA )\b",
        "is a dump of a database, no list. Export its table as csv, and import that.",
    ),
    (r"(?:version: 1\s+)?dn: ", "is an address book in LDIF. Export it as csv or vCard, and import that."),
)
_MAIL = re.compile(
    r"(?i)(from|to|date|received|return-path|delivered-to|mime-version|subject|message-id|x-[\w-]+|dkim-signature): "
)
_WEB_ARCHIVE = re.compile(r"(?i)content-type:\s*multipart/related")


def by_first_bytes(head: bytes) -> str | None:
    """Return what a file is, as the rest of a sentence that starts with its name; None if that is not certain."""
    for magic, told in _MAGIC:
        if head.startswith(magic):
            return told
    if head[4:8] == b"ftyp":
        return "is a film or photo from a phone, and no list. Type in what it shows, or ask for the list as csv."
    if head.startswith(b"RIFF") or head.startswith(b"ID3") or head.startswith(b"OggS"):
        return f"is a picture, film or recording, and no list. {_EXPORT}"
    return None


def by_text(text: str) -> str | None:
    """Return what a text is if it is no list, as the rest of a sentence that starts with the file's name."""
    start = text.lstrip("\ufeff \t\r\n")[:8192]
    for pattern, told in _TEXTS:
        if re.match(pattern, start):
            return told
    if _MAIL.match(start):
        if _WEB_ARCHIVE.search(start):
            return "is a web archive. Open it in a spreadsheet program or browser, and save its table as xlsx."
        if re.search(r"(?im)^(subject|received|message-id):", start):
            return "is an e-mail. Save the list that is attached to it, and import that."
    return None


_PARTS: tuple[tuple[str, str], ...] = (
    (r"word/", "is a Word document. Copy its table into a spreadsheet and import that."),
    (r"ppt/", "is a presentation. Copy its table into a spreadsheet and import that."),
    (r"Index/|Index\.zip|.*\.iwa$", ""),
    (r"META-INF/container\.xml", f"is a book to read, no list. {_EXPORT}"),
    (r"classes\.dex|META-INF/MANIFEST\.MF", "is a program, no list."),
)
_APPLE = {
    "numbers": "is a Numbers document. In Numbers choose File > Export To > Excel (or CSV), and import that.",
    "pages": "is a Pages document. Copy its table into a spreadsheet and import that.",
    "key": "is a Keynote presentation. Copy its table into a spreadsheet and import that.",
}
_OPEN_DOCUMENTS = {
    "text": "is a text document. Copy its table into a spreadsheet and import that.",
    "presentation": "is a presentation. Copy its table into a spreadsheet and import that.",
    "graphics": f"is a drawing, no spreadsheet. {_EXPORT}",
}
_LIST = re.compile(r"(?i)[^/\\]+\.(?:xlsx|xlsm|xlsb|xls|ods|csv|tsv|vcf)$")


def by_parts(suffix: str, names: list[str], mime: str) -> str:
    """Return what a zip is that is no workbook, as the rest of a sentence that starts with its name.

    Args:
        suffix: the end of its name, without the dot.
        names: the names of its parts.
        mime: what its part `mimetype` says, "" if there is none.
    """
    for word, told in _OPEN_DOCUMENTS.items():
        if mime.startswith(f"application/vnd.oasis.opendocument.{word}"):
            return told
    for pattern, told in _PARTS:
        if any(re.match(pattern, name) for name in names):
            return told or _APPLE.get(suffix.lower(), _APPLE["numbers"])
    lists = [match[0] for name in names if (match := _LIST.search(name))][:3]
    inside = f"import what is inside: {', '.join(lists)}." if lists else "import what is inside."
    return f"is a packed folder, no workbook. Unpack it and {inside}"


def by_streams(data: bytes) -> str | None:
    """Return what an Office file of the old kind is if it is no workbook; None if it is one."""
    if _has(data, "EncryptedPackage"):
        return "is locked with a password. Open it in its program, save it without one, and import that."
    if _has(data, "Workbook") or _has(data, "Book"):
        return None
    if _has(data, "__properties_version1.0"):
        return "is an e-mail saved from Outlook. Save the list that is attached to it, and import that."
    if _has(data, "WordDocument"):
        return "is a Word document. Copy its table into a spreadsheet and import that."
    if _has(data, "PowerPoint Document"):
        return "is a presentation. Copy its table into a spreadsheet and import that."
    return "is an Office file, but no workbook. Export the list as xlsx or csv."


def _has(data: bytes, stream: str) -> bool:
    """Return whether a stream of this name is in the directory of the file, in capitals or not."""
    pattern = b"".join(re.escape(c.encode()) + b"\\x00" for c in stream)
    return re.search(b"(?i)" + pattern + rb"\0\0", data) is not None
