"""What is no part of a name that stands in its cell: refusals around it, pictures, and whose mother it is."""

import re

from coordinator.records import opt_outs
from coordinator.records.opt_out_headings import named_ways, plain_words
from coordinator.records.refusal_grammar import limits_the_way, may_mean_no
from coordinator.records.refusing_words import is_gone
from coordinator.records.signs_of_refusal import is_wrong_number, limits_a_number

_PICTURE = "[\U0001f000-\U0001faff\u2600-\u27bf\u2b00-\u2bff\u2190-\u21ff\u2300-\u23ff\u2020\u2021]"
_PICTURES = re.compile(f"{_PICTURE}(?:{_PICTURE}|[\ufe0f\u200d\u20e3])*")
_NEAR = (
    r"(?:mom(?:my)?|mum(?:my)?|mother|dad(?:dy)?|father|parents?|wife|husband|spouse|partner|son|daughter|kids?|child|"
    r"sister|brother|sibling|grand(?:ma|pa|mother|father|son|daughter)|aunt|uncle|cousin|niece|nephew|friend|neighbou?r|"
    r"room ?mate|boyfriend|girlfriend|fianc[eé]e?|assistant|boss|caregiver|guardian|"
    r"mam[aá]|pap[aá]|madre|padre|espos[oa]|marido|hij[oa]|herman[oa]|abuel[oa]|amig[oa]|novi[oa]|vecin[oa])"
)
_BROUGHT = r"(?:guest|\+ ?1|plus[ -]?(?:one|1)|invitad[oa]|acompañante)"
"""Whom somebody brings: `Guest of Pat Moss`."""
_ANOTHERS = re.compile(
    rf"(?i).*\w(?:['’]s|s['’])\s+(?:\w+\s+)?(?:{_NEAR}s?\b|{_BROUGHT}).*"
    rf"|(?:la |el |the |un |una |a )?(?:{_NEAR}|{_BROUGHT}s?) (?:of|de|del) \w.*"
    r"|(?:c/o|care of|en casa de|al cuidado de) \w.*"
)
_MOST_AHEAD = 5
_BETWEEN = frozenset("or and nor y o ni please pls".split())
_SIGNS = ".,;:!-–—/()[]*"
_BEGINS = frozenset(
    "do does don dont donot did has is was no not never nor without stop stopped stops quit cease please pls plz "
    "remove removed delete deleted take taken leave block blocked bounced wants want asks asked requests requested "
    "refuses refused declines declined says said dnc d.n.c dnt dne dnm dnd opt opts opted opt-out optout unsub "
    "unsubscribe unsubscribed unsubscribes rip r.i.p deceased died dead passed wrong bad only just text texts texting "
    "call calls email emails e-mail prefers prefiere off out sin ni nunca jamás jamas ya que se baja "
    "dado dada falleció "
    "fallecio fallecido fallecida murió murio muerto muerta difunto difunta finado finada qepd q.e.p.d solo sólo "
    "solamente refused declined hung hostile moved quiere pide pidió quitar borrar eliminar número numero".split()
)
"""Words with which a refusal before or behind a name begins."""
_SURELY_NO_NAME = frozenset(
    "dnc d.n.c deceased unsubscribed unsubscribe unsub opt-out optout falleció fallecio fallecido fallecida murió "
    "difunto difunta finado finada qepd q.e.p.d".split()
)
"""Refusals of one word that nobody is called by."""


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
    if not words or words[0].lower().strip(_SIGNS) not in _BEGINS:
        return ""
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


def ends_surely(last: str) -> bool:
    """Return whether the last word of a name is a refusal that nobody is called by: `Deceased`."""
    return last.lower().strip(_SIGNS) in _SURELY_NO_NAME


def refusal_behind(text: str, *, in_full: bool) -> str:
    """Return the words of a refusal that stand behind a name: `DO NOT CALL` of `Ana Ruiz DO NOT CALL`; "": none.

    One word is a refusal only if nobody is called so, or if it is set apart from the name by signs or by its letters:
    people are called Stop.

    Args:
        text: the name.
        in_full: it is a whole name, of which two words have to be left before a word that may be a name.
    """
    words = text.split()
    for at in range(1, len(words)):
        first = re.split(r"[-’']", words[at].lower().strip(_SIGNS))[0]
        if first not in _BEGINS and not first.startswith(_RUN_TOGETHER):
            continue
        behind = " ".join(words[at:])
        if at + 1 == len(words) and first not in _SURELY_NO_NAME and not _is_phrase(behind):
            apart = words[at][0] in _SIGNS or _is_unlike(words[at], words[:at]) and at > in_full
            if not apart or not _refuses(behind):
                continue
        elif not _refuses(behind) or _is_like_a_name(words, at):
            continue
        return behind
    return ""


_RUN_TOGETHER = ("donot", "dont", "nollam", "nocall", "notext")
_WORDS_OF_A_PHRASE = 3
_RESULTS = re.compile(
    r"(?:not interested|no interest|refused|hung up|hostile|moved(?: away)?|ya no vive|no contesta|no answer|"
    r"no le interesa)\b"
)
"""What became of a call or a visit."""


def _is_phrase(text: str) -> bool:
    """Return whether one word is several, as no name is: `DO-NOT-CALL`, `opted-out`."""
    words = plain_words(text).split()
    return len(words) >= _WORDS_OF_A_PHRASE or len(words) > 1 and not text.istitle()


def _refuses(text: str) -> bool:
    bare = text.strip(_SIGNS)
    words = plain_words(bare)
    if (
        opt_outs.said(bare)
        or is_gone(words, "")
        or _RESULTS.match(words)
        or _PREFERS.match(words)
        and named_ways(words)
    ):
        return True
    if " " not in bare or all(map(str.istitle, bare.split())):
        return False
    return may_mean_no(bare) or limits_the_way(bare) or limits_a_number(bare) or is_wrong_number(bare)


_PREFERS = re.compile(r"(?:prefers|prefiere) ")


def _is_unlike(word: str, name: list[str]) -> bool:
    """Return whether a word is written in other letters than the words of a name: `STOP` or `stop` behind Ed Paz."""
    return (word.isupper(), word.islower()) not in {(other.isupper(), other.islower()) for other in name}


def _is_like_a_name(words: list[str], at: int) -> bool:
    """Return whether a word is written as the name before it, and what follows refuses in other letters.

    So `Stop` belongs to the name in `Ann Stop DO NOT CALL`.
    """
    behind = " ".join(words[at + 1 :])
    if not behind:
        return False
    return not _is_unlike(words[at], words[:at]) and _is_unlike(words[at + 1], words[: at + 1]) and _refuses(behind)
