"""Pages passed over on raw bytes: every printing of a name keeps its page, and no page with a figure is lost."""

import json
from pathlib import Path

import pytest

from pipelines.contests import load_contests
from pipelines.model import Candidate, Contest
from pipelines.prefilter import Prefilter

GOLD = Path(__file__).resolve().parents[2].parent / "shared" / "gold"


def contest(*names, party=None, title="Leadership of the Bakers' Guild"):
    people = tuple(Candidate(name.lower().replace(" ", "-"), name, party=party) for name in names)
    return Contest("bakers", title, organisation="Bakers Guild", candidates=people)


@pytest.fixture(params=[True, False], ids=["hyperscan", "aho-corasick"])
def keeps(request):
    if request.param:
        pytest.importorskip("hyperscan", reason="the bulk extra is not installed")

    def ask(names, payload, content_type=None):
        return Prefilter([contest(*names)], is_fast=request.param).may_speak(payload, content_type)

    return ask


@pytest.mark.parametrize(
    "payload",
    [
        b"<p>HICKS had 52,527",
        b"<p>hicks's vote",
        b"<p>Hicks1264",
        "<p>“Hicks”".encode(),
        b"\xa0Hicks ",
        b'{"text":"first\\nHicks"}',
        b'{"text":"\\u201cHicks\\u201d"}',
        b"Hicks",
    ],
)
def test_a_surname_keeps_the_page_however_it_is_printed(keeps, payload):
    assert keeps(["Jerry Hicks"], payload)


@pytest.mark.parametrize("payload", [b"<p>chicks had 3", b"<p>Hickson had 3", b"<p>thicksoup", b""])
def test_a_surname_inside_another_word_keeps_nothing(keeps, payload):
    assert not keeps(["Jerry Hicks"], payload)


@pytest.mark.parametrize(
    "gap",
    [" ", "\n      ", "&nbsp;", "&#160;", "&#xA0;", "\u00a0", "<br>", "</b> <b>", '</a>\n<span class="last">', "\\n"],
)
def test_words_of_a_name_may_stand_apart(keeps, gap):
    namesakes = ["Ann Wood", "Mary Wood"]  # two of one surname: only their whole names tell them apart
    assert keeps(namesakes, f"<b>Mary{gap}Wood</b> 412".encode())
    assert not keeps(namesakes, f"<b>Ruth{gap}Wood</b> 412".encode())


@pytest.mark.parametrize(
    "payload",
    [
        "<p>José Núñez".encode(),
        "<p>José Núñez".encode("latin-1"),
        "<p>JOSÉ NÚÑEZ".encode(),
        b"<p>Jos&eacute; N&uacute;&ntilde;ez",
        b"<p>Jos&#233; N&#250;&#xf1;ez",
        b'{"text": "Jos\\u00e9 N\\u00fa\\u00f1ez"}',
        b"<p>Jose Nunez",
        "<p>José Núñez".encode().decode("cp1252").encode(),
    ],
)
def test_accents_in_every_coding_keep_the_page(keeps, payload):
    assert keeps(["José Núñez"], payload)


@pytest.mark.parametrize("quote", ["'", "’", "&rsquo;", "&#8217;", "&#39;", "\\u2019"])
def test_quotes_inside_a_name(keeps, quote):
    assert keeps(["Mary O'Brien"], f"<td>O{quote}Brien</td><td>12</td>".encode())


def test_other_codings_are_kept_unread(keeps):
    assert keeps(["Jerry Hicks"], "Hicks".encode("utf-16"))
    assert keeps(["Jerry Hicks"], b"<p>nobody", "text/html; charset=shift_jis")
    assert not keeps(["Jerry Hicks"], b"<p>nobody", "text/html; charset=iso-8859-1")


def test_the_organisation_counts_beside_a_word_of_voting(keeps):
    assert keeps(["Jerry Hicks"], b"<p>Bakers: turnout was 15.8%")
    assert not keeps(["Jerry Hicks"], b"<p>Bakers open a shop")
    assert not keeps(["Jerry Hicks"], b"<p>Farmers: turnout was 15.8%")


def test_while_a_vote_on_options_is_followed_no_page_is_passed_over():
    assert Prefilter([contest("Jerry Hicks"), contest("Yes", "No")]).may_speak(b"<p>nobody")


def test_without_contests_no_page_is_passed_over():
    assert Prefilter([]).may_speak(b"<p>Hicks")


@pytest.mark.skipif(not GOLD.is_dir(), reason="no labelled pages beside the project")
@pytest.mark.parametrize("is_fast", [True, False])
def test_no_labelled_page_with_figures_is_lost(tmp_path, is_fast):
    lost, asked = [], 0
    for case in sorted(GOLD.rglob("case.json")):
        told = json.loads(case.read_text(encoding="utf-8"))
        followed = tmp_path / "contests.json"
        followed.write_text(json.dumps(told["contests"]), encoding="utf-8")
        prefilter = Prefilter(load_contests(followed), is_fast=is_fast)
        asked += not prefilter.keeps_all
        if told["claims"] and not prefilter.may_speak((case.parent / "page.html").read_bytes()):
            lost.append(case.parent.name)
    assert asked > 50
    assert not lost
