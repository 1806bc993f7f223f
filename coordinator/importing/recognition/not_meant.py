"""What a heading's words say a column is not: a count of other things, a time of leaving, an earlier race's end."""

import re
from collections.abc import Sequence

from coordinator.importing.recognition.column import ColumnEvidence
from coordinator.records.kinds import plain_text

OF_RUNNING = frozenset(
    "run runs ran running race races candidate candidates candidacy candidacies campaign campaigns election elections "
    "ballot ballots office offices voters contested stood stand candidato candidata candidaturas candidatura campana "
    "campanas eleccion elecciones postulado postulada postulo postulaciones postulacion contiendas contienda "
    "boleta boletas cargo cargos".split()
)
_COUNTING = frozenset(
    "how many times time often number num no nr count counts tally total ct cnt n x of the a in so far to date if yes "
    "prior previous previously earlier past before have has had you your been were did do if please tell us enter "
    "tries try attempts attempt experience cuantas veces numero de ha se cuantos antes anteriores anterior previas "
    "previos total su sus si cands cand person people contact custom fields properties data attributes".split()
)
_DONE_FOR_OTHERS = frozenset(
    "voted vote volunteered volunteer volunteering worked donated gave canvassed staffed managed helped attended "
    "knocked called donations donation events votado voluntario voluntaria trabajado donado".split()
)


def counts_other_things(column: ColumnEvidence) -> bool:
    """Return whether a heading counts something else than candidacies: *no-shows*, *times canvassed*, *orders*."""
    words = {w for w in column.words if w.isalpha()}
    if words & _DONE_FOR_OTHERS:
        return True
    return not words & OF_RUNNING and not words <= _COUNTING and "before" not in column.concepts


_LEAVING = re.compile(
    r"\b(leave|leaves|left|leaving|departed|departure|exit|exited|log(ged)? ?(out|off)|sign(ed)? ?(out|off)|"
    r"check(ed)? ?out|time ?out|out time|dropped|disconnected|last (seen|active|activity|login|log in|visit|visited|"
    r"opened|open|clicked|contacted|contact)|end(ed)? ?(time|at|date)|time (left|ended)|starts at|ends at|"
    r"(pick ?up|drop ?off|arrival|departure|boarding|appointment|delivery|meet ?up|shift|slot|interview|call ?back|"
    r"follow ?up|reminder|due) (date|day|time|at|on)|(hora|fecha|dia) de (recogida|cita|entrega|turno|entrevista)|"
    r"salida|salio|se fue|se retiro|termino|ultima (visita|vez|conexion|actividad))\b"
)


def is_other_time(column: ColumnEvidence) -> bool:
    """Return whether a heading names when somebody left or is met, or an event starts: *Leave time*, *Pickup time*."""
    return column.day_of_event or _LEAVING.search(" ".join(column.heading.words)) is not None


_EARLIER_RACE = re.compile(
    r"\b(last|latest|previous|prior|past|earlier|former|before|recent|other|that|ultim[ao]s?|anterior(es)?|previ[ao]s?|"
    r"pasad[ao]s?)\b.*\b(race|run|campaign|election|candidacy|bid|contest|office|runs|races|campaigns|elections|"
    r"candidacies|attempt|carrera|campana|contienda|candidatura|eleccion)\b"
    r"|\b(race|run|runs|campaign|election|candidacy|bid|contest|carrera|campana|contienda|candidatura|eleccion|ran|"
    r"postulad[ao]|candidat[ao])\b.*\b(before|previously|anterior(es)?|previ[ao]s?|pasad[ao]s?|ultim[ao]s?|antes)\b"
    r"|\bran (for|in|when)\b|\b(year|what|which|where|when|office) (you |they )?ran\b"
)
_HOW_IT_ENDED = re.compile(
    r"\bhow (did )?(it|that|they|things|you|he|she|the race|the campaign)?\s*(all )?"
    r"(end|ended|go|went|come out|came out|turn(ed)? out|finish(ed)?|do|did|fare|fared)\b"
    r"|\b(outcome|result|results|finish|finished|placed|ended|verdict|won|win|lost|lose)\b"
    r"|\b(resultado|como (termino|le fue|quedo|salio|acabo)|gano|perdio|desenlace)\b"
)
_BESIDE = 3
"""How many columns left of one may say that it is about an earlier race."""


def settle_earlier_races(columns: Sequence[ColumnEvidence]) -> None:
    """Say which columns tell how an earlier race ended: nothing of how far somebody is now."""
    texts = [" ".join(c.heading.words) for c in columns]
    for at, column in enumerate(columns):
        if not _HOW_IT_ENDED.search(texts[at]):
            continue
        beside = (*columns[max(0, at - _BESIDE) : at], *columns[at + 1 : at + 2])
        about = any("before" in c.concepts and "run" in c.concepts for c in beside) or any(
            _EARLIER_RACE.search(" ".join(c.heading.words)) for c in beside
        )
        past = re.search(r"\b(how|como)\b", texts[at]) is not None
        column.of_earlier_race = about or past or _EARLIER_RACE.search(texts[at]) is not None


_OFFICE_HELD = re.compile(
    r"\b(hold|holds|held|holding|served)\b.*\b(office|position|seat|positions|offices|seats)\b"
    r"|\b(office|position|seat|positions|offices|seats)\b.*\b(held|holding|you (currently |now |already )?"
    r"(hold|serve in|sit (in|on)))\b"
    r"|\b(elected|appointed) (official|to (a |an |any )?(public )?(office|position|seat|body|board))\b"
    r"|\b(ocupa|ocupado|ocupo)\b.*\b(cargo|puesto)\b|\bcargo (actual|anterior|ocupado|que ocupa)\b"
)
_RAN_BEFORE = re.compile(
    r"\b(have|has|had|did|ha|han) (you |they |usted )?(ever |previously |alguna vez |se )*(run|ran|been a candidate|"
    r"postulado|sido candidat[oa])\b|\b(if|when) (you|they) ran\b|\b(you|they) (have |had )?(previously )?(ran|run for "
    r"before|run before)\b|\bran (for|before|previously)\b|\brun (for )?(office )?(before|previously)\b|"
    r"\bif (yes|so) (for )?(what|which) (office|seat|position) (did|have|had) (you|they)\b"
)
_NOW = re.compile(
    r"\b(now|next|tomorrow|today|some ?day|one day|this (time|year|cycle)|again|running|want|would like|plan|intend|"
    r"seek|seeking|sought|ahora|quiere)\b"
)
_WANTED = re.compile(
    r"\b(next|running|want|wants|would|like|plan|plans|intend|hope|hoping|seek|seeking|sought|consider|considering|"
    r"interested|mind|run|could|might|can see|imagine|picture|quiere|gustaria|podria)\b"
)
_WHICH = re.compile(
    r"^(if (yes|so|applicable|you (do|did|have|are)) )*(please )?(list |specify |state |describe |tell us |name )?"
    r"(for |to )?(which|what|where|cual|que|it|them)( (one|ones|office|offices|position|positions|seat|race|races|"
    r"cargo|puesto|was it|is it|were they))*$"
    r"|^(if (yes|so) )(please )?(list|specify|state|describe|explain|name)( it| them)?$|^si (si )?cual(es)?$"
)
"""*If yes, which one?*: an answer that only the question before it explains."""
_EXPLAINS = re.compile(r"^(if (yes|so)|si (la respuesta es )?si)\b")


def _is_about_earlier_office(text: str) -> bool:
    held = _OFFICE_HELD.search(text) and not _WANTED.search(text)
    return bool(held or _RAN_BEFORE.search(text) and not _NOW.search(text))


def settle_earlier_offices(columns: Sequence[ColumnEvidence]) -> None:
    """Say which columns name an office held or run for before: not the one that somebody wants now."""
    texts = [" ".join(c.heading.words) for c in columns]
    for at, column in enumerate(columns):
        before = texts[at - 1] if at else ""
        follows = _WHICH.search(texts[at]) is not None
        explained = follows and _is_about_earlier_office(before)
        column.of_earlier_office = not column.surely and (explained or _is_about_earlier_office(texts[at]))
        column.explains_another = follows and _EXPLAINS.search(texts[at]) is not None and not _speaks_of_office(before)


def _speaks_of_office(text: str) -> bool:
    return not OF_RUNNING.isdisjoint(text.split())


_OF_DATES = frozenset("when date dates day days dt fecha dia cuando".split())
_OF_EVENTS = frozenset("event events stop stops rally shift evento parada mitin gira".split())


def settle_days_of_events(columns: Sequence[ColumnEvidence], cells: Sequence[Sequence[object]]) -> None:
    """Say whether a bare *Date* is the day of the event of its row: each event then has one day, in all its rows."""
    events = [at for at, c in enumerate(columns) if _OF_EVENTS.intersection(c.words) and not c.facts.share("date")]
    for at, column in enumerate(columns):
        if not column.words or not _OF_DATES.issuperset(column.words):
            continue
        column.day_of_event = any(_follows(cells[event], cells[at]) for event in events)


def _follows(events: Sequence[object], days: Sequence[object]) -> bool:
    pairs = {(event, day) for e, d in zip(events, days, strict=False) if (event := plain_text(e).casefold())
             if (day := plain_text(d))}  # fmt: skip
    named, dated = {event for event, _ in pairs}, {day for _, day in pairs}
    return len(named) > 1 and len(pairs) == len(named) and len(dated) > 1


_OF_ANOTHER_DESK = re.compile(
    r"\b(liaison|enlace)$|^(the |main |primary )?(liaison|enlace)\b"
    r"|\b(set ?up|added|created|entered|made|imported|uploaded|scheduled|booked|keyed|logged|submitted|typed|recorded|"
    r"configurad[oa]|cread[oa]|agregad[oa]|ingresad[oa]|capturad[oa]|registrad[oa]) (by|por)\b"
)
_BODIES = frozenset(
    "group groups partner partners org organization organisation chapter club union coalition agency vendor company "
    "church grupo aliado aliada organizacion sindicato club capitulo coalicion".split()
)
_SPEAKS_FOR_IT = re.compile(
    r"\b(rep|reps|representative|contact|handled|handler|handles|poc|delegate|spokesperson|representante|contacto|"
    r"atendid[oa]|vocero|vocera)\b"
)
_IN_PLACE_OF = re.compile(
    r"\b(successor|predecessor|replacement|replaced by|succeeded by|alternate|stand ?in|proxy|understudy|substitute|"
    r"sucesora?|predecesora?|reemplazo|suplente)\b"
)
_OURS = frozenset(
    "our ours staff internal assigned asignado asignada campaign candidate prospect nuestro nuestra personal".split()
)


def is_of_another_desk(column: ColumnEvidence) -> bool:
    """Return whether a heading names another body's person or who only typed a row in: *Liaison*, *Group rep*."""
    words = column.heading.words
    text, said = " ".join(words), (*words, *column.heading.aside)
    of_body = _SPEAKS_FOR_IT.search(text) is not None and not _BODIES.isdisjoint(said)
    another = of_body or _IN_PLACE_OF.search(text) or _OF_ANOTHER_DESK.search(text)
    return bool(another) and not _OURS.intersection(said)


_ROLES = frozenset((("role",), ("roles",), ("rol",), ("role", "name"), ("role", "s"), ("papel",), ("funcion",)))
_OF_SHIFTS = re.compile(
    r"(?i)\b(attendees?|trainers?|trainees?|speakers?|presenters?|panelists?|guests?|volunteers?|canvass\w*|"
    r"phone ?bank\w*|drivers?|greeters?|ushers?|set ?up|clean ?up|data entry|check.?in|hosts?|moderators?|"
    r"interpreters?|participants?|observers?|poll watch\w*|callers?|texters?|asistentes?|voluntari[oa]s?|"
    r"ponentes?|conductor[ae]?s?|participantes?|capacitador[ae]?s?|instructor[ae]?s?)\b"
)
_SOME_ROLES = 0.5


def is_role_at_event(column: ColumnEvidence) -> bool:
    """Return whether a column *Role* says what somebody does at an event, where no column has an organization."""
    named = column.words in _ROLES and not column.beside_organization
    texts = column.facts.samples
    return named and bool(texts) and sum(1 for t in texts if _OF_SHIFTS.search(t)) >= _SOME_ROLES * len(texts)


_BY_TRADE = frozenset("officer officers worker wrkr handler agent oficial".split())
"""Words for staff that are also trades and ranks."""
_OF_OURS = frozenset(
    "assigned our ours staff field outreach case campaign recruiting recruitment intake liaison program regional area "
    "lead desk contact engagement membership member support organizing follow up name s the of in charge responsible "
    "social candidate volunteer community full email caseload".split()
)


def is_of_a_trade(column: ColumnEvidence) -> bool:
    """Return whether a heading names somebody's rank or trade, and not who looks after people: *Commanding officer*."""
    words = set(column.words)
    return bool(words & _BY_TRADE) and not words <= _BY_TRADE | _OF_OURS


_OF_SCHOOL = frozenset(
    "class classes standing year yr grade school college university academic semester level classification cohort "
    "student grado curso escolar".split()
)


def is_of_school_years(column: ColumnEvidence) -> bool:
    """Return whether `JR` and `SR` below a heading are juniors and seniors: *Class standing*, *Year*."""
    return not _OF_SCHOOL.isdisjoint((*column.words, *column.heading.aside)) and "suffix" not in column.words


_OF_MESSAGES = frozenset("message messages msg msgs text texts mensaje mensajes reply replies".split())
_WHO_SENT = frozenset("from by sender sent author direction de por remitente".split())


def is_of_messages(column: ColumnEvidence) -> bool:
    """Return whether a heading says who wrote last, and not how far somebody is: *Last message from*."""
    return not _OF_MESSAGES.isdisjoint(column.words) and not _WHO_SENT.isdisjoint(column.words)
