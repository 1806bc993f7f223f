"""Kinds of values: each one cleans, shows, compares and filters its own values."""

from collections.abc import Iterator

from coordinator.records.kinds.base import (
    AS_TYPED,
    EMPTY,
    PLAIN_HINTS,
    Cleaned,
    ColumnType,
    Compared,
    Hints,
    Kind,
    Value,
    folded,
    plain_text,
)
from coordinator.records.kinds.choices import (
    ChoiceKind,
    ChoicesKind,
    PostcodeKind,
    ReferenceKind,
    SetKind,
    StateKind,
)
from coordinator.records.kinds.contacts import ContactKind, ContactsKind, EmailKind, EmailsKind, PhoneKind, PhonesKind
from coordinator.records.kinds.dates import DateKind, DateTimeKind, InstantKind, PartialDateKind
from coordinator.records.kinds.narrowing import as_items, as_list, as_number, as_object, as_text
from coordinator.records.kinds.nothing import EMPTY_WORDS, OPEN_WORDS
from coordinator.records.kinds.numbers import DecimalKind, IntegerKind, YesNoKind
from coordinator.records.kinds.streets import StreetKind
from coordinator.records.kinds.texts import (
    JsonText,
    LinkKind,
    LongTextKind,
    NameKind,
    PageKind,
    StoredObject,
    TextKind,
    WholeKind,
    from_json,
    quoted,
    to_json,
)

TEXT = TextKind()
STREET = StreetKind()
LONG_TEXT = LongTextKind()
NAME = NameKind()
EMAIL = EmailKind()
EMAILS = EmailsKind()
PHONE = PhoneKind()
PHONES = PhonesKind()
POSTCODE = PostcodeKind()
STATE = StateKind()
COUNTRY = ChoiceKind("countries", others=True)
INTEGER = IntegerKind()
TIMES = IntegerKind(times=True)
DECIMAL = DecimalKind()
YES_NO = YesNoKind()
OPT_OUT = YesNoKind(against=True)
FACT = YesNoKind(fact=True)
DATE = DateKind()
PARTIAL_DATE = PartialDateKind()
DATE_TIME = DateTimeKind()
INSTANT = InstantKind()
TAGS = SetKind(TEXT)
LINK = LinkKind()
PAGES = SetKind(PageKind())
WHOLE = WholeKind()


def _kinds(kind: type[Kind]) -> Iterator[type[Kind]]:
    for made in kind.__subclasses__():
        yield from ([made] if "name" in vars(made) else [])
        yield from _kinds(made)


EVERY_KIND: tuple[type[Kind], ...] = tuple(_kinds(Kind))
"""All kinds; tables elsewhere that go by kind have an entry for each."""

ANSWER_KINDS: dict[str, Kind] = {
    kind.name: kind for kind in (TEXT, LONG_TEXT, EMAIL, PHONE, INTEGER, DECIMAL, YES_NO, DATE, DATE_TIME, TAGS, LINK)
}
"""Kinds that a campaign can choose for its own fields."""

__all__ = [
    "ANSWER_KINDS",
    "AS_TYPED",
    "COUNTRY",
    "DATE",
    "DATE_TIME",
    "DECIMAL",
    "EMAIL",
    "EMAILS",
    "EMPTY",
    "EMPTY_WORDS",
    "EVERY_KIND",
    "FACT",
    "INSTANT",
    "INTEGER",
    "LINK",
    "LONG_TEXT",
    "NAME",
    "OPEN_WORDS",
    "OPT_OUT",
    "PAGES",
    "PARTIAL_DATE",
    "PHONE",
    "PHONES",
    "PLAIN_HINTS",
    "POSTCODE",
    "STATE",
    "STREET",
    "TAGS",
    "TEXT",
    "TIMES",
    "WHOLE",
    "YES_NO",
    "ChoiceKind",
    "ChoicesKind",
    "Cleaned",
    "ColumnType",
    "Compared",
    "ContactKind",
    "ContactsKind",
    "DateKind",
    "DateTimeKind",
    "DecimalKind",
    "EmailKind",
    "EmailsKind",
    "Hints",
    "InstantKind",
    "IntegerKind",
    "JsonText",
    "Kind",
    "LinkKind",
    "LongTextKind",
    "NameKind",
    "PageKind",
    "PartialDateKind",
    "PhoneKind",
    "PhonesKind",
    "PostcodeKind",
    "ReferenceKind",
    "SetKind",
    "StateKind",
    "StoredObject",
    "StreetKind",
    "TextKind",
    "Value",
    "WholeKind",
    "YesNoKind",
    "as_items",
    "as_list",
    "as_number",
    "as_object",
    "as_text",
    "folded",
    "from_json",
    "plain_text",
    "quoted",
    "to_json",
]
