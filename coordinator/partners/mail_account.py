"""Mailing: the campaign's own mail account, and what is sent through it, one after another."""

import smtplib
import ssl
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, field
from email.message import EmailMessage
from typing import Any

from coordinator.base.errors import UserError
from coordinator.base.progress import SILENT, Progress
from coordinator.base.settings import Settings

SERVICE = "Coordinator mail account"
SETTING = "mail"
PATIENCE = 30.0
"""Seconds after which a server that says nothing is given up."""
SECURITY = ("starttls", "tls", "none")


@dataclass(frozen=True, slots=True)
class Account:
    """A mail account.

    Attributes:
        sender: the address that mails come from.
        security: `starttls`, `tls` or `none`.
        user: name to sign in with; empty: without.
        rate: mails a minute; 0: as fast as it goes.
    """

    host: str
    port: int
    sender: str
    security: str = "starttls"
    user: str = ""
    rate: int = 30


def load_account(settings: Settings) -> Account | None:
    """Return the account that is set up on this machine."""
    kept: Mapping[str, Any] | None = settings.get(SETTING)
    try:
        return Account(**kept) if kept else None
    except TypeError:
        return None


def keep_account(settings: Settings, account: Account, password: str | None) -> None:
    """Remember an account on this machine; its password goes into the system's keyring.

    Raises:
        UserError: the security is none that is known, or there is no keyring.
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
    """Return the account's password from the system's keyring; empty where none is needed.

    Raises:
        UserError: it is not there.
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
    """What came of sending.

    Attributes:
        sent: keys of the mails that the server took.
        refused: key → why the server did not take it.
        stopped: why it ended before all was tried; empty: it did not.
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
    """Send mails one after another; what the server took stays sent, whatever happens to the others.

    Args:
        account: through which.
        password: its password.
        mails: key and mail.
        total: how many there are, for the progress.
        taken: called after each that the server took, before the next is tried.
        pause: waits so many seconds.
        progress: may stop it between two mails.

    Returns:
        what came of each; it never raises for what a server does.

    Raises:
        Cancelled: the person cancelled; `taken` has heard of all that went out.
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
    except smtplib.SMTPServerDisconnected as error:  # some servers hang up on whom they do not know
        raise smtplib.SMTPAuthenticationError(535, str(error)) from error


def _told(account: Account, error: Exception) -> str:
    """Return in a sentence what went wrong with a server."""
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
