"""Passphrases of protected files on the command line: from the environment, from the keyring, or asked."""

import getpass
import os
import sys
from pathlib import Path

from coordinator.base.errors import UserError
from coordinator.operations import protecting
from coordinator.operations.protecting import PASSPHRASE


def unlock(path: Path, *, may_ask: bool = True) -> None:
    """Open a protected file to this run; a plain one is open.

    Args:
        path: the file.
        may_ask: whether somebody may be asked.

    Raises:
        UserError: the passphrase is another one, or there is no one to type it; nothing was changed.
    """
    if protecting.unlock_if_known(path):
        return
    if not may_ask or not sys.stdin.isatty():
        raise UserError(
            f"{path.name} is protected with a passphrase. Type it at a terminal, or give it in {PASSPHRASE}."
        )
    protecting.unlock(path, getpass.getpass(f"Passphrase of {path.name}: "))


def new_passphrase(path: Path, *, variable: str = PASSPHRASE) -> str:
    """Return a new passphrase for a file: from the environment, or typed twice.

    Args:
        path: the file.
        variable: the environment variable in which a script may pass it.

    Raises:
        UserError: it is soon guessed, was not typed the same, or there is no one to type it.
    """
    if not (given := os.environ.get(variable, "")):
        if not sys.stdin.isatty():
            raise UserError(f"Type the new passphrase at a terminal, or give it in {variable}.")
        given = getpass.getpass(f"New passphrase for {path.name}: ")
        protecting.check_passphrase(given)
        if getpass.getpass("Once more: ") != given:
            raise UserError("The two are not the same; nothing was changed.")
    protecting.check_passphrase(given)
    return given
