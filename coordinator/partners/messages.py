"""Messages: what is written to people and partners, from templates with fields in braces."""

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
from coordinator.records.kinds import EMAIL, Value, plain_text
from coordinator.store import query

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
    "covering": ("partner", "contact", "count", "file", "delete_by", "owner"),
    "recall": ("partner", "contact", "count", "file", "made_on", "owner"),
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
"""Purpose → the fields that its templates can have."""
Row = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Text:
    """A template, or what became of one."""

    subject: str
    body: str


def template(connection: Connection, purpose: str, name: str | None = None) -> Text:
    """Return the campaign's template of a name, or of a purpose; else the one that comes with the program.

    Raises:
        UserError: no template is called so, or it has a field that is not known.
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
    """Make sure that a template's fields are known.

    Raises:
        UserError: one is not, or a brace is not closed; the text says which fields there are.
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
    """Put values in the place of a template's fields; the subject stays one line."""
    return Text(plain_text(_filled(text.subject, values)), _filled(text.body, values))


def _filled(part: str, values: Mapping[str, str]) -> str:
    pieces = ((before, name) for before, name, _, _ in Formatter().parse(part))
    return "".join(before + (values.get(name, "") if name else "") for before, name in pieces)


def message(sender: str, to: str, name: str, text: Text) -> EmailMessage:
    """Return an e-mail.

    Args:
        sender: our address; empty: the mail program fills in its own.
        to: the address of whoever gets it.
        name: their name; whatever stands in it, it becomes no header of its own.
        text: subject and text.

    Raises:
        UserError: an address is none.
    """
    mail = EmailMessage(policy=SMTP)
    if sender:
        mail["From"] = _address(sender, "")
    mail["To"] = _address(to, name)
    mail["Subject"] = plain_text(text.subject)
    mail.set_content(text.body)
    return mail


def _address(address: str, name: str) -> Address:
    cleaned = EMAIL.clean(address)
    if cleaned.value is None or any(c in address for c in "\r\n"):
        raise UserError(f"“{plain_text(address)}” is no e-mail address to write to. Correct it.")
    try:
        return Address(display_name=plain_text(name), addr_spec=str(cleaned.value))
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
    """Write an e-mail as a draft that a mail program opens to be sent.

    Raises:
        UserError: it cannot be written.
    """
    draft = EmailMessage(policy=SMTP)
    draft["X-Unsent"] = "1"  # Outlook opens it as a draft; others show it all the same
    lines = draft.as_bytes().split(b"\r\n")[0] + b"\r\n"
    try:
        path.write_bytes(lines + mail.as_bytes())
    except OSError as error:
        raise UserError(f"{path} cannot be written ({error.strerror}). Choose another place.") from error
