"""Form posts, limited in size and checked before use."""

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
    """A body that is not form data."""


@dataclass(frozen=True, slots=True)
class Post:
    """The content of a form post.

    Attributes:
        answers: box key → text.
        codes: source codes from the link.
        token: the form's token.
        trap: content of the field hidden from people.
        language: the language of its page.
    """

    answers: Mapping[str, str]
    codes: Mapping[str, str] = field(default_factory=dict)
    token: str = ""
    trap: str = ""
    language: str = ""

    def key(self, nonce: str) -> str:
        """Return a key that identifies this sign-up.

        The same form with the same person is the same sign-up no matter how often it is sent. A form filled in again
        for someone else, after going back, is a different one.
        """
        who = [fold_word(self.answers.get(NAME, "")), *(self.answers.get(k, "").casefold() for k in ("email", "phone"))]
        return f"{nonce}-{hashlib.sha256(chr(0).join(who).encode()).hexdigest()[:12]}"


def codes_of(fields: Mapping[str, str]) -> dict[str, str]:
    """Return the codes in a link, or in a form reached through it."""
    return {key: text for key in CODE_HEADINGS if (text := plain_text(fields.get(key, ""))[:LONGEST_CODE])}


def beside(codes: Mapping[str, str], language: str) -> dict[str, str]:
    """Return what is kept with a sign-up in addition to its answers."""
    return {**{CODE_HEADINGS[key]: text for key, text in codes.items()}, LANGUAGE_HEADING: language}


def read_post(body: bytes, asked: Sequence[FormQuestion]) -> Post:
    """Read a form's body; if a field comes twice, the first counts.

    Raises:
        Unreadable: it is not form data, or has far more fields than a form.
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
    """Return what must be fixed: box key → a sentence. Only what a sign-up needs is required."""
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
    put = words["questions"].get(box.key)
    return ((put and put["problem"]) or words["page"]["unusable"]) if told else None


def _cut_short(box: Box, text: str) -> bool:
    """Unlike a spreadsheet, which drops a ZIP code's leading zero, a person who types four digits forgot one."""
    return box.key == "postcode" and text.isdigit() and len(text) < ZIP_DIGITS
