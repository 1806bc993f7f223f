"""The catalogue: every record type with its fields, gathered from the models."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from sqlalchemy import Table

from coordinator.base.errors import UserError
from coordinator.records.bookkeeping import Answer, Export, Import, Purpose, Tag, View
from coordinator.records.campaign_settings import Setting
from coordinator.records.candidates import Candidate
from coordinator.records.events import CrowdFigure, Event
from coordinator.records.fields import ANSWER_PREFIX, Derived, Field, Record, Row
from coordinator.records.handoffs import Handoff, Template
from coordinator.records.identities import Forgotten, Verdict
from coordinator.records.kinds import LONG_TEXT, ReferenceKind, Value
from coordinator.records.partner_rules import PartnerRule, PartnerWord
from coordinator.records.partners import Partner, PartnerPerson, Programme
from coordinator.records.referrals import Contact, Referral
from coordinator.records.signups import Signup, Source


@dataclass(frozen=True, eq=False)
class RecordType:
    """One kind of record.

    Attributes:
        key: its name in code, table, history and JSON.
        letter: first letter of its row IDs.
        plural_key: its name on the command line.
        fields: all fields, stored and derived, in the order of a form.
    """

    key: str
    label: str
    plural: str
    letter: str
    plural_key: str
    title_fields: tuple[str, ...]
    table: Table
    fields: tuple[Field, ...]

    @cached_property
    def by_key(self) -> Mapping[str, Field]:
        """Fields by their key."""
        return {f.key: f for f in self.fields}

    @cached_property
    def stored(self) -> tuple[Field, ...]:
        """Fields that change sets write."""
        return tuple(f for f in self.fields if f.stored)

    @cached_property
    def shown(self) -> tuple[Field, ...]:
        """Fields that a person reads in a form or workbook, by group: not what is kept whole."""
        groups = list(dict.fromkeys(f.group for f in self.fields))
        readable = (f for f in self.fields if f.kind.name != "whole")
        return tuple(sorted(readable, key=lambda f: groups.index(f.group)))

    @cached_property
    def headings(self) -> Mapping[str, str]:
        """Field key → heading in a workbook: its label, or more where two fields have one label."""
        found: dict[str, str] = {}
        for field in self.fields:
            heading, taken = field.label, set(found.values())
            while heading in taken:
                heading += " (answer)"
            found[field.key] = heading
        return found

    @cached_property
    def references(self) -> tuple[Field, ...]:
        """Fields that point at other records because somebody said so."""
        return tuple(f for f in self.stored if isinstance(f.kind, ReferenceKind))

    def pointing_at(self, record: str) -> tuple[str, ...]:
        """Return the keys of the fields that point at records of one type."""
        kinds = ((f.key, f.kind) for f in self.references)
        return tuple(key for key, kind in kinds if isinstance(kind, ReferenceKind) and kind.record == record)

    @property
    def has_answers(self) -> bool:
        """Campaigns can give it fields of their own."""
        return "answers" in self.by_key

    def field(self, key: str) -> Field:
        """Return a field by key.

        Raises:
            UserError: there is none; the text names some that there are.
        """
        found = self.by_key.get(key)
        if found is None and key.startswith(ANSWER_PREFIX) and self.has_answers:
            return Field(key, key.removeprefix(ANSWER_PREFIX), LONG_TEXT)
        if found is None:
            known = ", ".join(f.key for f in self.fields[:6])
            raise UserError(f"{self.plural} have no field “{key}”. Fields are {known}, …")
        return found

    def title(self, row: Row) -> str:
        """Return what a person calls a record."""
        parts = [self.by_key[key].kind.show(row.get(key)) for key in self.title_fields]
        if self.key == "candidate" and row.get("preferred_name") and not row.get("given_name"):
            parts[0] = str(row["preferred_name"])
        return " ".join(p for p in parts if p) or str(row.get("email") or f"{self.label} without a name")

    def with_answers(self, answers: Iterable[Field]) -> "RecordType":
        """Return this type with a campaign's own fields at the end."""
        extra = tuple(answers)
        return replace(self, fields=self.fields + extra) if extra else self


def _gather(model: type[Record], plural_key: str) -> RecordType:
    table = model.__table__
    assert isinstance(table, Table)
    fields = [Field(key=c.name, **c.info["about"]) for c in table.columns if "about" in c.info]
    for name, value in vars(model).items():
        if isinstance(value, Derived):
            fields.append(Field(name, value.label, value.kind, derive=value.derive, editable=False, **value.about))
    return RecordType(
        key=table.name,
        label=model.label,
        plural=model.plural,
        letter=model.letter,
        plural_key=plural_key,
        title_fields=model.title_fields,
        table=table,
        fields=tuple(fields),
    )


CANDIDATE = _gather(Candidate, "candidates")
PARTNER = _gather(Partner, "partners")
EVENT = _gather(Event, "events")
SIGNUP = _gather(Signup, "signups")
SOURCE = _gather(Source, "sources")
REFERRAL = _gather(Referral, "referrals")
CONTACT = _gather(Contact, "contacts")
PARTNER_PERSON = _gather(PartnerPerson, "partner_persons")
PROGRAMME = _gather(Programme, "programmes")
CROWD_FIGURE = _gather(CrowdFigure, "crowd_figures")
ANSWER = _gather(Answer, "answers")
TAG = _gather(Tag, "tags")
VIEW = _gather(View, "views")
PURPOSE = _gather(Purpose, "purposes")
EXPORT = _gather(Export, "exports")
IMPORT = _gather(Import, "imports")
RULE = _gather(PartnerRule, "rules")
PARTNER_WORD = _gather(PartnerWord, "partner_words")
HANDOFF = _gather(Handoff, "handoffs")
TEMPLATE = _gather(Template, "templates")
VERDICT = _gather(Verdict, "verdicts")
FORGOTTEN = _gather(Forgotten, "forgotten")
SETTING = _gather(Setting, "settings")

RECORDS: tuple[RecordType, ...] = (
    CANDIDATE,
    PARTNER,
    EVENT,
    SIGNUP,
    SOURCE,
    CONTACT,
    REFERRAL,
    PARTNER_PERSON,
    PROGRAMME,
    CROWD_FIGURE,
    RULE,
    PARTNER_WORD,
    HANDOFF,
    TEMPLATE,
    ANSWER,
    TAG,
    VIEW,
    PURPOSE,
    EXPORT,
    IMPORT,
    VERDICT,
    FORGOTTEN,
    SETTING,
)
LISTED = (CANDIDATE, PARTNER, EVENT, SIGNUP, REFERRAL, CONTACT)
"""Kinds that people list on the command line and find in a workbook of everything."""

POINTS_AT: Mapping[str, tuple[str, ...]] = {
    rt.key: tuple(f.kind.record for f in rt.references if isinstance(f.kind, ReferenceKind) and f.kind.record != rt.key)
    for rt in RECORDS
}
"""Record type → the types that its references point at, itself left out."""

_BY_KEY = {r.key: r for r in RECORDS}
_BY_LETTER = {r.letter: r for r in RECORDS}


def record_type(key: str) -> RecordType:
    """Return a record type by its key."""
    return _BY_KEY[key]


def by_letter(letter: str) -> RecordType | None:
    """Return the record type whose row IDs begin with a letter."""
    return _BY_LETTER.get(letter)


def answer_value(row: Row, field: Field) -> Value:
    """Return a field's value in a row whose answers are still together under `answers`."""
    if field.is_answer:
        answers = row.get("answers") or {}
        return answers.get(field.key.removeprefix("answers."))
    return field.derive(row) if field.derive else row.get(field.key)
