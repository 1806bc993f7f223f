"""Posts: what somebody sent, bounded and looked at before anything is done with it."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import parse_qsl

from coordinator.base.folding import fold_word
from coordinator.records.catalog import CANDIDATE
from coordinator.records.kinds import ANSWER_KINDS, plain_text
from coordinator.tour.questions import CONSENTS, NAME, REACH, Box, FormQuestion, Words
from coordinator.tour.signup_intake import CODE_HEADINGS

MOST_BYTES = 32_768
MOST_FIELDS = 40
LONGEST_CODE = 100
ZIP_DIGITS = 5
TOKEN, TRAP, LANGUAGE = "token", "website", "lang"  # names of inputs
LANGUAGE_HEADING = "Language"


class Unreadable(ValueError):
    """A body that is no form's."""


@dataclass(frozen=True, slots=True)
class Post:
    """What a form said.

    Attributes:
        answers: key of a box → what stands in it.
        codes: what the link said of the way by which somebody came.
        token: the form's token.
        trap: what stands in the field that people cannot see.
        language: the language of its page.
    """

    answers: Mapping[str, str]
    codes: Mapping[str, str] = field(default_factory=dict)
    token: str = ""
    trap: str = ""
    language: str = ""

    def key(self, nonce: str) -> str:
        """Return what tells this sign-up from all others.

        The same form with the same person is the same sign-up, however often it is pressed; a form filled in anew
        for somebody else, after going back, is another one.
        """
        who = [fold_word(self.answers.get(NAME, "")), *(self.answers.get(k, "").casefold() for k in ("email", "phone"))]
        return f"{nonce}-{hashlib.sha256(chr(0).join(who).encode()).hexdigest()[:12]}"


def codes_of(fields: Mapping[str, str]) -> dict[str, str]:
    """Return the codes that a link, or a form that was reached by it, carries."""
    return {key: text for key in CODE_HEADINGS if (text := plain_text(fields.get(key, ""))[:LONGEST_CODE])}


def beside(codes: Mapping[str, str], language: str) -> dict[str, str]:
    """Return what is kept with a sign-up beside its answers."""
    return {**{CODE_HEADINGS[key]: text for key, text in codes.items()}, LANGUAGE_HEADING: language}


def read_post(body: bytes, asked: Sequence[FormQuestion]) -> Post:
    """Read a form's body; of a field that comes twice the first counts.

    Raises:
        Unreadable: it is no form's, or has far more fields than a form.
    """
    try:
        pairs = parse_qsl(body.decode("ascii"), keep_blank_values=True, max_num_fields=MOST_FIELDS, errors="strict")
    except ValueError as error:
        raise Unreadable from error
    fields: dict[str, str] = {}
    for key, text in pairs:
        fields.setdefault(key, text)
    boxes = [box.key for question in asked for box in question.boxes]
    answers = {key: text for key in boxes if (text := plain_text(fields.get(key, ""), lines=True))}
    return Post(answers, codes_of(fields), fields.get(TOKEN, "")[:200], fields.get(TRAP, ""), fields.get(LANGUAGE, ""))


def problems(asked: Sequence[FormQuestion], answers: Mapping[str, str], words: Words) -> dict[str, str]:
    """Return what has to be mended: key of a box → a sentence. Nothing more is asked than a sign-up needs."""
    found: dict[str, str] = {}
    for question in asked:
        for box in question.boxes:
            if told := _problem(box, answers.get(box.key, ""), words):
                found[box.key] = told
        if question.key == REACH and not any(answers.get(box.key) for box in question.boxes):
            found[question.boxes[0].key] = words["questions"][REACH]["problem"]
    return found


def _problem(box: Box, text: str, words: Words) -> str | None:
    if len(text) > box.longest:
        return str(words["page"]["too_long"]).format(longest=box.longest)
    if box.key == NAME:
        told = not any(c.isalpha() for c in text)
    elif not text:
        return None
    elif box.key in CONSENTS:
        told = text not in ("yes", "no")
    else:
        field = CANDIDATE.by_key.get(box.key)
        cleaned = field.clean(text) if field else ANSWER_KINDS[box.kind].clean(text)
        told = (cleaned.value is None and cleaned.problem is not None) or _cut_short(box, text)
    known = words["questions"].get(box.key, {}).get("problem") or words["page"]["unusable"]
    return str(known) if told else None


def _cut_short(box: Box, text: str) -> bool:
    """A spreadsheet loses leading zeros of a ZIP; a person who types four digits forgot one."""
    return box.key == "postcode" and text.isdigit() and len(text) < ZIP_DIGITS
