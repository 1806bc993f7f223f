"""Dates as programs show them: what is replaced in a sheet is replaced in what is shown."""

import re

_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?: (\d\d):(\d\d))?")
_NOON = 12


def date_forms(text: str) -> tuple[str, ...]:
    """Return an ISO date, perhaps with a time, in the forms in which it is shown, always in one order."""
    if (found := _ISO.fullmatch(text)) is None:
        return (text,)
    year, month, day = (int(n) for n in found.groups()[:3])
    dates = [text[:10], f"{month}/{day}/{year}", f"{day}/{month}/{year}", text[8:10] + f"/{text[5:7]}/{year}"]
    dates += [f"{day}.{month}.{year}", f"{text[8:10]}.{text[5:7]}.{year}", f"{text[5:7]}/{text[8:10]}/{year}"]
    if found[4] is None:
        return tuple(dates)
    hour, minute = int(found[4]), found[5]
    half = f"{(hour - 1) % _NOON + 1}:{minute} {'PM' if hour >= _NOON else 'AM'}"
    return tuple(f"{date} {time}" for date in dates for time in (text[11:], half))
