"""Measure words of other languages in running text, by the families of `measures`.

Spanish, Catalan, French, German, Italian, Portuguese. The rules about whole sentences know English only; heads and
labels
of tables are read by `abroad`.
"""

from __future__ import annotations

ABROAD: dict[str, str] = {
    "seats": r"escaños|concejales|sièges?|sitze[n]?|räte[n]?|mandate[n]?|seggi|vereadores",
    "rejected": (
        r"(?:bulletins |votes )?(?:blancs et )?nuls|bulletins blancs|(?:votos |papeletas )?(?:nulos|nulas)|"
        r"votos en blanco|ungültige?(?: stimm(?:en|zettel))?|schede (?:nulle|bianche)|votos brancos"
    ),
    "valid": (
        r"(?:suffrages |votes )?exprimés|votos válidos|vots vàlids|gültige?(?: stimm(?:en|zettel))?|voti validi|"
        r"votos validamente expressos"
    ),
    "cast": (
        r"votants|votantes|votaron|votos emitidos|vots emesos|abgegebene stimmen|wähler(?:innen)?(?: und wähler)?|"
        r"votanti|sufragios emitidos"
    ),
    "turnout": (
        r"(?:la )?participación|participació|participation|wahlbeteiligung|beteiligung|affluenza|afluencia|participação"
    ),
    "electorate": (
        r"(?:électeurs )?inscrits|inscritos|electores|censo(?: electoral| de)?|cens electoral|padrón|"
        r"wahlberechtigte[n]?|stimmberechtigte[n]?|aventi diritto|iscritti|eleitores"
    ),
    "majority": (
        r"(?:de )?ventaja|vorsprung|abstand|devance|d['’]avance|écart|vantaggio|vantagem|diferencia|avantatge"
    ),
    "share": (
        r"des (?:suffrages(?: exprimés)?|voix)|de los votos|del total(?: de (?:los )?votos)?|der (?:gültigen )?stimmen|"
        r"dels vots|dei voti|dos votos"
    ),
    "votes": r"votos?|voix|suffrages?|stimmen?|voti|vots",
    "papers": r"papeletas|bulletins|stimmzettel|schede",
}
