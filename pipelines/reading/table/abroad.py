"""Heads and labels of results in French, German, Spanish, Italian, Portuguese and Dutch.

The words of the official forms: who was entitled, who voted, which papers were blank or void, the valid votes.
"""

from __future__ import annotations

import re

_ROLES: tuple[tuple[str, str], ...] = (
    ("ignore", r"si[èe]ges?|sitze|esca[ñn]os|seggi|assentos|zetels|procurations?|abstentions?|abstenci[óo]n"),
    ("share", r"prozent|anteil|pourcentage|porcentaje|percentuale|percentagem|pct|procent"),
    ("turnout", r"(?:wahl)?beteiligung|participation|participaci[óo]n|affluenza|participa[çc][ãa]o|afluencia|opkomst"),
    (
        "electorate",
        (
            r"(?:[ée]lecteurs )?inscrits?|(?:wahl|stimm)berechtigte[nr]?|censo|inscritos|electores|padr[óo]n|elettori|"
            r"iscritti|eleitores|kiesgerechtigden|socios con derecho a voto"
        ),
    ),
    (
        "rejected",
        (
            r"(?:bulletins )?(?:nuls?|blancs?|blancs et nuls)|ung[üu]ltige?n?(?: stimmen)?|nulos|(?:votos )?en blanco|"
            r"(?:votos )?blancos|(?:schede )?(?:nulle|bianche)|ongeldig"
        ),
    ),
    ("valid", r"(?:suffrages )?exprim[ée]s|g[üu]ltige?n?(?: stimmen)?|(?:votos )?v[áa]lidos|(?:voti )?validi|geldig"),
    (
        "cast",
        (
            r"votants?|w[äa]hler(?:innen)?|w[äa]hlende|abgegebene(?: stimmen)?|votantes|votos emitidos|votanti|"
            r"uitgebracht"
        ),
    ),
    ("votes", r"voix|suffrages|stimmen|votos?|voti|stemmen|bulletins"),
)
_LEAD = r"(?:nombre d[e’']s?\s*|zahl der |n[úu]mero de |total (?:de )?)?"
_KNOWN = tuple((role, re.compile(rf"(?i)^\W*{_LEAD}(?:{words})\b[^\w%]*$")) for role, words in _ROLES)


def role_abroad(words: str) -> str | None:
    """What a head or a label in another language says of the numbers beside it; None where none is known."""
    return next((role for role, pattern in _KNOWN if pattern.match(words)), None)
