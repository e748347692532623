"""Names of people in a text about whom nothing is known yet: runs of capitalised words that are nothing else.

Cut off are what stands before a name (a title, a party, the first word of a sentence) and the possessive behind it.
"Surname, First name" is turned round where it stands alone in a cell or at the head of a line.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipelines.reading.scan.names import fold
from pipelines.reading.scan.parties import PARTIES
from pipelines.reading.scan.wordlist import words
from pipelines.reading.sentence.subjects import NOT_STRANGER

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

_PARTICLE = r"(?:de|van|der|von|den|al|bin|ap|la|del|da|di|dos|e)"
_RUN = re.compile(rf"(?<![\w.’'-])[A-Z][\w’'-]+(?:[ \u00a0](?:{_PARTICLE} )*(?:[A-Z]\.?(?= )|[A-Z][\w’'-]+)){{1,5}}")
_TURNED = re.compile(
    r"(?m)(?:^|\t)[\W\d]*([A-Z][\w’'-]*[A-Za-z](?: [A-Z][\w’'-]+)?), ([A-Z][a-z’'-]+)(?: [A-Z][\w.]*)?[*\s]*"
    r"(?=\t|$|\(|\s\d)"
)
_TITLES = words(
    """
    mr mrs ms miss dr prof professor sir dame lord lady cllr councillor coun rep sen gov governor senator mayor
    president chief comrade brother sister judge captain deputy justice congressman congresswoman assemblyman rev
    reverend incumbent challenger candidate nominee lawyer banker actor farmer teacher former ex
    """
)
_OPENERS = words(
    """
    a about across after again against all also although always among an and another any are around as asked at
    back because before behind being between both but by can despite did does down due during each earlier either even
    every everyone finally first for from full given had has have he her here him his how however if in instead
    into is it its just last later least less like many meanwhile more most mostly much my nearly neither never next
    no nobody nobody's none nor not nothing now of off on once one only or other others our out outgoing over overall
    own per perhaps rather re say second see she since so some somebody soon still such than that the their then there
    these they third this those though three through thus to today together tomorrow tonight too turnout two under
    until up upon us very via was we were what when where which while who whoever whose why will with within without
    yes yesterday yet you your four five six seven eight nine ten several
    """
)
_NEVER_IN_A_NAME = words(
    """
    act agency assembly authority avenue bank bay board borough branch bridge building bureau centre center chamber
    church club college commission committee common commons company conference congress constituency constitution
    convention co-op corporation council county court declaration department district division east election
    elections electoral embassy federation fund gazette government group guardian hall herald high hill hospital hotel
    house independent institute international island journal lane ltd mail market media ministry movement national
    network news north northern office officer official organisation organization park parliament party police
    post press primary radio referendum region representatives republic review river road royal school secretary
    senate service society south southern square staff standard star state states station street sun supreme survey team
    telegraph times town trades tribune trust tv union unions united university valley village ward west western
    women workers world youth january february march april june july august september october november december
    monday tuesday wednesday thursday friday saturday sunday votes vote percentage total totals majority turnout
    electorate result results round count stage change swing share notes general secretary chair leader minister
    spokesman spokeswoman editor reporter correspondent photo getty reuters
    """
)
_PARTY_WORDS = frozenset(
    word for row in PARTIES for name in row for word in fold(name).split() if len(word) > 2
) - words("and the of")


_OF_PARTIES = words(
    """
    democratic democrats democrat labour labor conservative conservatives liberal liberals republican republicans
    socialist congress alliance greens
    """
)
_ACRONYM = re.compile(r"[A-Z]{2,5}s?")


def people_in(text: str, ordinary: Collection[str]) -> Iterator[str]:
    """Full names, in the order of their parts as spoken, as often as they stand. ordinary: `ordinary_words(text)`."""
    for found in _TURNED.finditer(text):
        name = _as_spoken(f"{found[2]} {found[1]}")
        if _is_name(name.split(), ordinary):
            yield name
    for run in _RUN.finditer(text):
        told = [re.sub(r"['’]s?$", "", word) for word in run[0].replace("\u00a0", " ").split()]
        ends = [place for place, word in enumerate(run[0].split(), 1) if re.search(r"['’]s$", word)]
        yield from _names_of(told, ends, ordinary)


def ordinary_words(text: str) -> frozenset[str]:
    """Words that the text prints in small letters: with a capital they only begin a sentence."""
    return frozenset(re.findall(r"(?<![\w’'-])[a-z][a-z’'-]+", text))


def _names_of(told: list[str], ends: list[int], ordinary: Collection[str]) -> Iterator[str]:
    """The stretches of a run that may be names, parted at possessives and at words that are in no name."""
    stretch: list[str] = []
    for place, word in enumerate(told, 1):
        if _parts_names(word, stretch):
            yield from _name_from(stretch, ordinary)
            stretch = []
        else:
            stretch.append(word)
        if place in ends:
            yield from _name_from(stretch, ordinary)
            stretch = []
    yield from _name_from(stretch, ordinary)


def _parts_names(word: str, stretch: list[str]) -> bool:
    plain = fold(word).strip(".")
    if plain in _NEVER_IN_A_NAME or plain in _TITLES or (plain in _OPENERS and not stretch):
        return True
    return not stretch and plain in _PARTY_WORDS


def _name_from(stretch: list[str], ordinary: Collection[str]) -> Iterator[str]:
    if len(stretch) > 2 and fold(stretch[0]) in ordinary:  # "Veteran Scott Brown"
        stretch = stretch[1:]
    if _is_name(stretch, ordinary):
        yield _as_spoken(" ".join(stretch))


def _is_name(told: list[str], ordinary: Collection[str]) -> bool:
    if not 2 <= len(told) <= 4 or len(told[-1].strip(".")) < 2:
        return False
    plain = [fold(word).strip(".") for word in told]
    if plain[-1] in _OF_PARTIES or (not all(map(str.isupper, told)) and any(_ACRONYM.fullmatch(word) for word in told)):
        return False
    if plain[-1] in _PARTY_WORDS and len(plain[-1]) < 5:  # "Actually Lab"
        return False
    if all(word in _PARTY_WORDS for word in plain) or all(word in ordinary for word in plain):
        return False
    return not any(word in _NEVER_IN_A_NAME or word in _OPENERS for word in plain) and not NOT_STRANGER.search(
        " ".join(told)
    )


def _as_spoken(name: str) -> str:
    """ "HECTOR LAMAS" and "Nadia RAHMAN" as they are written in running text."""
    return " ".join(word.capitalize() if word.isupper() and len(word) > 2 else word for word in name.split())
