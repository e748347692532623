"""What parties are called in result lists: the usual names and abbreviations, by country where they differ.

Only for candidates whose contest names their party, and only where one candidate of the contest stands for it.
"""

from __future__ import annotations

PARTIES: tuple[tuple[str, ...], ...] = (
    ("Labour", "Labour Party", "Lab", "Scottish Labour", "Scottish Labour Party", "Welsh Labour"),
    (
        "Conservative",
        "Conservatives",
        "Conservative Party",
        "Con",
        "Cons",
        "Tory",
        "Tories",
        "Scottish Conservative and Unionist",
    ),
    (
        "Liberal Democrat",
        "Liberal Democrats",
        "Lib Dem",
        "Lib Dems",
        "LibDem",
        "LibDems",
        "LD",
        "LDem",
        "LibDem",
        "Scottish Liberal Democrats",
    ),
    ("Green", "Greens", "Green Party", "Grn", "GRN", "Scottish Greens", "Scottish Green Party"),
    ("UKIP", "UK Independence Party"),
    ("Reform UK", "Reform", "Ref"),
    ("SNP", "Scottish National Party"),
    ("Plaid Cymru", "Plaid", "PC"),
    ("BNP", "British National Party"),
    ("English Democrats", "Eng Dem", "English Democrat"),
    ("TUSC", "Trade Unionist and Socialist Coalition"),
    ("Sinn Féin", "Sinn Fein", "SF"),
    ("SDLP", "Social Democratic and Labour Party"),
    ("DUP", "Democratic Unionist Party"),
    ("UUP", "Ulster Unionist Party", "Ulster Unionist"),
    ("Alliance", "APNI", "Alliance Party"),
    ("Fianna Fáil", "Fianna Fail", "FF"),
    ("Fine Gael", "FG"),
    ("Social Democrats", "Soc Dem", "SD"),
    ("People Before Profit", "PBP", "PBPA"),
    ("ALP", "Labor", "Australian Labor Party", "Labor Party"),
    ("Liberal", "LIB", "Liberals", "Liberal Party"),
    ("National", "NAT", "Nationals", "National Party"),
    ("Democratic", "Democrat", "Democrats", "Democratic Party", "Dem"),
    ("Republican", "Republicans", "Republican Party", "GOP", "Rep"),
    ("NDP", "New Democratic Party", "New Democrats"),
    ("PC", "Progressive Conservative", "Progressive Conservatives", "Tories", "Tory"),
    ("BJP", "Bharatiya Janata Party"),
    ("Congress", "INC", "Indian National Congress", "Cong"),
    ("AAP", "Aam Aadmi Party"),
    ("APC", "All Progressives Congress"),
    ("PDP", "Peoples Democratic Party"),
    ("NPP", "New Patriotic Party"),
    ("NDC", "National Democratic Congress"),
)
"""Each row is one party, its fullest usual name first. A name standing in two rows belongs to both."""


SINGLE = "Ind"
"""Of a contest's one Independent, where a list has but one."""


def party_names(party: str) -> tuple[str, ...]:
    """The party as the contest names it, with the other names that the same row knows. "Independent" is too common a
    word to name anybody; "Ind" is none."""
    wanted = party.casefold().strip()
    if wanted in ("independent", "ind"):
        return (SINGLE,)
    if wanted.startswith(("independent", "ind ", "non-party")):
        return ()
    return (party, *_ROWS.get(wanted, ()))


_ROWS: dict[str, tuple[str, ...]] = {}
for _row in PARTIES:
    for _name in _row:
        _ROWS.setdefault(_name.casefold(), _row)
