"""What is no part of a name that stands in its cell: refusals ahead of it, pictures, and whose mother it is."""

import re

from coordinator.records import opt_outs
from coordinator.records.opt_out_headings import named_ways, plain_words
from coordinator.records.refusal_grammar import may_mean_no

_PICTURE = "[\U0001f000-\U0001faff\u2600-\u27bf\u2b00-\u2bff\u2190-\u21ff\u2300-\u23ff]"
_PICTURES = re.compile(f"{_PICTURE}(?:{_PICTURE}|[\ufe0f\u200d\u20e3])*")
_NEAR = (
    r"(?:mom(?:my)?|mum(?:my)?|mother|dad(?:dy)?|father|parents?|wife|husband|spouse|partner|son|daughter|kids?|child|"
    r"sister|brother|sibling|grand(?:ma|pa|mother|father|son|daughter)|aunt|uncle|cousin|niece|nephew|friend|neighbou?r|"
    r"room ?mate|boyfriend|girlfriend|fianc[eé]e?|assistant|boss|caregiver|guardian|"
    r"mam[aá]|pap[aá]|madre|padre|espos[oa]|marido|hij[oa]|herman[oa]|abuel[oa]|amig[oa]|novi[oa]|vecin[oa])"
)
_ANOTHERS = re.compile(
    rf"(?i).*\w(?:['’]s|s['’])\s+(?:\w+\s+)?{_NEAR}s?\b.*|(?:la |el |the )?{_NEAR} (?:of|de|del) \w.*"
)
_MOST_AHEAD = 5
_BETWEEN = frozenset("or and nor y o ni please pls".split())
_SIGNS = ".,;:!-–—/()[]*"


def names_anothers(text: str) -> bool:
    """Return whether a text names somebody only by another person: `Ana Ruiz's mom`, `mamá de Ana`."""
    return _ANOTHERS.fullmatch(text) is not None


def without_pictures(text: str) -> tuple[str, list[str]]:
    """Return a text without emoji and the like, and these."""
    if text.isascii() or not (found := _PICTURES.findall(text)):
        return text, []
    return re.sub(r" {2,}", " ", _PICTURES.sub(" ", text)).strip(), found


def refusal_ahead(text: str) -> str:
    """Return the words of a refusal that stand before a name: `DO NOT CALL` of `DO NOT CALL Ana Ruiz`; "": none.

    One word is a refusal only in capitals before a name in small letters, or before a sign: people are called Rip.
    """
    words = text.split()
    for count in range(1, min(len(words), _MOST_AHEAD + 1)):
        ahead = " ".join(words[:count])
        if not (opt_outs.said(ahead) or count > 1 and may_mean_no(ahead)):
            continue
        apart = ahead.strip("([")[-1:] in _SIGNS or words[count][0] in _SIGNS
        if count == 1 and not apart and not (ahead.isupper() and not text.isupper()):
            continue
        while count < len(words) - 1 and (
            (word := plain_words(words[count])) in _BETWEEN or not word or named_ways(word)
        ):
            count += 1
        return " ".join(words[:count])
    return ""
