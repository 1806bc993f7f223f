"""Where a campaign file lies, if that is a place where not everything is safe: a network share or a synced folder."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

MOUNTS = Path("/proc/mounts")
SHARES = frozenset(
    "nfs nfs4 cifs smb smb2 smb3 smbfs afpfs webdav davfs fuse.sshfs fuse.davfs2 fuse.rclone vboxsf vmhgfs".split()
)
_SYNCED = re.compile(
    r"(?P<name>dropbox|onedrive|google ?drive|icloud ?drive|mobile documents|nextcloud|owncloud|box sync|"
    r"pcloud ?drive|seafile|syncthing|proton ?drive|mega)\b",
    re.IGNORECASE,
)
_MARKERS = {".dropbox": "Dropbox", ".stfolder": "Syncthing", ".sync": "Resilio", ".csync_journal.db": "Nextcloud"}
_OCTAL = re.compile(r"\\([0-7]{3})")


def synced_by(path: Path) -> str | None:
    """Return which program syncs the folder of a file, by the names and marks of the folders around it; None: none."""
    for folder in path.absolute().parents:
        if found := _SYNCED.match(folder.name):
            return "iCloud Drive" if found["name"].lower() == "mobile documents" else found["name"]
        for marker, name in _MARKERS.items():
            if (folder / marker).exists():
                return name
    return None


def is_on_share(path: Path) -> bool:
    """Return whether a file lies on a disk of another computer."""
    if os.name == "nt":
        return _is_remote_drive(path.absolute().anchor)
    found = ("", "")
    for place, kind in _mounts():
        inside = path.absolute().is_relative_to(place)
        if inside and len(place) >= len(found[0]):
            found = place, kind
    return found[1] in SHARES


def _mounts() -> Iterator[tuple[str, str]]:
    """Yield the folder and the kind of each mounted disk, where the system tells."""
    try:
        lines = MOUNTS.read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    except OSError:
        return
    for line in lines:
        _, place, kind, *_ = (*line.split(" "), "", "", "")
        yield _OCTAL.sub(lambda code: chr(int(code[1], 8)), place), kind


def _is_remote_drive(anchor: str) -> bool:
    import ctypes

    remote = 4
    windows = getattr(ctypes, "windll", None)
    return anchor.startswith("\\\\") or (windows is not None and windows.kernel32.GetDriveTypeW(anchor) == remote)


def told_of(path: Path) -> str | None:
    """Return what is safe where a file lies; None if everything is."""
    if is_on_share(path):
        return (
            f"{path.name} lies on a network share. Safe is one window on one computer at a time: shares do not always "
            "keep two of them apart. Several people work on a database for a team."
        )
    if name := synced_by(path):
        return (
            f"{path.name} lies in a folder that {name} syncs. Safe is one computer at a time: close it here and let "
            f"{name} finish before it is opened elsewhere. Two at once make two copies that differ."
        )
    return None
