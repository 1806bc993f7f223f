"""The campaign's mail account on this machine, for commands that send."""

import getpass
import os
import sys
from typing import TYPE_CHECKING

from coordinator.base.errors import UserError

if TYPE_CHECKING:
    from coordinator.partners.mail_account import Account

PASSWORD = "COORDINATOR_MAIL_PASSWORD"
"""The environment variable in which a script may pass the mail account's password once, for the keyring."""


def password_from_somewhere() -> str | None:
    """Return a password typed or piped in; None if there is no one to type."""
    if given := os.environ.get(PASSWORD):
        return given
    return getpass.getpass("Password: ") if sys.stdin.isatty() else None


def account_here() -> "tuple[Account, str]":
    """Return the mail account set up on this machine, with its password.

    Raises:
        UserError: there is none.
    """
    from coordinator.base import settings
    from coordinator.partners.mail_account import load_account, password_of

    account = load_account(settings.load())
    if account is None:
        raise UserError("No mail account is set up here: coordinator mail-account --host … --from …")
    return account, password_of(account)
