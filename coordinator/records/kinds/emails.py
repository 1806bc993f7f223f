"""E-mail addresses as people and programs write them."""

import re
from functools import lru_cache

from coordinator.records.kinds.taking import Taken, words_around

_SIMPLE = re.compile(r"[a-z0-9][a-z0-9_+\-]*(?:\.[a-z0-9_+\-]+)*@(?:[a-z0-9](?:[a-z0-9\-]*[a-z0-9])?\.)+[a-z]{2,}")
_ADDRESS = re.compile(r"(?:mailto:)?[^\s<>()\[\]{},;:|?/\"“”]*@[^\s<>()\[\]{},;:|?/\"“”]*", re.IGNORECASE)
_ENDS = ".'’*/\\&!=-"
_LINKS = frozenset(
    (
        "or and also o y et & + / - email e-mail mail correo home work personal school office alt primary secondary "
        "other old new use try is at from to cc contact preferred best wife husband spouse mom dad mother father "
        "assistant unsubscribe unsubscribed remove removed bounced bounce cleaned invalid stop dnc optout"
    ).split()
)
"""Words before an address that cannot be part of it."""
_CUT_OFF = re.compile(r"[ \t]+(?:\.|(?!(?:or|and|o|y|et|new|old|now|use|try|was|but|for)\b)[^\W\d_]{1,3}(?![\w@.]))")
"""What may be the end of an address: `.com` and `m` in `ana@example .com`, `ana@example.co m`."""

_MEANT = {
    "gmail.com": ("gmial.com", "gmai.com", "gmal.com", "gamil.com", "gnail.com", "gmil.com", "gmaill.com", "gmail.co",
                  "gmail.cm", "gmail.om", "gmail.net", "gmail.org", "gmai.l.com", "gmailcom.com", "ggmail.com"),
    "yahoo.com": ("yaho.com", "yahooo.com", "yhoo.com", "yahoo.co", "yahoo.cm", "yaoo.com", "yahho.com"),
    "hotmail.com": ("hotmial.com", "hotmal.com", "hotmai.com", "hotmil.com", "hotmail.co", "hotmail.cm", "hormail.com"),
    "outlook.com": ("outlok.com", "outloo.com", "outlook.co", "outlook.cm", "oulook.com"),
    "icloud.com": ("iclod.com", "icloud.co", "icloud.cm", "icoud.com", "iclould.com"),
    "aol.com": ("aol.co", "aol.cm", "aoil.com"),
}  # fmt: skip
_MISTYPED = {wrong: right for right, several in _MEANT.items() for wrong in several}
_ENDINGS = {"con": "com", "cmo": "com", "ocm": "com", "comm": "com", "coom": "com", "vom": "com", "xom": "com",
            "ogr": "org", "orgg": "org", "nte": "net", "nett": "net", "eud": "edu", "edy": "edu"}  # fmt: skip
"""Endings that do not exist, and the one that was meant."""


def read_emails(text: str) -> Taken:
    """Read all addresses of a cell, in lowercase.

    Args:
        text: the cell's text, not empty.
    """
    values: list[str] = []
    spans: list[tuple[int, int]] = []
    found: list[tuple[int, int, tuple[str, ...]]] = []
    bad: list[tuple[str, str]] = []
    for match in _ADDRESS.finditer(text):
        spans.append(match.span())
        address, reason = _one(match[0], text[: match.start()], text[match.end() :])
        found.append((*match.span(), () if reason else (address,)))
        if reason:
            bad.append((match[0], reason))
        elif address not in values:
            values.append(address)
    if not values:
        return Taken((), _told(text, bad[0][1] if len(bad) == 1 else _reason(text)))
    problem = " ".join(_told(written, reason) for written, reason in bad)
    return Taken(tuple(values), problem or None, words_around(text, spans, len(values)), tuple(found))


def _told(text: str, reason: str) -> str:
    return f"“{text}” is not a whole e-mail address: {reason}"


def simple_email(text: str) -> bool:
    """Return whether a text in lowercase is nothing but an address as nearly all are."""
    return _SIMPLE.fullmatch(text) is not None and ".." not in text and len(text) < 255


def doubt_about(address: str) -> str | None:
    """Return a sentence about an address whose domain is surely mistyped, or None; it is not corrected."""
    meant = _meant(address[address.rfind("@") + 1 :])
    return f"“{address}” looks mistyped. Was {address[: address.rfind('@')]}@{meant} meant?" if meant else None


@lru_cache(maxsize=5_000)
def _meant(domain: str) -> str | None:
    name, _, ending = domain.rpartition(".")
    return f"{name}.{_ENDINGS[ending]}" if ending in _ENDINGS else _MISTYPED.get(domain)


def _one(written: str, before: str, after: str) -> tuple[str, str]:
    """Return an address, and why it cannot be used or "".

    Args:
        written: a word with an @.
        before: the text before it.
        after: the text after it.
    """
    address = written.lower().removeprefix("mailto:").strip(_ENDS)
    if _goes_on(before) or _CUT_OFF.match(after):
        return address, "it has a blank in it. Take it out."
    if simple_email(address):
        return address, ""
    from email_validator import EmailNotValidError, validate_email

    try:
        found = validate_email(address, check_deliverability=False, test_environment=True)
    except EmailNotValidError as error:
        return address, _reason(address, error)
    return found.normalized.lower(), ""


_WHOLE_NAME = re.compile(r"(?:^|[,;:/|]\s*)[A-ZÀ-Þ][^\W\d_]+(?: [A-ZÀ-Þ]\.?)? [A-ZÀ-Þ][^\W\d_]+ $")


def _goes_on(before: str) -> bool:
    """Return whether the word before an address may be its beginning: `ana lark@example.org`."""
    if not before.endswith((" ", "\t")):
        return False
    if _WHOLE_NAME.search(before):
        return False
    word = before.split()[-1] if before.split() else ""
    return word[-1:].isalnum() and "@" not in word and word.lower() not in _LINKS


def _reason(text: str, error: Exception | None = None) -> str:
    """Return what an address lacks, in plain words if the library's are not."""
    before, at, after = text.partition("@")
    if not at:
        return "it has no @. Type it again, such as name@example.org."
    if text.count("@") > 1:
        return "it has more than one @. Leave one."
    if " " in text:
        return "it has a blank in it. Take it out."
    if not before or not after:
        return f"nothing stands {'after' if before else 'before'} its @. Fill it in."
    if "." not in after:
        return "it has no ending such as .org. Add it."
    said = str(error).split(". ")[0].rstrip(".")
    return re.sub("invalid characters", "signs that cannot be there", said[:1].lower() + said[1:]) + "."
