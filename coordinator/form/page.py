"""The page: what people see, in their language."""

import base64
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from coordinator.base.paths import resources
from coordinator.form.guards import content_policy
from coordinator.tour.public_facts import Public
from coordinator.tour.questions import CONSENTS, LANGUAGES, NAME, Box, FormQuestion, Words, words
from coordinator.tour.submissions import LANGUAGE, TOKEN, TRAP

_AUTOFILL = {
    NAME: "name",
    "email": "email",
    "phone": "tel",
    "postcode": "postal-code",
    "city": "address-level2",
    "occupation": "organization-title",
}
_PLACE = "-the-token-"
_KEYBOARDS = {"email": "email", "phone": "tel", "postcode": "text"}


@dataclass(frozen=True, slots=True)
class ShownPage:
    """The content of a page.

    Attributes:
        language: `en` or `es`.
        public: the organization asking.
        asked: the questions.
        stop: title of the stop named in the link, or "".
    """

    language: str
    public: Public
    asked: tuple[FormQuestion, ...]
    stop: str = ""

    @property
    def words(self) -> Words:
        """The texts in the page's language."""
        return words(self.language)


@dataclass(frozen=True, slots=True)
class Filled:
    """A form as it is shown: new, or again with problems to fix.

    Attributes:
        token: the token sent with it.
        answers: the boxes' values.
        codes: codes from the link.
        problems: key of a box → sentence.
        trouble: key of a message about the whole form, or "".
    """

    token: str
    answers: Mapping[str, str] = field(default_factory=dict)
    codes: Mapping[str, str] = field(default_factory=dict)
    problems: Mapping[str, str] = field(default_factory=dict)
    trouble: str = ""


def language_of(accepted: str) -> str:
    """Return the available language that best matches a browser's `Accept-Language`."""
    wishes = []
    for place, part in enumerate(accepted[:500].split(",")):
        name, _, weight = part.strip().partition(";q=")
        code = name.split("-")[0].lower()
        if code in LANGUAGES:
            wishes.append((-_number(weight), place, code))
    return min(wishes)[2] if wishes else LANGUAGES[0]


def _number(weight: str) -> float:
    try:
        return float(weight) if weight else 1.0
    except ValueError:
        return 0.0


@cache
def _environment() -> Environment:
    loader = FileSystemLoader(resources() / "form")
    made = Environment(
        loader=loader,
        autoescape=select_autoescape(default=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals |= {
        "style": _style(),
        "consents": CONSENTS,
        "autofill": _AUTOFILL,
        "keyboards": _KEYBOARDS,
        "control": _control,
        "names": {"token": TOKEN, "trap": TRAP, "language": LANGUAGE},
    }
    return made


@cache
def _style() -> str:
    return (resources() / "form" / "style.css").read_text(encoding="utf-8")


@cache
def policy() -> str:
    """Return the content policy of all pages: inline style only, no scripts."""
    return content_policy(base64.b64encode(hashlib.sha256(_style().encode()).digest()).decode())


def empty_form(shown: ShownPage, token: str, codes: Mapping[str, str]) -> str:
    """Return the form as first shown; everyone using the same link gets the same page except for the token."""
    return _empty_form(shown, tuple(codes.items())).replace(_PLACE, token)


@lru_cache(maxsize=256)
def _empty_form(shown: ShownPage, codes: tuple[tuple[str, str], ...]) -> str:
    return form_page(shown, Filled(_PLACE, codes=dict(codes)))


def form_page(shown: ShownPage, filled: Filled) -> str:
    """Return the form."""
    first = next(iter(filled.problems), None)
    return _render("form.html", shown, filled=filled, first=first)


def thanks_page(shown: ShownPage, answers: Mapping[str, str], codes: Mapping[str, str]) -> str:
    """Return the page shown after signing up; it passes the same codes on to the next person."""
    name = answers.get(NAME, "").split()
    contact = answers.get(CONSENTS[0]) == "yes"
    return _render("thanks.html", shown, name=name[0] if name else "", contact=contact, codes=codes)


def trouble_page(shown: ShownPage, trouble: str) -> str:
    """Return a page that says what went wrong when there is no form to show again."""
    return _render("trouble.html", shown, trouble=trouble)


def _render(template: str, shown: ShownPage, **more: object) -> str:
    named = shown.public.named(shown.words)
    return _environment().get_template(template).render(shown=shown, words=shown.words, named=named, **more)


def _control(box: Box, words: Words) -> str:
    """Return the kind of box: `tick`, `yes_no`, `choice`, `long` or `line`."""
    if box.key in CONSENTS:
        return "tick"
    if box.key in words["options"]:
        return "choice"
    return {"yes_no": "yes_no", "long_text": "long"}.get(box.kind, "line")
