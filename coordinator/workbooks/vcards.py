"""Address cards (vCard 2.1 to 4.0, as phones, Apple Contacts and mail programs export them) as a table of people."""

import io
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from coordinator.base.paths import name_of
from coordinator.workbooks import encodings
from coordinator.workbooks.book import Book, Cell, Sheet, UnreadableFile
from coordinator.workbooks.text_options import TextOptions

if TYPE_CHECKING:
    from vobject.base import ContentLine

    Lines = dict[str, list[ContentLine]]

HEADINGS = (
    "Full name",
    "First name",
    "Middle name",
    "Last name",
    "Suffix",
    "Name prefix",
    "Preferred name",
    "E-mail",
    "Other e-mails",
    "Phone",
    "Other phones",
    "Address",
    "City",
    "State",
    "ZIP",
    "Country",
    "Organization",
    "Job title",
    "Birth date",
    "Gender",
    "Tags",
    "Web pages",
    "Notes",
)
"""The usual columns in order; others follow as they come."""
_BEGIN, _END = (re.compile(rf"(?i)(?:\w+\.)?{word}:VCARD\s*") for word in ("BEGIN", "END"))
_INSIDE = re.compile(r"(?i)(?:\w+\.)?AGENT\b[^:]*:\s*")
"""A line after which the card of somebody else stands inside a card."""
_DATA = re.compile(
    r"(?im)^(?:[\w-]+\.)?(?:PHOTO|LOGO|SOUND|KEY)\b[^\n]*\n"
    r"(?:[ \t][^\n]*\n|[A-Za-z0-9+/=]{60,}\s*\n)*(?:[A-Za-z0-9+/]*={0,2}\r?\n)?"
)
_QUOTED = re.compile(r"(?im)^[^:\n]*;(?:ENCODING=)?QUOTED-PRINTABLE[^\n]*(?:(?<==)\n[^\n]*)*")
"""A quoted-printable line with those that it goes on in; the library takes only one of them."""
_TECHNICAL = frozenset(
    "begin end version prodid uid rev class mailer source kind clientpidmap xml x-abadr x-ablabel x-abshowas".split()
)
_QUIET_LABELS = frozenset({"internet", "pref", "voice", "x400", "text", "uri", "1", "type"})
_DATE = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)")
_LISTED = re.compile(r"(?<!\\),(?! )")
"""A comma between several names of one kind; one that belongs to a name has a backslash or a blank beside it."""
_SEXES = {"M": "Male", "F": "Female", "O": "Other", "N": "", "U": ""}
_NO_YEAR = "1604"
"""Apple's year for a birthday without one."""


def read_cards(path: Path, options: TextOptions) -> Book:
    """Return the cards of a file, one row each.

    Raises:
        UnreadableFile: no card in it can be read.
    """
    decoded = encodings.decode(path.read_bytes(), options.encoding)
    text = decoded.text.replace("\r\n", "\n").replace("\r", "\n")
    cards: list[dict[str, str]] = []
    bad: list[str] = []
    pictures = 0
    cut_short: list[str] = []
    nobody: list[str] = []
    for block, whole in _blocks(text, bad):
        bare, dropped = _DATA.subn("", _QUOTED.sub(lambda m: m[0].replace("=\n", ""), block + "\n"))
        pictures += dropped
        card = _parsed(bare)
        if card is not None and _is_group(card[0]):
            said = [f"{x.name}:{x.value}" for name, some in card[0].items() if name not in _TECHNICAL for x in some]
            bad.append(f"the group {' | '.join(said)}")
        elif card is None or not (row := _row(card[0])):
            bad.append(" | ".join(line for line in bare.split("\n")[1:-2] if not line.lower().startswith("version")))
        else:
            cards.append(row)
            if _is_organization(card[0]):
                nobody.append(row.get("Organization") or row.get("Full name") or f"card {len(cards)}")
            bad += card[1]
            if not whole:
                cut_short.append(" ".join(row[h] for h in HEADINGS[:4] if h in row) or "a card without a name")
    if not cards:
        raise UnreadableFile(f"{path.name} holds address cards that cannot be read. Export the contacts again as csv.")
    used = {heading for card in cards for heading in card}
    header = [h for h in HEADINGS if h in used] + sorted(used.difference(HEADINGS))
    rows: list[list[Cell]] = [[*header]]
    rows += [[card.get(h) or None for h in header] for card in cards]
    book = Book(
        path, "vcf", [Sheet(name_of(path), rows)], notes=[f"Read as address cards: {len(cards)}, {decoded.name}."]
    )
    if pictures:
        book.notes.append(f"Pictures and keys on the cards are left out: {pictures}.")
    if nobody:
        book.notes.append(
            f"Cards of organizations, which name nobody: {', '.join(nobody)}. They are read like the others; leave "
            "their rows out, or give them a name."
        )
    if cut_short:
        book.notes.append(
            f"Cards without an end are read as far as they go; the file may be cut short: {', '.join(cut_short)}."
        )
    book.notes += [f"What cannot be read on the cards is left out: {text}" for text in bad]
    return book


def _blocks(text: str, bad: list[str]) -> list[tuple[str, bool]]:
    """Return the cards of a text, and whether each has an end; what belongs to none is added to `bad`."""
    blocks: list[tuple[str, bool]] = []
    card: list[str] = []
    inside = ""
    for line in [*text.split("\n"), "BEGIN:VCARD"]:
        if _BEGIN.fullmatch(line):
            if card and _INSIDE.fullmatch(card[-1]):
                inside = card.pop()
                continue
            if card:
                blocks.append(("\n".join([*card, "END:VCARD"]), False))
            card = [line]
        elif _END.fullmatch(line) and inside:
            bad.append(inside)
            inside = ""
        elif _END.fullmatch(line) and card:
            blocks.append(("\n".join([*card, line]), True))
            card = []
        elif inside:
            inside += f" {line.strip()}"
        elif card:
            card.append(line)
        elif line.strip():
            bad.append(line.strip())
    return blocks


def _parsed(block: str) -> "tuple[Lines, list[str]] | None":
    """Return a card's lines by name, and those that cannot be read; None if the card cannot be read at all.

    Only the library's lines are used: what it makes of their values drops words after a comma.
    """
    from vobject.base import ParseError, getLogicalLines, textLineToContentLine

    found: Lines = {}
    unread: list[str] = []
    try:
        for text, number in getLogicalLines(io.StringIO(block), allowQP=True):
            try:
                line = textLineToContentLine(text, number)
                found.setdefault(line.name.lower(), []).append(line)
            except (ParseError, ValueError, LookupError, AttributeError, TypeError):
                unread += [text.strip()] if text.strip() else []
    except (ParseError, ValueError):
        return None
    return found, unread


def _is_group(lines: "Lines") -> bool:
    """Return whether a card is no person but a list of others."""
    kinds = (*lines.get("kind", ()), *lines.get("x-addressbookserver-kind", ()))
    return any(_plain(line.value).lower() == "group" for line in kinds)


def _is_organization(lines: "Lines") -> bool:
    """Return whether a card is an organization's, a place's or a program's, and names nobody there."""
    kinds = {_plain(line.value).lower() for line in lines.get("kind", ())}
    shown = {_plain(line.value).lower() for line in lines.get("x-abshowas", ())}
    if not (kinds & {"org", "organization", "location", "device", "application"} or "company" in shown):
        return False
    return not any(_plain(line.value).strip("; ") for line in lines.get("n", ()))


def _row(lines: "Lines") -> dict[str, str]:
    """Return what a card says, heading → text."""
    row: dict[str, str] = {}
    labels = {line.group: _plain(line.value) for line in lines.get("x-ablabel", ()) if line.group}
    _add_name(row, lines)
    for name, first, others in (("email", "E-mail", "Other e-mails"), ("tel", "Phone", "Other phones")):
        _add_several(row, first, others, lines.get(name, ()), labels)
    _add_addresses(row, lines.get("adr", ()), labels)
    _add_written_addresses(row, lines)
    for name, found in lines.items():
        if name in _DONE or name in _TECHNICAL:
            continue
        heading = _COLUMNS.get(name, name.removeprefix("x-").replace("-", " ").capitalize())
        texts = [_with_label(_said(name, line), line, labels, name in _LABELLED) for line in found]
        joined = ("\n" if heading == "Notes" else "; ").join(t for t in texts if t)
        if joined:
            row[heading] = f"{row[heading]}; {joined}" if heading in row else joined
    return row


_DONE = frozenset({"n", "fn", "email", "tel", "adr", "label"})
_COLUMNS = {
    "nickname": "Preferred name",
    "org": "Organization",
    "title": "Job title",
    "role": "Role",
    "bday": "Birth date",
    "note": "Notes",
    "categories": "Tags",
    "url": "Web pages",
    "impp": "Web pages",
    "x-socialprofile": "Web pages",
    "gender": "Gender",
    "lang": "Language",
    "x-abrelatednames": "Related people",
    "related": "Related people",
    "x-abdate": "Other dates",
    "anniversary": "Anniversary",
}
_LABELLED = frozenset({"x-abrelatednames", "related", "x-abdate"})


def _add_name(row: dict[str, str], lines: "Lines") -> None:
    """Add the name in its parts, and the whole one where it says more."""
    whole = _plain(lines["fn"][0].value) if "fn" in lines else ""
    name = _parts(_LISTED.sub(" ", lines["n"][0].value) if "n" in lines else "", 5)
    parts = dict(zip(("Last name", "First name", "Middle name", "Name prefix", "Suffix"), name, strict=True))
    there = {heading: text for heading, text in parts.items() if text}
    row.update(there)
    words = Counter(_words(" ".join(there.values())))
    organization = _words(" ".join(_said("org", line) for line in lines.get("org", ())))
    if not there:
        if whole and _words(whole) != organization:
            row["Full name"] = whole
    elif Counter(_words(whole)) - words:
        row["Shown as"] = whole


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def _add_several(
    row: dict[str, str], first: str, others: str, lines: "Iterable[ContentLine]", labels: Mapping[str | None, str]
) -> None:
    """Add a card's e-mail addresses or phone numbers, the preferred one first; labels have a column of their own."""
    found = sorted(lines, key=_preference)
    texts = [(text, _label(line, labels)) for line in found if (text := _address(_plain(line.value)))]
    if texts:
        row[first] = texts[0][0]
    if texts[1:]:
        row[others] = "; ".join(text for text, _ in texts[1:])
    for heading, labelled in ((first, texts[:1]), (others, texts[1:])):
        if any(label for _, label in labelled):
            row[f"{heading} - Label"] = "; ".join(label or "no label" for _, label in labelled)


def _address(text: str) -> str:
    """Return a number or an address without what makes it a link."""
    bare = re.sub(r"(?i)^(?:tel|mailto|sms):", "", text)
    return re.sub(r"(?i);ext=", " ext. ", bare)


def _add_addresses(row: dict[str, str], lines: "Iterable[ContentLine]", labels: Mapping[str | None, str]) -> None:
    further = []
    for line in sorted(lines, key=_preference):
        box, extended, street, *rest = _parts(line.value, 7)
        whole = ", ".join(t for t in (street, extended, box) if t)
        parts = dict(zip(("Address", "City", "State", "ZIP", "Country"), (whole, *rest), strict=True))
        there = {heading: text for heading, text in parts.items() if text}
        label = _label(line, labels)
        if there and not row.keys() & parts.keys() and _is_home(label):
            row.update(there)
            if label:
                row["Address - Label"] = label
        elif there:
            further.append(", ".join(there.values()) + (f" ({label})" if label else ""))
    if further:
        row["Further addresses"] = "\n".join(further)


def _add_written_addresses(row: dict[str, str], lines: "Lines") -> None:
    """Add an address as it is written on a letter, where it says more than its parts."""
    texts = [_plain(line.value) for line in lines.get("label", ())]
    texts += [_plain(text) for line in lines.get("adr", ()) for text in line.params.get("LABEL", ())]
    there = {word for text in row.values() for word in _words(text)}
    if more := [text for text in texts if not there.issuperset(_words(text))]:
        row["Written address"] = "\n".join(more)


def _said(name: str, line: "ContentLine") -> str:
    if name == "org":
        return ", ".join(p for p in _parts(line.value, line.value.count(";") + 1) if p)
    text = _plain(line.value)
    if name in ("categories", "nickname"):
        return ", ".join(t for word in text.split(",") if (t := word.strip()))
    if name == "bday" and (match := _DATE.match(text)):
        return f"--{match[2]}-{match[3]}" if match[1] == _NO_YEAR else "-".join(match.groups())
    if name == "gender":
        sex, _, words = text.partition(";")
        return words or _SEXES.get(sex.upper(), sex)
    if name in ("url", "impp", "x-socialprofile"):
        user = next(iter(line.params.get("X-USER", ())), "")
        return text if not text.lower().startswith("x-apple:") else user or text[8:]
    return text


def _with_label(text: str, line: "ContentLine", labels: Mapping[str | None, str], wanted: bool) -> str:
    label = _label(line, labels) if wanted else ""
    return f"{text} ({label})" if text and label else text


_LEAST = 100
"""The last place in the order that `PREF` gives, of 1 to 100."""


def _preference(line: "ContentLine") -> int:
    """Return the place of a number or address among those of its kind, the first to be preferred."""
    place = next(iter(line.params.get("PREF", ())), "")
    if place.isdigit():
        return int(place)
    return 1 if "PREF" in line.params or "pref" in {t.lower() for t in _types(line)} else _LEAST + 1


_HOME = frozenset("home house residence domicile casa hogar dom intl postal parcel mailing main primary pref".split())


def _is_home(label: str) -> bool:
    """Return whether an address may be where the person lives: it has no label, or one that says so, not `work`."""
    return not label or not _HOME.isdisjoint(label.lower().split())


def _types(line: "ContentLine") -> list[str]:
    said = [t for text in line.params.get("TYPE", ()) for t in text.split(",")]
    return [*said, *getattr(line, "singletonparams", ())]


def _label(line: "ContentLine", labels: Mapping[str | None, str]) -> str:
    """Return the label of a number or address as people see it; "" without one."""
    own = labels.get(line.group, "") if line.group else ""
    if own:
        return re.sub(r"^_\$!<(.*)>!\$_$", r"\1", own).lower() if own.startswith("_$!<") else own
    return " ".join(dict.fromkeys(t.lower() for t in _types(line) if t.lower() not in _QUIET_LABELS))


_SPLIT = re.compile(r"((?:\\.|[^\\;])*)(?:;|$)", re.DOTALL)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)


def _parts(value: str, count: int) -> list[str]:
    """Return the parts of a value between semicolons, as many as wanted; what is beyond them is in the last."""
    parts = [_plain(part) for part in _SPLIT.findall(value)][: value.count(";") + 1]
    parts += [""] * (count - len(parts))
    return [*parts[: count - 1], ", ".join(p for p in parts[count - 1 :] if p)]


def _plain(value: str) -> str:
    """Return a value as text: without the signs that keep commas, semicolons and line ends in it."""
    text = _ESCAPED.sub(lambda m: "\n" if m[1] in "nN" else m[1] if m[1] in ",;:\\" else m[0], value)
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()
