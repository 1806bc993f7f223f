"""Writing a file that its owner alone can read, so that the previous one stays intact until the new one is complete."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from coordinator.base.errors import UserError
from coordinator.base.open_files import refuse_open
from coordinator.base.private_files import make_file

if TYPE_CHECKING:
    import xlsxwriter


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Yield a name to write to; it replaces the file only if everything went well.

    Raises:
        UserError: nothing can be written there.
    """
    refuse_open(path)
    if not path.parent.is_dir():
        raise UserError(f"The folder {path.parent} is not there. Make it first, or choose another place.")
    part = path.with_name(f".{path.stem}.{uuid4().hex[:8]}{path.suffix}")
    try:
        make_file(part)
        yield part
        os.replace(part, path)
    except PermissionError as error:
        raise UserError(
            f"{path.name} is open in another program, or nothing may be written in {path.parent}. "
            "Close it there, or choose another name."
        ) from error
    except OSError as error:
        raise UserError(f"{path} cannot be written ({error.strerror}). Choose another place.") from error
    finally:
        with suppress(OSError):  # what is done is done, also where something is left beside it
            part.unlink(missing_ok=True)


@contextmanager
def replacing_xlsx(path: Path, *, constant_memory: bool = False) -> Iterator["xlsxwriter.Workbook"]:
    """Yield a workbook to fill, in which texts stay texts; it replaces the file only if everything went well.

    Raises:
        UserError: nothing can be written there.
    """
    import xlsxwriter
    from xlsxwriter.exceptions import FileCreateError

    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with replacing(path) as part:
        book = xlsxwriter.Workbook(str(part), {"constant_memory": constant_memory, **options})
        try:
            try:
                yield book
            finally:
                book.close()
        except FileCreateError as error:
            raise OSError(*error.args[0].args) from error
