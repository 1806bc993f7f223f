"""The parts of an xlsx or xlsb, wherever they are: under `xl/` or not, with backslashes or capitals in their names."""

import html
import posixpath
import re
import zipfile

_RELATION = re.compile(rb"<(?:\w+:)?Relationship\b[^<>]*>")
_SHEET = re.compile(rb"<(?:\w+:)?sheet\b[^<>]*>")


class ZipParts:
    """Finds parts by their names without regard to case and slashes, and follows relationships."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._names = {name.replace("\\", "/").lower().lstrip("/"): name for name in archive.namelist()}
        found = [t for t, kind in self.relations("").values() if kind.endswith("officeDocument")]
        self.book = next((t for t in found if self.has(t)), "xl/workbook.xml")

    def has(self, name: str) -> bool:
        """Return whether there is a part of this name."""
        return name.lower() in self._names

    def read(self, name: str) -> bytes:
        """Return a part's bytes; empty if there is none of this name."""
        there = self._names.get(name.lower())
        return self._archive.read(there) if there is not None else b""

    def relations(self, of: str) -> dict[str, tuple[str, str]]:
        """Return what a part ("" for the whole file) relates to: id → (name of the part, kind of relation)."""
        folder, base = posixpath.split(of)
        found = {}
        for tag in _RELATION.findall(self.read(posixpath.join(folder, "_rels", f"{base}.rels"))):
            target = attribute(tag, b"Target").replace("\\", "/")
            there = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            found[attribute(tag, b"Id")] = (there, attribute(tag, b"Type"))
        return found

    def related(self, kind: str) -> str:
        """Return the part that the workbook relates to as this kind, such as `styles`; "" if there is none."""
        return next((t for t, k in self.relations(self.book).values() if k.endswith(f"/{kind}")), "")

    def sheets(self) -> dict[str, str]:
        """Return the parts that hold the sheets of an xlsx: name of the sheet → name of the part."""
        relations = self.relations(self.book)
        found = {}
        for tag in _SHEET.findall(self.read(self.book)):
            link = re.search(rb'\b\w+:id="([^"]*)"', tag)
            part, _ = relations.get(link[1].decode() if link else "", ("", ""))
            found[html.unescape(attribute(tag, b"name"))] = part
        return found


def attribute(tag: bytes, name: bytes) -> str:
    """Return an attribute of a tag; "" if it has none of this name."""
    found = re.search(rb"\b" + name + rb'="([^"]*)"', tag)
    return found.group(1).decode("utf-8", "replace") if found else ""
