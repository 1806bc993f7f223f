"""Writing a file so that what was there before stays whole until the new one is."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from coordinator.base.errors import UserError


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Give a name to write to; it takes the file's place only when all went well.

    Raises:
        UserError: nothing can be written there.
    """
    part = path.with_name(f".{path.stem}.{uuid4().hex[:8]}{path.suffix}")
    try:
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
        part.unlink(missing_ok=True)
