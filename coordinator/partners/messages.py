"""Messages to people and partners, made from templates with fields in braces."""

from collections.abc import Mapping
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from string import Formatter

from sqlalchemy.engine import Connection

from coordinator.base.errors import UserError
from coordinator.base.folding import fold_case
from coordinator.base.paths import resources
from coordinator.records.catalog import TEMPLATE
from coordinator.records.kinds import EMAIL, plain_text
from coordinator.store import query
from coordinator.workbooks.replacing import replacing

_POLICY = SMTP.clone(max_line_length=900)
"""Lines are not folded at 78: Python drops the quotes of a name that it folds, and its words become other addresses."""
_LONGEST_NAME = 200
FIELDS: Mapping[str, tuple[str, ...]] = {
    "introduction": (
        "given_name",
        "family_name",
        "name",
        "office",
        "state",
        "partner",
        "website",
        "contact",
        "contact_email",
        "programme",
        "deadline",
        "owner",
    ),
    "covering": ("partner", "contact", "count", "people", "file", "delete_by", "owner"),
    "recall": ("partner", "contact", "count", "people", "file", "made_on", "owner"),
    "email_call": (
        "given_name",
        "family_name",
        "name",
        "office",
        "state",
        "link",
        "stop",
        "when",
        "who",
        "owner",
    ),
    "script": ("given_name", "family_name", "name", "office", "state", "owner"),
}
"""Purpose → the fields its templates can have."""


@dataclass(frozen=True, slots=True)
class Text:
    """A template, or a filled-in one."""

    subject: str
    body: str


def template(connection: Connection, purpose: str, name: str | None = None) -> Text:
    """Return the campaign's template by name or purpose, or else the built-in one.

    Raises:
        UserError: there is no template of that name, or it has an unknown field.
    """
    rows = query.read_rows(connection, TEMPLATE, query.select_ids(connection, TEMPLATE))
    found = [r for r in rows if (fold_case(r["name"]) == fold_case(name) if name else r.get("purpose") == purpose)]
    if name and not found:
        known = ", ".join(r["name"] for r in rows) or "none yet"
        raise UserError(f"No template is called “{name}”. There are: {known}.")
    text = Text(found[-1]["subject"], found[-1]["body"]) if found else _of_the_program(purpose)
    check(text, purpose)
    return text


def _of_the_program(purpose: str) -> Text:
    whole = (resources() / "messages" / f"{purpose}.txt").read_text(encoding="utf-8")
    subject, _, body = whole.partition("\n")
    return Text(subject, body.strip() + "\n")


def check(text: Text, purpose: str) -> None:
    """Check that all of a template's fields are known.

    Raises:
        UserError: a field is unknown or a brace is not closed; the text lists the fields.
    """
    known = FIELDS[purpose]
    for part in (text.subject, text.body):
        try:
            names = [name for _, name, _, _ in Formatter().parse(part) if name is not None]
        except ValueError as error:
            raise UserError(
                f"A brace of the template is not closed ({error}). Write {{given_name}}, or {{{{ for a brace."
            ) from error
        for name in names:
            if name not in known:
                raise UserError(
                    f"The template has the field {{{name}}}, which is not known. Fields: {', '.join(known)}."
                )


def fill(text: Text, values: Mapping[str, str]) -> Text:
    """Fill in a template's fields; the subject stays on one line."""
    return Text(plain_text(_filled(text.subject, values)), _filled(text.body, values))


def _filled(part: str, values: Mapping[str, str]) -> str:
    pieces = ((before, name) for before, name, _, _ in Formatter().parse(part))
    return "".join(before + (values.get(name, "") if name else "") for before, name in pieces)


def message(sender: str, to: str, name: str, text: Text) -> EmailMessage:
    """Return an e-mail.

    Args:
        sender: our address; empty: the mail program fills in its own.
        to: the recipient's address.
        name: the recipient's name; it cannot inject headers.
        text: subject and text.

    Raises:
        UserError: an address is not valid.
    """
    mail = EmailMessage(policy=_POLICY)
    if sender:
        mail["From"] = _address(sender, "")
    mail["To"] = _address(to, name)
    mail["Subject"] = plain_text(text.subject)
    mail.set_content(text.body)
    return mail


def _address(address: str, name: str) -> Address:
    found = EMAIL.take(address).values
    if len(found) != 1 or any(c in address for c in "\r\n"):
        raise UserError(f"“{plain_text(address)}” is no e-mail address to write to. Correct it.")
    try:
        return Address(display_name=plain_text(name)[:_LONGEST_NAME], addr_spec=found[0])
    except ValueError as error:
        raise UserError(f"“{plain_text(address)}” is no e-mail address to write to ({error}). Correct it.") from error


def attach(mail: EmailMessage, name: str, content: bytes) -> None:
    """Attach a file."""
    kinds = {
        ".xlsx": ("application", "vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ".csv": ("text", "csv"),
    }
    main, sub = kinds.get(Path(name).suffix.lower(), ("application", "octet-stream"))
    mail.add_attachment(content, maintype=main, subtype=sub, filename=plain_text(name))


def write_draft(mail: EmailMessage, path: Path) -> None:
    """Write an e-mail as a draft file for a mail program to open and send.

    Raises:
        UserError: the file cannot be written.
    """
    draft = EmailMessage(policy=_POLICY)
    draft["X-Unsent"] = "1"  # makes Outlook open it as a draft; other programs ignore it
    lines = draft.as_bytes().split(b"\r\n")[0] + b"\r\n"
    with replacing(path) as part:
        part.write_bytes(lines + mail.as_bytes())
