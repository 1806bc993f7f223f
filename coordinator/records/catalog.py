"""The catalog: every record type with its fields, collected from the models."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Generic, Self, TypeVar

from sqlalchemy import Table

from coordinator.base.errors import UserError
from coordinator.records.bookkeeping import Answer, Export, Import, Purpose, Tag, View
from coordinator.records.campaign_settings import Setting
from coordinator.records.candidates import Candidate
from coordinator.records.events import CrowdFigure, Event
from coordinator.records.fields import ADDRESSES, ANSWER_PREFIX, NAMES, Derived, Field, Record, Row, Sign
from coordinator.records.handoffs import Handoff, Template
from coordinator.records.identities import Forgotten, Verdict
from coordinator.records.kinds import LONG_TEXT, Kind
from coordinator.records.partner_rules import PartnerRule, PartnerWord
from coordinator.records.partners import Partner, PartnerPerson, Programme
from coordinator.records.referrals import Contact, Referral
from coordinator.records.rows import (
    AnswerRow,
    CandidateRow,
    ContactRow,
    CrowdFigureRow,
    EventRow,
    ExportRow,
    ForgottenRow,
    HandoffRow,
    ImportRow,
    PartnerPersonRow,
    PartnerRow,
    PartnerRuleRow,
    PartnerWordRow,
    ProgrammeRow,
    PurposeRow,
    ReferralRow,
    SettingRow,
    SignupRow,
    SourceRow,
    TagRow,
    TemplateRow,
    VerdictRow,
    ViewRow,
)
from coordinator.records.signups import Signup, Source


@dataclass(frozen=True, eq=False)
class RecordType:
    """One type of record.

    Attributes:
        key: its name in code, table, history and JSON.
        letter: first letter of its row IDs.
        plural_key: its name on the command line.
        model: the class that declares it and says how it differs from others.
        fields: all fields, stored and derived, in form order.
    """

    key: str
    label: str
    plural: str
    letter: str
    plural_key: str
    title_fields: tuple[str, ...]
    model: type[Record]
    table: Table
    fields: tuple[Field, ...]

    @cached_property
    def by_key(self) -> Mapping[str, Field]:
        """Fields by their key."""
        return {f.key: f for f in self.fields}

    @cached_property
    def stored(self) -> tuple[Field, ...]:
        """Fields that change sets write to."""
        return tuple(f for f in self.fields if f.stored)

    @cached_property
    def shown(self) -> tuple[Field, ...]:
        """Fields that people see in a form or workbook, by group; values kept whole are not among them."""
        groups = list(dict.fromkeys(f.group for f in self.fields))
        readable = (f for f in self.fields if f.kind.readable)
        return tuple(sorted(readable, key=lambda f: groups.index(f.group)))

    @cached_property
    def headings(self) -> Mapping[str, str]:
        """Field key → heading in a workbook: its label, with more added if two fields share a label."""
        found: dict[str, str] = {}
        for field in self.fields:
            heading, taken = field.label, set(found.values())
            while heading in taken:
                heading += " (answer)"
            found[field.key] = heading
        return found

    @cached_property
    def references(self) -> tuple[Field, ...]:
        """Fields that point at other records because someone said so."""
        return tuple(f for f in self.stored if f.kind.record)

    def pointing_at(self, record: str) -> tuple[str, ...]:
        """Return the keys of the fields that point at records of one type."""
        return tuple(f.key for f in self.references if f.kind.record == record)

    @cached_property
    def _signs(self) -> Mapping[Sign, tuple[str, ...]]:
        return {sign: tuple(f.key for f in self.fields if f.sign is sign) for sign in Sign}

    def keys_of(self, *signs: Sign) -> tuple[str, ...]:
        """Return the keys of the fields that hold a person's names, addresses or numbers."""
        return tuple(key for sign in signs for key in self._signs[sign])

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The fields that hold a person's names."""
        return self.keys_of(*NAMES)

    @cached_property
    def addresses(self) -> tuple[str, ...]:
        """The fields that hold a person's e-mail addresses and phone numbers."""
        return self.keys_of(*ADDRESSES)

    def values_of(self, row: Row, sign: Sign) -> list[str]:
        """Return all values that a row has for a sign, the usual one first; lists item by item."""
        found: list[str] = []
        for key in self._signs[sign]:
            if key in row and (value := row[key]):
                if isinstance(value, str):  # nearly always, and this is asked often
                    found.append(value)
                elif value.__class__ is list:
                    found += value
                else:
                    found.append(str(value))
        return found

    @cached_property
    def further(self) -> Mapping[str, str]:
        """Field → the field that holds further values of the same kind."""
        return {f.key: f.further for f in self.fields if f.further}

    @cached_property
    def is_person(self) -> bool:
        """Whether it stands for a human being."""
        return self.model.is_person

    @property
    def pair(self) -> tuple[str, ...]:
        """The two references that make up a pair, or none."""
        return self.model.pair

    @property
    def has_answers(self) -> bool:
        """Whether campaigns can add their own fields to it."""
        return "answers" in self.by_key

    def field(self, key: str) -> Field:
        """Return a field by key.

        Raises:
            UserError: there is none; the text lists some of the available ones.
        """
        found = self.by_key.get(key)
        if found is None and key.startswith(ANSWER_PREFIX) and self.has_answers:
            return Field(key, key.removeprefix(ANSWER_PREFIX), LONG_TEXT)
        if found is None:
            known = ", ".join(f.key for f in self.fields[:6])
            raise UserError(f"{self.plural} have no field “{key}”. Fields are {known}, …")
        return found

    @cached_property
    def _title_parts(self) -> tuple[tuple[str, str, Callable[[object], str]], ...]:
        stand_ins = self.model.title_stand_ins
        kinds = [(key, self.by_key[key].kind) for key in self.title_fields]
        return tuple((k, stand_ins.get(k, k), str if type(kind).show is Kind.show else kind.show) for k, kind in kinds)

    @cached_property
    def title_keys(self) -> tuple[str, ...]:
        """All fields that can be part of a title."""
        return (*self.title_fields, *self.model.title_stand_ins.values(), *self.model.title_otherwise)

    def title(self, row: Row) -> str:
        """Return what people call a record."""
        parts = []
        for key, stand_in, show in self._title_parts:
            if (value := row.get(key) or row.get(stand_in)) is not None:
                parts.append(show(value))
        if said := self.model.title_between.join(filter(None, parts)):
            return said
        otherwise = (row.get(key) for key in self.model.title_otherwise)
        return str(next(filter(None, otherwise), f"{self.label} without a name"))

    def with_answers(self, answers: Iterable[Field]) -> Self:
        """Return this type with a campaign's own fields added at the end."""
        extra = tuple(answers)
        return replace(self, fields=self.fields + extra) if extra else self


R_co = TypeVar("R_co", bound=Row, covariant=True)


@dataclass(frozen=True, eq=False)
class RecordOf(RecordType, Generic[R_co]):
    """A record type whose rows have a known type: reading returns that type instead of general rows."""


def _gather(model: type[Record], plural_key: str) -> RecordOf[R_co]:
    table = model.__table__
    assert isinstance(table, Table)
    fields = [Field(key=c.name, **c.info["about"]) for c in table.columns if "about" in c.info]
    for name, value in vars(model).items():
        if isinstance(value, Derived):
            found = Field(
                name, value.label, value.kind, (), value.group, value.width, editable=False, derive=value.derive
            )
            fields.append(found)
    return RecordOf(
        key=table.name,
        label=model.label,
        plural=model.plural,
        letter=model.letter,
        plural_key=plural_key,
        title_fields=model.title_fields,
        model=model,
        table=table,
        fields=tuple(fields),
    )


CANDIDATE: RecordOf[CandidateRow] = _gather(Candidate, "candidates")
PARTNER: RecordOf[PartnerRow] = _gather(Partner, "partners")
EVENT: RecordOf[EventRow] = _gather(Event, "events")
SIGNUP: RecordOf[SignupRow] = _gather(Signup, "signups")
SOURCE: RecordOf[SourceRow] = _gather(Source, "sources")
REFERRAL: RecordOf[ReferralRow] = _gather(Referral, "referrals")
CONTACT: RecordOf[ContactRow] = _gather(Contact, "contacts")
PARTNER_PERSON: RecordOf[PartnerPersonRow] = _gather(PartnerPerson, "partner_persons")
PROGRAMME: RecordOf[ProgrammeRow] = _gather(Programme, "programmes")
CROWD_FIGURE: RecordOf[CrowdFigureRow] = _gather(CrowdFigure, "crowd_figures")
ANSWER: RecordOf[AnswerRow] = _gather(Answer, "answers")
TAG: RecordOf[TagRow] = _gather(Tag, "tags")
VIEW: RecordOf[ViewRow] = _gather(View, "views")
PURPOSE: RecordOf[PurposeRow] = _gather(Purpose, "purposes")
EXPORT: RecordOf[ExportRow] = _gather(Export, "exports")
IMPORT: RecordOf[ImportRow] = _gather(Import, "imports")
RULE: RecordOf[PartnerRuleRow] = _gather(PartnerRule, "rules")
PARTNER_WORD: RecordOf[PartnerWordRow] = _gather(PartnerWord, "partner_words")
HANDOFF: RecordOf[HandoffRow] = _gather(Handoff, "handoffs")
TEMPLATE: RecordOf[TemplateRow] = _gather(Template, "templates")
VERDICT: RecordOf[VerdictRow] = _gather(Verdict, "verdicts")
FORGOTTEN: RecordOf[ForgottenRow] = _gather(Forgotten, "forgotten")
SETTING: RecordOf[SettingRow] = _gather(Setting, "settings")

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
"""Record types that people list on the command line and find in a workbook of everything."""

IMPORTABLE = tuple(rt for rt in RECORDS if rt.model.importable)
"""Record types that a sheet can be imported as."""
SEARCHED = tuple(rt for rt in RECORDS if rt.model.searched)
"""Record types whose words are in the search index."""

POINTS_AT: Mapping[str, tuple[str, ...]] = {
    rt.key: tuple(f.kind.record for f in rt.references if f.kind.record and f.kind.record != rt.key) for rt in RECORDS
}
"""Record type → the types that its references point at, itself excluded."""

_BY_KEY = {r.key: r for r in RECORDS}
_BY_LETTER = {r.letter: r for r in RECORDS}


def record_type(key: str) -> RecordType:
    """Return a record type by its key."""
    return _BY_KEY[key]


def by_letter(letter: str) -> RecordType | None:
    """Return the record type whose row IDs begin with a letter, or None."""
    return _BY_LETTER.get(letter)
