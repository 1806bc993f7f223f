"""Values from a vocabulary, references to other records, postcodes, and sets of values."""

import json
import re
from collections.abc import Collection, Hashable, Iterable
from typing import ClassVar

from sqlalchemy.types import BigInteger

from coordinator.records.kinds.base import (
    EMPTY,
    EMPTY_WORDS,
    PLAIN_HINTS,
    Cleaned,
    ColumnType,
    Hints,
    Kind,
    Value,
    plain_text,
)
from coordinator.records.kinds.texts import JsonText
from coordinator.records.kinds.zips import with_lost_zeros
from coordinator.records.vocabularies import Term, Vocabulary, vocabulary


class ChoiceKind(Kind):
    """One term of a vocabulary, stored by its code.

    Attributes:
        vocabulary_name: a list in `resources/vocabularies`.
    """

    name: ClassVar[str] = "choice"
    ordered: ClassVar[bool] = False

    def __init__(self, vocabulary_name: str, *, others: bool = False) -> None:
        self.vocabulary_name = vocabulary_name
        self.others = others

    @property
    def vocabulary(self) -> Vocabulary:
        """The terms, loaded on first use."""
        return vocabulary(self.vocabulary_name)

    @property
    def ranks(self) -> tuple[str, ...]:
        """The codes in the order of the list; empty if other words are among the values."""
        return () if self.others else tuple(term.code for term in self.vocabulary.terms)

    @property
    def words(self) -> tuple[str, ...]:
        """The terms as shown to people."""
        return tuple(self.show(term.code) for term in self.vocabulary.terms)

    @property
    def list_name(self) -> str | None:
        """The vocabulary's name."""
        return self.vocabulary_name

    def clean(self, raw: object, hints: Hints = PLAIN_HINTS) -> Cleaned:
        """Find the term by code, label or synonym; a likely misspelling is told, never corrected unasked.

        What says more than its term, may mean something else, or has a question mark, is taken and told.
        """
        text = plain_text(raw)
        if not text or (self.others and text.lower() in EMPTY_WORDS):
            return EMPTY
        if term := self.vocabulary.find(text):
            return Cleaned(term.code, None if hints.typed else self._doubt(text, term))
        if text.lower() in EMPTY_WORDS:
            return EMPTY
        if self.others:
            return Cleaned(text)
        return Cleaned(None, self._not_in_list(text))

    def _doubt(self, text: str, term: Term) -> str | None:
        """Return what is told of a text that names a term, and says more or is not sure."""
        if text.endswith("?") or self.vocabulary.may_be_another(text):
            return f"“{text}” is taken as {self.show(term.code)}. Ask, since it is not sure."
        if self.vocabulary.rounds(text):
            return f"“{text}” is taken as {self.show(term.code)}, which says less. Keep its words where they belong."
        return None

    def _not_in_list(self, text: str) -> str:
        if term := self.vocabulary.suggest(text):
            return f"“{text}” is not in the list. Did you mean {term.label}?"
        return f"“{text}” is not in the list. Choose one such as {self._examples()}."

    def _examples(self) -> str:
        return ", ".join(term.label for term in self.vocabulary.terms[:3])

    def show(self, value: object) -> str:
        """Return the term's label; a code that is not in the list is shown as is."""
        return "" if value is None else self.vocabulary.label(str(value))

    def fold(self, value: object) -> Hashable:
        """Compare terms, not spellings."""
        if value is None:
            return None
        term = self.vocabulary.find(plain_text(value))
        return term.code if term else plain_text(value).casefold()

    def parse_filter(self, text: str) -> Value:
        """Return the code; an unknown word is refused, so that a typo gets an explanation."""
        if text in self.vocabulary.by_code:
            return text
        term = self.vocabulary.find(text)
        if term is None and self.others:
            return plain_text(text) or None
        if term is None:
            raise ValueError(self._not_in_list(text))
        return term.code

    def filter_word(self, value: object) -> str:
        """Return the label, or the code if the label names another term or none."""
        label = self.show(value)
        found = self.vocabulary.find(label)
        return label if found and found.code == value else str(value)


class StateKind(ChoiceKind):
    """A state or territory of the United States, by its two-letter code."""

    name: ClassVar[str] = "state"

    def __init__(self) -> None:
        super().__init__("states")

    def clean(self, raw: object, hints: Hints = PLAIN_HINTS) -> Cleaned:
        """Find the state, also where it is said twice: `California (CA)`."""
        cleaned = super().clean(raw, hints)
        if cleaned.value is None and cleaned.problem and (twice := self._said_twice(plain_text(raw))):
            return Cleaned(twice)
        return cleaned

    def _said_twice(self, text: str) -> str:
        """Return the state that two words of a text name alike: `California (CA)`, `NV - Nevada`; otherwise ""."""
        parts = [part for part in _APART.split(text) if part]
        found = [self.vocabulary.find(part) for part in parts]
        codes = {term.code for term in found if term}
        return codes.pop() if len(parts) == len(("name", "code")) and None not in found and len(codes) == 1 else ""

    def check(self, column: str) -> str | None:
        """Two letters."""
        return f"length({column}) = 2"

    @property
    def ranks(self) -> tuple[str, ...]:
        """Empty: two-letter codes sort by themselves."""
        return ()

    def _not_in_list(self, text: str) -> str:
        if province := vocabulary("provinces").find(text):
            country = vocabulary("countries").label(province.extra["country"])
            return (
                f"“{text}” is {province.label} in {country}, no state of the United States. "
                f"Write it beside the town, and {country} as the country."
            )
        if len(text) > _CODE_AND_ONE and (land := vocabulary("countries").find(text)) and land.code != "US":
            return f"“{text}” is a country, no state of the United States. Write it as the country."
        if (term := self.vocabulary.suggest(text)) or (term := self._one_letter_more(text)):
            return f"“{text}” is not in the list. Did you mean {term.label}?"
        return (
            f"“{text}” is not in the list. Write a state such as NV or Nevada; "
            "one of another country goes beside the town, with its country."
        )

    def _one_letter_more(self, text: str) -> Term | None:
        """Return the state whose code is a text of three letters without one of them: `NVV`."""
        shorter = {text[:at] + text[at + 1 :] for at in range(len(text))} if len(text) == _CODE_AND_ONE else ()
        found = [term for code in shorter if (term := self.vocabulary.by_code.get(code.upper()))]
        return found[0] if len(found) == 1 else None

    def show(self, value: object) -> str:
        """Return the two-letter code: lists are narrow, and everyone knows it."""
        return str(value) if value else ""


_CODE_AND_ONE = 3
_APART = re.compile(r"\s*[()\[\]/,;]\s*|\s*[-–—]\s*|\s*:\s*")
_FIVE_AS_NINE = re.compile(r"0000([0-9])-([0-9]{4})")
_ZIP = re.compile(r"[0-9]{5}")
_ZIP_PARTS = re.compile(r"([0-9]{3,5})(?:[-– ]?([0-9]{4}))?")
_SLIP = re.compile(r"[0-9OIL]{5}(?:-[0-9OIL]{4})?")
_LIKE_DIGITS = str.maketrans("OIL", "011")
_MOST_OF_ZIP = 3
_CUT = re.compile(r"(?=.{5}$)[0-9]{2,4}[X*#?_]{1,3}")
"""Signs in place of the last digits."""
_FOREIGN = re.compile(r"[A-Z0-9]{2,4}[ -]?[A-Z0-9]{2,4}")


class PostcodeKind(Kind):
    """A ZIP code: five digits, with or without four more. Codes of other countries stay as typed."""

    name: ClassVar[str] = "postcode"
    counts_on: ClassVar[bool] = False

    def clean(self, raw: object, hints: Hints = PLAIN_HINTS) -> Cleaned:
        """Restore the zeros that a spreadsheet program dropped, if there is such a ZIP code: 2134 → 02134.

        Five digits shown as nine are still five: 00000-2134. No ZIP code begins with four zeros.
        """
        if isinstance(raw, str) and (nine := _FIVE_AS_NINE.fullmatch(raw.strip())):
            return Cleaned(f"{nine[1]}{nine[2]}")
        if isinstance(raw, str) and _ZIP.fullmatch(raw):
            return Cleaned(raw)
        text = plain_text(raw).lstrip("'").upper().removesuffix(".0").removeprefix("Z:")  # some programs mark a text so
        if _ZIP.fullmatch(text):
            return Cleaned(text)
        if text.lower() in EMPTY_WORDS:
            return EMPTY
        if hints.country not in (None, "US"):
            return Cleaned(text)
        if (match := _ZIP_PARTS.fullmatch(text)) and (
            code := match[1] if _ZIP.fullmatch(match[1]) else with_lost_zeros(match[1])
        ):
            return Cleaned(f"{code}-{match[2]}" if match[2] else code)
        if _SLIP.fullmatch(text) and sum(map(str.isdigit, text)) >= _MOST_OF_ZIP:
            meant = text.translate(_LIKE_DIGITS)
            return Cleaned(None, f"“{plain_text(raw)}” has a letter among its digits. Did you mean {meant}?")
        if _CUT.fullmatch(text):
            return Cleaned(None, f"“{plain_text(raw)}” is only a part of a postcode. Write five digits, such as 02134.")
        if _FOREIGN.fullmatch(text) and re.search("[A-Z]", text) and re.search("[0-9]", text):
            return Cleaned(text)
        return Cleaned(None, f"“{plain_text(raw)}” is no postcode. Write five digits, such as 02134.")

    def fold(self, value: object) -> Hashable:
        """Ignore lost zeros, `.0` and blanks."""
        if value is None:
            return None
        cleaned = self.clean(value).value
        return str(cleaned or plain_text(value)).replace(" ", "").replace("-", "")


class ReferenceKind(Kind):
    """Another record, stored by its number.

    Attributes:
        record: the key of the record type it points at.
    """

    name: ClassVar[str] = "reference"
    searchable: ClassVar[bool] = False
    ordered: ClassVar[bool] = False
    has_text: ClassVar[bool] = False
    record: str

    def __init__(self, record: str) -> None:
        self.record = record

    def column(self) -> ColumnType:
        """Store the number."""
        return BigInteger()

    def clean(self, raw: object, hints: Hints = PLAIN_HINTS) -> Cleaned:
        """Accept a number; names and row IDs are looked up by code that knows the database."""
        if isinstance(raw, bool) or raw is None or raw == "":
            return EMPTY
        if isinstance(raw, int):
            return Cleaned(raw)
        text = plain_text(raw)
        number = re.fullmatch(r"(?:[A-Z]-)?0*(\d+)(?:-[0-9A-Z])?", text.upper())
        if not number:
            return Cleaned(None, f"“{text}” is no row ID. Copy it from the first column of a list.")
        return Cleaned(int(number.group(1)))

    def fold(self, value: object) -> Hashable:
        """Numbers are equal or not."""
        return value if isinstance(value, Hashable) else None

    def parse_filter(self, text: str) -> Value:
        """Return a row ID's number, or the words that people call a record by."""
        cleaned = self.clean(text)
        return plain_text(text) if cleaned.problem else cleaned.value


_QUOTED = re.compile(r'"[^"]*"')
_TOGETHER = re.compile(r'"[^"]*"|\([^()\n]*\)')


def _unquoted(part: str) -> str:
    return part[1:-1] if _QUOTED.fullmatch(part) else part


def items(value: object) -> Collection[str]:
    """Return the items of a set; none if the value is not a set."""
    return value if isinstance(value, list | tuple | set) else ()


class SetKind(Kind):
    """Several values of one kind; their order does not matter."""

    many: ClassVar[bool] = True
    name: ClassVar[str] = "tags"
    ordered: ClassVar[bool] = False

    def __init__(self, item: Kind) -> None:
        self._item = item

    @property
    def item(self) -> Kind:
        """The kind of one item."""
        return self._item

    def column(self) -> ColumnType:
        """Store a JSON list as text: readable, and searchable with LIKE in every database."""
        return JsonText()

    def clean(self, raw: object, hints: Hints = PLAIN_HINTS) -> Cleaned:
        """Split a cell and clean each part; a set of which a part is not understood is told, never reduced."""
        values, problems, lacking = self._read(raw, hints)
        if values and not lacking:
            return Cleaned(values, " ".join(problems) or None)
        if problems and values:
            problems.append(f"Nothing of “{plain_text(raw)}” is taken until that is mended.")
        return Cleaned(None, " ".join(problems)) if problems else Cleaned(values or None)

    def understood(self, raw: object, hints: Hints = PLAIN_HINTS) -> tuple[list[Value], list[str]]:
        """Return the items of a cell that are understood, and a sentence for each part that is not, or not sure."""
        values, problems, _ = self._read(raw, hints)
        return values, problems

    def _read(self, raw: object, hints: Hints) -> tuple[list[Value], list[str], bool]:
        """Return the items of a cell, what is told of its parts, and whether one of them is no item."""
        lacking = False
        parts = raw if isinstance(raw, list | tuple | set) else self.split(raw)
        values: list[Value] = []
        problems: list[str] = []
        for part in parts:
            cleaned = self._item.clean(part, hints)
            if cleaned.problem:
                problems.append(cleaned.problem)
                lacking = lacking or cleaned.value is None
            if cleaned.value is not None and not any(self._item.same(cleaned.value, v) for v in values):
                values.append(cleaned.value)
        return values, problems, lacking

    def split(self, raw: object) -> Iterable[object]:
        """Return the parts of a cell between semicolons or line ends, otherwise commas.

        What stands in quotation marks or brackets stays whole.
        """
        text = plain_text(raw, lines=True).replace(" ::: ", "\n")  # as Google's exports part them
        if text.startswith("[") and text.endswith("]"):
            try:
                return [str(part) for part in json.loads(text)]
            except ValueError:
                pass
        bare = _TOGETHER.sub("", text)
        separator = ";\n" if ";" in bare or "\n" in bare else ",|"
        parts = re.findall(rf'((?:"[^"]*"|\([^()\n]*\)|[^{separator}])+)', text)
        return [_unquoted(part.strip()) for part in parts]

    def show(self, value: object) -> str:
        """Join with semicolons; if a part contains one itself, all parts are quoted."""
        if not value:
            return ""
        parts = [self._item.show(v) for v in items(value)]
        if any(c in part for part in parts for c in ';,|\n"[]') or (len(parts) == 1 and "," in parts[0]):
            return json.dumps(parts, ensure_ascii=False)
        return "; ".join(parts)

    def fold(self, value: object) -> Hashable:
        """Compare as sets."""
        return frozenset(self._item.fold(v) for v in items(value)) or None if value else None

    def same(self, a: object, b: object) -> bool:
        """Compare as sets; an item that a program changed on its own counts as unchanged."""
        if a == b or self.fold(a) == self.fold(b):
            return True
        return bool(a) and bool(b) and not self.lacking(a, b) and not self.lacking(b, a)

    def lacking(self, a: object, b: object) -> list[Value]:
        """Return the items of `a` that `b` lacks."""
        there = {self._item.fold(v) for v in items(b)}
        left: list[Value] = [v for v in items(a) if self._item.fold(v) not in there]
        return [v for v in left if not any(self._item.same(v, w) for w in items(b))]

    def parse_filter(self, text: str) -> Value:
        """Return the one item to look for."""
        return self._item.parse_filter(text)


class ChoicesKind(SetKind):
    """Several terms of one vocabulary.

    Attributes:
        limits: the terms are limits, so that `any` sets none and is stored as empty.
    """

    name: ClassVar[str] = "choices"

    def __init__(self, vocabulary_name: str, *, limits: bool = True) -> None:
        super().__init__(ChoiceKind(vocabulary_name))
        self.vocabulary_name = vocabulary_name
        self.limits = limits

    @property
    def vocabulary(self) -> Vocabulary:
        """The terms, loaded on first use."""
        return vocabulary(self.vocabulary_name)

    def split(self, raw: object) -> Iterable[object]:
        """Return the parts of a cell; `Nevada and Utah` are two if both are in the list, `Washington, DC` is one."""
        text = plain_text(raw)
        whole = "," in text and self.vocabulary.find(text) is not None
        for part in [text] if whole else super().split(raw):
            named = re.sub(r"(?i)^(?:both|ambos|ambas) (?=\S+ (?:and|y|e|&) )", "", str(part))
            ends = re.split(r"(?i)\s+(?:and|y|e(?= h?i)|or|o|u(?= h?o))\s+|\s*[&/+]\s*", named)
            both = len(ends) > 1 and not self.vocabulary.find(str(part)) and all(map(self.vocabulary.find, ends))
            yield from ends if both else [part]

    def clean(self, raw: object, hints: Hints = PLAIN_HINTS) -> Cleaned:
        """Split a cell; a word that means no limits becomes empty, and `both` the two that are known."""
        word = raw.strip(" .").lower() if isinstance(raw, str) else ""
        if word in NO_BOUNDS and self.limits:
            return EMPTY
        if word in BOTH and hints.both:
            return Cleaned([*hints.both])
        return super().clean(raw, hints)


NO_BOUNDS = frozenset({"any", "all", "every", "everywhere", "nationwide", "national", "all states"})
BOTH = frozenset({"both", "both of them", "ambos", "ambas", "los dos", "bilingual", "bilingüe", "bilingue"})
"""What people write who mean the two terms of a question."""
