"""Merging a long text line by line: notes that grew on both sides keep what both wrote."""

from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher

Lines = Sequence[str]


def merge_lines(base: str, ours: str, theirs: str) -> str | None:
    """Merge a text three ways.

    If only one side changed a stretch of lines, its version is taken. If both added lines in one place,
    ours come first and theirs after them. Blank lines, which programs add and drop, are ignored.

    Returns:
        the merged text; None if both changed the same line.
    """
    was, here, there = base.split("\n"), ours.split("\n"), [t for t in theirs.split("\n") if t.strip()]
    merged: list[str] = []
    for before, one, other in _stretches([t for t in was if t.strip()], [t for t in here if t.strip()], there):
        part = _merge_stretch(before, one, other)
        if part is None:
            return None
        merged += part
    return _with_blank_lines(merged, here)


def folded_lines(lines: Iterable[str]) -> list[str]:
    """Return lines without what programs change in them on their own: how blanks stand."""
    return [" ".join(line.split()) for line in lines]


def _merge_stretch(before: Lines, ours: Lines, theirs: Lines) -> list[str] | None:
    was, one, other = folded_lines(before), folded_lines(ours), folded_lines(theirs)
    if one == other or was == other:
        return list(ours)
    if was == one:
        return list(theirs)
    if one[: len(was)] == was and other[: len(was)] == was:
        added = [line for line, key in zip(theirs[len(was) :], other[len(was) :], strict=True) if key not in one]
        return [*ours, *added]
    if len(was) == len(one) == len(other) > 1:
        parts = [_merge_stretch([b], [o], [t]) for b, o, t in zip(before, ours, theirs, strict=True)]
        return [line for part in parts for line in part or ()] if all(p is not None for p in parts) else None
    return None


def _stretches(base: Lines, ours: Lines, theirs: Lines) -> list[tuple[Lines, Lines, Lines]]:
    """Split three texts at the lines that all of them share, in order."""
    here = _places(base, ours)
    there = _places(base, theirs)
    result: list[tuple[Lines, Lines, Lines]] = []
    at = one = other = 0
    for index in range(len(base)):
        if index in here and index in there:
            result.append((base[at:index], ours[one : here[index]], theirs[other : there[index]]))
            result.append((base[index : index + 1], [ours[here[index]]], [ours[here[index]]]))
            at, one, other = index + 1, here[index] + 1, there[index] + 1
    result.append((base[at:], ours[one:], theirs[other:]))
    return result


def _places(base: Lines, other: Lines) -> dict[int, int]:
    """Return the line number in the other text for each line of the base."""
    blocks = SequenceMatcher(None, folded_lines(base), folded_lines(other), autojunk=False).get_matching_blocks()
    return {b.a + i: b.b + i for b in blocks for i in range(b.size)}


def _with_blank_lines(merged: list[str], ours: Lines) -> str:
    """Put our blank lines back where they were: after the line that they followed."""
    followed: dict[str, int] = {}
    last = ""
    for line in ours:
        if line.strip():
            last = line
        elif last:
            followed[last] = followed.get(last, 0) + 1
    result: list[str] = []
    for line in merged:
        result += [line, *[""] * followed.pop(line, 0)]
    return "\n".join(result).strip("\n")


def replay_lines(before: str, text: str, after: str) -> str:
    """Make in another text the edit that once made `after` of `before`.

    Lines that the edit removed or worded anew are found in the text by their words, wherever they stand; all other
    lines stay as they are. What the edit brought is not there twice.
    """
    was, here, there = ([line for line in t.split("\n") if line.strip()] for t in (before, text, after))
    found = _by_words(was, here)
    instead: dict[int, Lines] = {}
    brought: list[list[str]] = [[] for _ in range(len(here) + 1)]
    for index, (above, became) in enumerate(_in_place(was, there)):
        place = next((found[i] for i in range(index, len(was)) if i in found), len(here))
        brought[place] += above
        if index < len(was) and became != [was[index]]:
            if index in found:
                instead[place] = became
            else:
                brought[place] += became
    stays = {line for place, line in enumerate(here) if place not in instead}
    merged: list[str] = []
    for place, line in enumerate([*here, ""]):
        merged += [t for t in [*brought[place], *instead.get(place, ())] if t in was or t not in stays]
        if line and place not in instead:
            merged.append(line)
    return _with_blank_lines(merged, text.split("\n"))


def _by_words(lines: Lines, other: Lines) -> dict[int, int]:
    """Return the place of each line that the other text has too."""
    places: dict[str, list[int]] = {}
    for place, words in enumerate(folded_lines(other)):
        places.setdefault(words, []).append(place)
    return {i: places[words].pop(0) for i, words in enumerate(folded_lines(lines)) if places.get(words)}


def _in_place(base: Lines, other: Lines) -> list[tuple[Lines, Lines]]:
    """Return for each line of the base, and for its end, what the other text has before it and in its place."""
    found: list[tuple[list[str], list[str]]] = [([], []) for _ in range(len(base) + 1)]
    matcher = SequenceMatcher(None, folded_lines(base), folded_lines(other), autojunk=False)
    for tag, i, end, j, other_end in matcher.get_opcodes():
        lines = list(other[j:other_end])
        if tag == "equal":
            for offset in range(end - i):
                found[i + offset][1].append(base[i + offset])
        elif tag == "insert":
            found[i][0].extend(lines)
        elif tag == "replace":
            for offset in range(end - i):
                last = i + offset == end - 1
                found[i + offset][1].extend(lines[offset:] if last else lines[offset : offset + 1])
    return [(before, place) for before, place in found]
