"""Asking for files and folders. Every question for a file is asked here.

On Linux, Qt's usual icons and types, and the desktop's own dialogs, look into the files of the folder that is shown.
That drops the locks on a campaign that is open (`coordinator.base.open_files`): here they are told by name alone.
"""

import sys
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QFileInfo, QMimeDatabase
from PySide6.QtGui import QAbstractFileIconProvider, QIcon
from PySide6.QtWidgets import QFileDialog, QFileIconProvider, QMessageBox, QWidget

from coordinator.base.open_files import is_open_here

_Icon = QAbstractFileIconProvider.IconType
_Accept, _Files = QFileDialog.AcceptMode, QFileDialog.FileMode


class NamesOnly(QFileIconProvider):
    """Tells icons and types by the names of files, and opens none."""

    def icon(self, of: QFileInfo | QAbstractFileIconProvider.IconType, /) -> QIcon:
        """Return the icon of a file, a folder, or a place."""
        if isinstance(of, QFileInfo):
            of = _Icon.Folder if of.isDir() else _Icon.File
        return super().icon(of)

    def type(self, of: QFileInfo, /) -> str:
        """Return what kind of file it is, in words."""
        if of.isDir():
            return QCoreApplication.translate("files", "Folder")
        found = QMimeDatabase().mimeTypeForFile(of.fileName(), QMimeDatabase.MatchMode.MatchExtension)
        return found.comment() or QCoreApplication.translate("files", "File")


_NAMES_ONLY = NamesOnly()
"""Qt does not keep it alive."""


def file_to_open(parent: QWidget | None, title: str, folder: str = "", kinds: str = "") -> str:
    """Ask for a file that is there; return its path, empty if none was chosen.

    Args:
        parent: what the question is asked over.
        title: what it is asked for.
        folder: where to begin: a folder, or a file to propose.
        kinds: the kinds of files to choose from, as Qt writes them; empty for all.
    """
    return next(iter(_answers(_dialog(parent, title, folder, kinds, _Accept.AcceptOpen, _Files.ExistingFile))), "")


def files_to_open(parent: QWidget | None, title: str, folder: str = "", kinds: str = "") -> list[str]:
    """Ask for some files that are there, as `file_to_open` does; return their paths."""
    return _answers(_dialog(parent, title, folder, kinds, _Accept.AcceptOpen, _Files.ExistingFiles))


def file_to_save(parent: QWidget | None, title: str, usual: str = "", kinds: str = "") -> str:
    """Ask where to write a file, as `file_to_open` does; never onto a campaign that is open here.

    Returns:
        the path, empty if none was chosen.
    """
    return file_and_kind_to_save(parent, title, usual, kinds)[0]


def file_and_kind_to_save(parent: QWidget | None, title: str, usual: str, kinds: str) -> tuple[str, str]:
    """Ask where to write a file; return the path and the kind that was chosen."""
    dialog = _dialog(parent, title, usual, kinds, _Accept.AcceptSave, _Files.AnyFile)
    path = next(iter(_answers(dialog)), "")
    if path and is_open_here(Path(path)):
        told = QCoreApplication.translate("files", "{name} is the campaign that is open. Choose another name.")
        QMessageBox(QMessageBox.Icon.Warning, title, told.format(name=Path(path).name), parent=parent).exec()
        return "", ""
    return path, dialog.selectedNameFilter()


def folder_to_use(parent: QWidget | None, title: str, folder: str = "") -> str:
    """Ask for a folder; return its path, empty if none was chosen."""
    return next(iter(_answers(_dialog(parent, title, folder, "", _Accept.AcceptOpen, _Files.Directory))), "")


def _answers(dialog: QFileDialog) -> list[str]:
    found = dialog.selectedFiles() if dialog.exec() else []
    dialog.deleteLater()
    return found


def _dialog(
    parent: QWidget | None,
    title: str,
    begin: str,
    kinds: str,
    accept: QFileDialog.AcceptMode,
    files: QFileDialog.FileMode,
) -> QFileDialog:
    at = Path(begin) if begin else None
    dialog = QFileDialog(parent, title)
    if sys.platform.startswith("linux"):
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.setOption(QFileDialog.Option.DontUseCustomDirectoryIcons)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly, files is _Files.Directory)
    dialog.setIconProvider(_NAMES_ONLY)
    dialog.setAcceptMode(accept)
    dialog.setFileMode(files)
    if kinds:
        dialog.setNameFilters(kinds.split(";;"))
    if at is not None and at.is_dir():
        dialog.setDirectory(str(at))
    elif at is not None:
        if at.is_absolute():
            dialog.setDirectory(str(at.parent))
        dialog.selectFile(at.name)
        suffix = next((k for k in kinds.split(";;") if at.suffix and f"*{at.suffix}" in k), "")
        if suffix:
            dialog.selectNameFilter(suffix)
    return dialog
