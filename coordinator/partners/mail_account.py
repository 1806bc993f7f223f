"""The campaign's own mail account, and sending mail through it one message at a time."""

import smtplib
import ssl
import time
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, field
from email.message import EmailMessage

from coordinator.base.errors import UserError
from coordinator.base.progress import SILENT, Progress
from coordinator.base.settings import Settings
from coordinator.records.kinds import as_number, as_text

SERVICE = "Coordinator mail account"
SETTING = "mail"
PATIENCE = 30.0
"""Seconds before giving up on a silent server."""
SECURITY = ("starttls", "tls", "none")


@dataclass(frozen=True, slots=True)
class Account:
    """A mail account.

    Attributes:
        sender: the From address.
        security: `starttls`, `tls` or `none`.
        user: login name; empty: no login.
        rate: messages per minute; 0: no limit.
    """

    host: str
    port: int
    sender: str
    security: str = "starttls"
    user: str = ""
    rate: int = 30


def load_account(settings: Settings) -> Account | None:
    """Return the account set up on this machine."""
    kept = settings.get(SETTING, dict[str, object]())
    port, rate = as_number(kept.get("port")), as_number(kept.get("rate"))
    host, sender, security, user = (as_text(kept.get(k)) for k in ("host", "sender", "security", "user"))
    if not host or port is None or not sender:
        return None
    return Account(host, port, sender, security or "starttls", user, rate or 0)


def keep_account(settings: Settings, account: Account, password: str | None) -> None:
    """Save an account on this machine; its password goes into the system keyring.

    Raises:
        UserError: the kind of security is unknown, or there is no keyring.
    """
    if account.security not in SECURITY:
        raise UserError(f"“{account.security}” is no way to secure mail. Choose one of {', '.join(SECURITY)}.")
    if password is not None:
        import keyring
        from keyring.errors import KeyringError

        try:
            keyring.set_password(SERVICE, _name(account), password)
        except KeyringError as error:
            raise UserError(
                f"The system's keyring did not take the password ({error}). Unlock it, or install one."
            ) from error
    settings.set(SETTING, asdict(account))


def password_of(account: Account) -> str:
    """Return the account's password from the system keyring; empty if none is needed.

    Raises:
        UserError: it does not exist.
    """
    if not account.user:
        return ""
    import keyring
    from keyring.errors import KeyringError

    try:
        found = keyring.get_password(SERVICE, _name(account))
    except KeyringError as error:
        raise UserError(f"The system's keyring cannot be read ({error}). Unlock it.") from error
    if found is None:
        raise UserError("The password of the mail account is not in the keyring. Set the account up again.")
    return found


def _name(account: Account) -> str:
    return f"{account.user}@{account.host}"


@dataclass(slots=True)
class Sent:
    """The result of sending.

    Attributes:
        sent: keys of the messages the server accepted.
        refused: key → why the server refused it.
        stopped: why it stopped early; empty if it did not.
    """

    sent: list[int] = field(default_factory=list)
    refused: dict[int, str] = field(default_factory=dict)
    stopped: str = ""


def send(
    account: Account,
    password: str,
    mails: Iterable[tuple[int, EmailMessage]],
    *,
    total: int = 0,
    taken: Callable[[int], None] = lambda key: None,
    pause: Callable[[float], None] = time.sleep,
    progress: Progress = SILENT,
) -> Sent:
    """Send messages one at a time; a failure does not affect those already sent.

    Args:
        account: the account to send through.
        password: its password.
        mails: pairs of key and message.
        total: how many there are, for progress.
        taken: called after each accepted message, before the next is tried.
        pause: waits a number of seconds.
        progress: can cancel between two messages.

    Returns:
        the result for each; server errors never raise.

    Raises:
        Cancelled: the person canceled; `taken` was called for everything sent.
    """
    result = Sent()
    try:
        with _connected(account, password) as server:
            for number, (key, mail) in enumerate(mails):
                progress.step(number, total or None, f"Sending mail {number + 1}")
                if number and account.rate:
                    pause(60 / account.rate)
                _one(server, key, mail, result, taken)
    except (smtplib.SMTPException, OSError) as error:
        result.stopped = _told(account, error)
    return result


def _one(server: smtplib.SMTP, key: int, mail: EmailMessage, result: Sent, taken: Callable[[int], None]) -> None:
    try:
        server.send_message(mail)
    except (smtplib.SMTPRecipientsRefused, smtplib.SMTPDataError, smtplib.SMTPSenderRefused) as error:
        result.refused[key] = _words(error)
        server.rset()
        return
    result.sent.append(key)
    taken(key)


def _connected(account: Account, password: str) -> smtplib.SMTP:
    context = ssl.create_default_context()
    if account.security == "tls":
        server: smtplib.SMTP = smtplib.SMTP_SSL(account.host, account.port, timeout=PATIENCE, context=context)
    else:
        server = smtplib.SMTP(account.host, account.port, timeout=PATIENCE)
    try:
        if account.security == "starttls":
            server.starttls(context=context)
        if account.user:
            _sign_in(server, account.user, password)
    except BaseException:
        server.close()
        raise
    return server


def _sign_in(server: smtplib.SMTP, user: str, password: str) -> None:
    try:
        server.login(user, password)
    except smtplib.SMTPServerDisconnected as error:  # some servers hang up on unknown senders
        raise smtplib.SMTPAuthenticationError(535, str(error)) from error


def _told(account: Account, error: Exception) -> str:
    """Return a sentence on what went wrong with a server."""
    where = f"{account.host}:{account.port}"
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return f"{where} did not accept user name and password. Set the mail account up again."
    if isinstance(error, TimeoutError) or "timed out" in str(error):
        return f"{where} did not answer within {PATIENCE:g} seconds. Try again later."
    if isinstance(error, smtplib.SMTPServerDisconnected):
        return f"{where} broke the connection. What was sent stays sent; send the rest later."
    if isinstance(error, ConnectionRefusedError):
        return f"{where} cannot be reached: nothing answers there. See whether host and port are right."
    return f"{where} cannot be used ({_words(error)})."


def _words(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, said = next(iter(error.recipients.values()))
        return f"{code} {said.decode(errors='replace')}"
    if isinstance(error, smtplib.SMTPResponseException):
        answer = error.smtp_error
        return f"{error.smtp_code} {answer.decode(errors='replace') if isinstance(answer, bytes) else answer}"
    return str(error) or error.__class__.__name__
