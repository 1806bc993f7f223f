"""Where files are on this machine."""

import os
import sys
from pathlib import Path

from coordinator.base.private_files import own_folder

APP = "Coordinator"


def name_of(path: Path) -> str:
    """Return a file's name in letters that every database takes, also where its bytes are not UTF-8.

    Such a name comes out of archives that an older Windows packed, so it is read as that wrote it.
    """
    raw = os.fsencode(path.name)
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")


def resources() -> Path:
    """Return the resources folder: next to the package in a checkout, inside it when installed."""
    bundled = getattr(sys, "_MEIPASS", None)
    if bundled:
        return Path(bundled) / "resources"
    package = Path(__file__).resolve().parents[1]
    inside = package / "_resources"
    return inside if inside.is_dir() else package.parent / "resources"


def data_dir() -> Path:
    """Return the folder for the program's own data, such as the sample tour; create it if missing."""
    from platformdirs import user_data_path

    return own_folder(user_data_path(APP, appauthor=False))


def config_dir() -> Path:
    """Return the folder for settings; create it if missing."""
    from platformdirs import user_config_path

    return own_folder(user_config_path(APP, appauthor=False))


def log_dir() -> Path:
    """Return the folder for the log; create it if missing.

    Raises:
        OSError: it cannot be made.
    """
    from platformdirs import user_log_path

    return own_folder(user_log_path(APP, appauthor=False))
