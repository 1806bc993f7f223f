"""Kinds of values: each cleans, shows, compares and filters its own."""

from coordinator.records.kinds.base import (
    EMPTY,
    PLAIN_HINTS,
    Cleaned,
    ColumnType,
    Hints,
    Kind,
    Value,
    folded,
    plain_text,
)
from coordinator.records.kinds.choices import (
    ChoiceKind,
    ChoicesKind,
    EmailsKind,
    PhonesKind,
    PostcodeKind,
    ReferenceKind,
    SetKind,
    StateKind,
)
from coordinator.records.kinds.contacts import EmailKind, PhoneKind, split_several
from coordinator.records.kinds.dates import DateKind, DateTimeKind, InstantKind, PartialDateKind
from coordinator.records.kinds.narrowing import as_items, as_list, as_number, as_object, as_text
from coordinator.records.kinds.numbers import DecimalKind, IntegerKind, YesNoKind
from coordinator.records.kinds.texts import (
    JsonText,
    LinkKind,
    LongTextKind,
    NameKind,
    StoredObject,
    TextKind,
    WholeKind,
    from_json,
    quoted,
    to_json,
)

TEXT = TextKind()
LONG_TEXT = LongTextKind()
NAME = NameKind()
EMAIL = EmailKind()
EMAILS = EmailsKind()
PHONE = PhoneKind()
PHONES = PhonesKind()
POSTCODE = PostcodeKind()
STATE = StateKind()
INTEGER = IntegerKind()
DECIMAL = DecimalKind()
YES_NO = YesNoKind()
DATE = DateKind()
PARTIAL_DATE = PartialDateKind()
DATE_TIME = DateTimeKind()
INSTANT = InstantKind()
TAGS = SetKind(TEXT)
LINK = LinkKind()
WHOLE = WholeKind()

ALL_NAMES = (
    "text long_text name email emails phone phones postcode state integer decimal yes_no date partial_date "
    "date_time instant choice choices tags reference link whole"
).split()

ANSWER_KINDS: dict[str, Kind] = {
    kind.name: kind for kind in (TEXT, LONG_TEXT, EMAIL, PHONE, INTEGER, DECIMAL, YES_NO, DATE, DATE_TIME, TAGS, LINK)
}
"""Kinds that a campaign can give to a field of its own."""

__all__ = [
    "ALL_NAMES",
    "ANSWER_KINDS",
    "DATE",
    "DATE_TIME",
    "DECIMAL",
    "EMAIL",
    "EMAILS",
    "EMPTY",
    "INSTANT",
    "INTEGER",
    "LINK",
    "LONG_TEXT",
    "NAME",
    "PARTIAL_DATE",
    "PHONE",
    "PHONES",
    "PLAIN_HINTS",
    "POSTCODE",
    "STATE",
    "TAGS",
    "TEXT",
    "WHOLE",
    "YES_NO",
    "ChoiceKind",
    "ChoicesKind",
    "Cleaned",
    "ColumnType",
    "Hints",
    "JsonText",
    "Kind",
    "LongTextKind",
    "ReferenceKind",
    "SetKind",
    "StoredObject",
    "Value",
    "as_items",
    "as_list",
    "as_number",
    "as_object",
    "as_text",
    "folded",
    "from_json",
    "plain_text",
    "quoted",
    "split_several",
    "to_json",
]
