"""Programs that people open our workbooks with: each re-saves files, many at once."""

import subprocess
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from tests.needs import GNUMERIC, LIBREOFFICE, SHEETJS

HERE = Path(__file__).parent
UTF8, WINDOWS = "44,34,76,1", "44,34,1252,1"
Batch = Mapping[str, Path]
Resaved = dict[str, list[Path]]
"""Name of a file → the files that it was re-saved as: one, or a csv for each sheet."""


def _run(words: Sequence[object], folder: Path) -> None:
    done = subprocess.run([str(w) for w in words], cwd=folder, capture_output=True, text=True, timeout=240, check=False)
    assert done.returncode == 0, done.stderr[-2000:]


def libreoffice(files: Sequence[Path], to: str, out: Path, *more: str) -> None:
    """Convert files with one start of LibreOffice, with a profile of its own."""
    profile = f"-env:UserInstallation=file://{out.parent / 'profile'}"
    out.mkdir(parents=True, exist_ok=True)
    _run(
        [LIBREOFFICE.program("soffice"), profile, "--headless", *more, "--convert-to", to, "--outdir", out, *files], out
    )


def _named(out: Path, batch: Batch, suffix: str) -> Resaved:
    return {name: [out / (path.stem + suffix)] for name, path in batch.items()}


def by_libreoffice(batch: Batch, out: Path) -> Resaved:
    libreoffice(list(batch.values()), "xlsx", out)
    return _named(out, batch, ".xlsx")


def by_libreoffice_ods(batch: Batch, out: Path) -> Resaved:
    libreoffice(list(batch.values()), "ods", out)
    return _named(out, batch, ".ods")


def by_libreoffice_through_ods(batch: Batch, out: Path) -> Resaved:
    libreoffice(list(batch.values()), "ods", out / "ods")
    libreoffice(list((out / "ods").glob("*.ods")), "xlsx", out)
    return _named(out, batch, ".xlsx")


def by_libreoffice_csv(batch: Batch, out: Path) -> Resaved:
    libreoffice(list(batch.values()), f"csv:Text - txt - csv (StarCalc):{UTF8},,0,false,true,false,false,false,-1", out)
    return {name: [f for f in sorted(out.glob(f"{path.stem}-*.csv")) if _is_ours(f)] for name, path in batch.items()}


def by_libreoffice_from_csv(batch: Batch, out: Path, encoding: str = UTF8) -> Resaved:
    """The csv of each sheet is opened, which turns texts into numbers and dates, and saved as a workbook."""
    sheets = by_libreoffice_csv(batch, out / "csv")
    files = [f for those in sheets.values() for f in those]
    libreoffice(files, "xlsx", out, f"--infilter=CSV:{encoding}")
    return {name: [out / f"{f.stem}.xlsx" for f in those] for name, those in sheets.items()}


def by_libreoffice_from_windows_csv(batch: Batch, out: Path) -> Resaved:
    return by_libreoffice_from_csv(batch, out, WINDOWS)


def _is_ours(sheet: Path) -> bool:
    return not sheet.stem.endswith(("-Coordinator", "-Lists", "-Read me"))


def by_gnumeric(batch: Batch, out: Path) -> Resaved:
    for path in batch.values():
        _run([GNUMERIC.program("ssconvert"), path, out / path.name], out)
    return _named(out, batch, ".xlsx")


def by_gnumeric_ods(batch: Batch, out: Path) -> Resaved:
    for path in batch.values():
        _run([GNUMERIC.program("ssconvert"), path, out / f"{path.stem}.ods"], out)
    return _named(out, batch, ".ods")


def by_gnumeric_csv(batch: Batch, out: Path) -> Resaved:
    for path in batch.values():
        _run([GNUMERIC.program("ssconvert"), "-S", path, out / f"{path.stem}-%s.csv"], out)
    return {name: [f for f in sorted(out.glob(f"{path.stem}-*.csv")) if _is_ours(f)] for name, path in batch.items()}


def _node(library: str, pairs: Sequence[tuple[Path, Path]], out: Path) -> None:
    SHEETJS.path(HERE / "node_modules" / ("xlsx" if library == "sheetjs" else library))
    words = [w for source, target in pairs for w in (library, source, target)]
    _run([SHEETJS.program("node"), HERE / "resave.js", *words], out)


def by_sheetjs(batch: Batch, out: Path) -> Resaved:
    _node("sheetjs", [(p, out / p.name) for p in batch.values()], out)
    return _named(out, batch, ".xlsx")


def by_sheetjs_csv(batch: Batch, out: Path) -> Resaved:
    for name in batch:
        (out / name).mkdir()
    _node("sheetjs", [(p, out / name) for name, p in batch.items()], out)
    return {name: [f for f in sorted((out / name).glob("*.csv")) if f.stem not in _OWN] for name in batch}


_OWN = ("Coordinator", "Lists", "Read me")


def by_exceljs(batch: Batch, out: Path) -> Resaved:
    _node("exceljs", [(p, out / p.name) for p in batch.values()], out)
    return _named(out, batch, ".xlsx")


def by_openpyxl(batch: Batch, out: Path) -> Resaved:
    import openpyxl

    for path in batch.values():
        openpyxl.load_workbook(path).save(out / path.name)
    return _named(out, batch, ".xlsx")


def by_pandas(batch: Batch, out: Path) -> Resaved:
    import pandas

    for path in batch.values():
        with pandas.ExcelWriter(out / path.name) as writer:
            for name, frame in pandas.read_excel(path, sheet_name=None, engine="openpyxl").items():
                frame.to_excel(writer, sheet_name=name, index=False)
    return _named(out, batch, ".xlsx")


def by_pandas_csv(batch: Batch, out: Path) -> Resaved:
    """Sheets are written as csv, read again (which guesses numbers), and written once more."""
    import pandas

    found: Resaved = {}
    for key, path in batch.items():
        for name, frame in pandas.read_excel(path, sheet_name=None, engine="openpyxl").items():
            if name not in _OWN:
                file = out / f"{path.stem}-{name}.csv"
                frame.to_csv(file, index=False)
                pandas.read_csv(file).to_csv(file, index=False)
                found.setdefault(key, []).append(file)
    return found


def by_polars(batch: Batch, out: Path) -> Resaved:
    import polars
    import xlsxwriter

    for path in batch.values():
        with xlsxwriter.Workbook(str(out / path.name)) as book:
            for name, frame in polars.read_excel(path, sheet_id=0).items():
                frame.write_excel(book, worksheet=name)
    return _named(out, batch, ".xlsx")


CLIENTS: Mapping[str, Callable[[Batch, Path], Resaved]] = {
    "LibreOffice": by_libreoffice,
    "LibreOffice ods": by_libreoffice_ods,
    "LibreOffice through ods": by_libreoffice_through_ods,
    "LibreOffice csv": by_libreoffice_csv,
    "LibreOffice from csv": by_libreoffice_from_csv,
    "LibreOffice from csv as Windows text": by_libreoffice_from_windows_csv,
    "gnumeric": by_gnumeric,
    "gnumeric ods": by_gnumeric_ods,
    "gnumeric csv": by_gnumeric_csv,
    "SheetJS": by_sheetjs,
    "SheetJS csv": by_sheetjs_csv,
    "ExcelJS": by_exceljs,
    "openpyxl": by_openpyxl,
    "pandas": by_pandas,
    "pandas csv": by_pandas_csv,
    "polars": by_polars,
}
