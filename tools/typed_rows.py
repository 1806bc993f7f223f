"""Write the typed rows of all records, from their models: python -m tools.typed_rows."""

import pkgutil
from importlib import import_module
from inspect import get_annotations
from pathlib import Path
from types import NoneType, UnionType
from typing import Union, get_args, get_origin

from coordinator import records
from coordinator.records.fields import Derived, Record
from coordinator.records.kinds import Value

PLACE = Path(*records.__path__) / "rows.py"
MARK = "\n# Below: written by tools/typed_rows.py.\n"


def models() -> list[type[Record]]:
    """Return the models of all records, by name. The catalog is not imported, since it needs the rows."""
    for module in pkgutil.iter_modules(records.__path__):
        if module.name not in ("catalog", "rows"):
            import_module(f"coordinator.records.{module.name}")
    return sorted((mapper.class_ for mapper in Record.registry.mappers), key=lambda model: model.__name__)


def row_name(model: type[Record]) -> str:
    """Return the name of a model's row type."""
    return f"{model.__name__}Row"


def row_types(model: type[Record]) -> dict[str, object]:
    """Return the keys of a model's row with their types: the number, the columns in order, derived values."""
    said = {key: type_ for c in reversed(model.__mro__) for key, type_ in get_annotations(c).items()}
    columns = {c.name: get_args(said[c.name])[0] for c in sorted(model.__table__.columns, key=lambda c: c.name != "id")}
    derived = {key: v.derive for key, v in vars(model).items() if isinstance(v, Derived)}
    return columns | {key: get_annotations(derive)["return"] for key, derive in derived.items()}


def spelled(type_: object) -> str:
    """Return a type as source code."""
    if type_ == Value:
        return "Value"
    if type_ is NoneType:
        return "None"
    if get_origin(type_) in (Union, UnionType):
        return " | ".join(spelled(part) for part in get_args(type_))
    if parts := get_args(type_):
        assert isinstance(origin := get_origin(type_), type)
        return f"{origin.__name__}[{', '.join(spelled(part) for part in parts)}]"
    assert isinstance(type_, type)
    return type_.__name__


def written() -> str:
    """Return the row types as source code."""
    return "".join(_row(model) for model in models())


def _row(model: type[Record]) -> str:
    lines = "\n".join(f"    {key}: {spelled(type_)}" for key, type_ in row_types(model).items())
    return f'\n\nclass {row_name(model)}(TypedDict):\n    """A row of {model.plural.lower()}."""\n\n{lines}\n'


if __name__ == "__main__":
    head = PLACE.read_text(encoding="utf-8").partition(MARK)[0]
    PLACE.write_text(head + MARK + written(), encoding="utf-8")
