"""Questions asked by the form, the sign-up desk and paper sheets, in English and Spanish."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import NotRequired, TypedDict, cast

from sqlalchemy.engine import Connection

from coordinator.base.paths import resources
from coordinator.changes import campaign_settings
from coordinator.records.catalog import CANDIDATE, RecordType
from coordinator.records.fields import Field
from coordinator.records.kinds import as_list
from coordinator.store import query

LANGUAGES = ("en", "es")
NAME, REACH = "name", "reach"
CONSENTS = ("consent_contact", "consent_share")
DEFAULT = (NAME, REACH, "postcode", "office", *CONSENTS)
ALWAYS = (NAME, REACH, CONSENTS[0])
"""Required questions: without them nobody could, or would be allowed to, get in touch."""
MORE = ("city", "county", "birth_date", "party_line", "first_time", "languages", "occupation", "pronouns", "notes")
"""More fields that can be asked; their texts are in `resources/form`. The campaign's own fields come in addition."""
MOST = 8
SETTING = "questions"
_LONGEST = {"name": 100, "email": 254, "phone": 40, "postcode": 10, "notes": 1000}
_USUAL_LENGTH = 200


class QuestionWords(TypedDict):
    """A question's texts; `suggestions` are answers to pick from."""

    label: str
    help: str
    problem: str
    suggestions: NotRequired[list[str]]


class Words(TypedDict):
    """All texts of the form, paper sheets and sign-up desk (`desk`) in one language."""

    language: str
    questions: dict[str, QuestionWords]
    options: dict[str, dict[str, str]]
    page: dict[str, str]
    trouble: dict[str, str]
    paper: dict[str, str]
    desk: NotRequired[dict[str, str]]


@dataclass(frozen=True, slots=True)
class Box:
    """One box to fill in.

    Attributes:
        key: its name in the form.
        target: what an import would map this column to.
        heading: its heading in the sign-up's row.
        kind: name of its kind of value.
        longest: maximum length in characters.
    """

    key: str
    target: str
    heading: str
    kind: str
    longest: int


@dataclass(frozen=True, slots=True)
class FormQuestion:
    """One question, with one box, or with two if either is enough.

    Attributes:
        key: its key in the campaign's choice: a candidate field, `name` or `reach`.
        boxes: the boxes to fill in.
        own: heading of one of the campaign's own fields, which is not translated; else "".
    """

    key: str
    boxes: tuple[Box, ...]
    own: str = ""

    def label(self, words: Words) -> str:
        """Return the question in a language."""
        return self.own or str(words["questions"][self.key]["label"])

    def help(self, words: Words) -> str:
        """Return the hint below it, or ""."""
        return "" if self.own else str(words["questions"][self.key]["help"])


@cache
def words(language: str) -> Words:
    """Return all texts of the form in `en` or `es`."""
    return cast("Words", tomllib.loads((resources() / "form" / f"{language}.toml").read_text(encoding="utf-8")))


def askable(rt: RecordType) -> list[str]:
    """Return the keys of all possible questions, with the campaign's own fields last."""
    return [*DEFAULT, *MORE, *(f.key for f in rt.fields if f.is_answer)]


def questions(rt: RecordType, keys: Iterable[str]) -> tuple[FormQuestion, ...]:
    """Return questions by their keys.

    Args:
        rt: candidates, with the campaign's own fields.
        keys: the questions, in order; fields that no longer exist are skipped.
    """
    known = set(askable(rt))
    return tuple(_question(rt, key) for key in keys if key in known)


def _question(rt: RecordType, key: str) -> FormQuestion:
    if key == NAME:
        return FormQuestion(NAME, (Box(NAME, "+full_name", "Name", "name", _LONGEST[NAME]),))
    if key == REACH:
        return FormQuestion(REACH, (_box(rt.field("email")), _box(rt.field("phone"))))
    field = rt.field(key)
    return FormQuestion(key, (_box(field),), field.label if field.is_answer else "")


def _box(field: Field) -> Box:
    longest = _LONGEST.get(field.key, 1000 if field.kind.has_lines else _USUAL_LENGTH)
    return Box(field.key, field.key, field.label, field.kind.name, longest)


def asked(connection: Connection) -> tuple[FormQuestion, ...]:
    """Return the questions this campaign asks."""
    rt = query.typed(connection, CANDIDATE)
    keys = campaign_settings.chosen(connection, SETTING).get("keys")
    return questions(rt, as_list(keys) or DEFAULT)
