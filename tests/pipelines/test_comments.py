"""Comments one at a time, with author and time, in the mark-up of the engines that made them."""

# ruff: noqa: E501 - mark-up stands as engines write it

from __future__ import annotations

import pytest

from pipelines.clean import read_page

ARTICLE = """<article><h1>Ash wins the branch ballot</h1><div class="entry-content"><p>Rowan Ash took 1,204 votes and
Silver Birch 998, the scrutineer said on Friday evening after a long count.</p></div></article>"""

WORDPRESS = """<div id="comments"><h3>2 thoughts on this</h3><ol class="comment-list">
<li id="comment-11" class="comment even depth-1 parent"><article id="div-comment-11" class="comment-body">
<footer class="comment-meta"><div class="comment-author vcard"><b class="fn">Hazel</b> <span class="says">says:</span></div>
<div class="comment-metadata"><time datetime="2017-04-21T18:02:11+01:00">21 April 2017 at 6:02 pm</time></div></footer>
<div class="comment-content"><p>Only 12% voted.</p></div><div class="reply"><a href="#">Reply</a></div></article>
<ol class="children"><li id="comment-12" class="comment byuser odd depth-2"><article class="comment-body" id="div-comment-12">
<footer class="comment-meta"><div class="comment-author vcard"><b class="fn">Alder</b> <span class="says">says:</span></div>
<div class="comment-metadata"><time datetime="2017-04-21T19:00:00+01:00">7:00 pm</time></div></footer>
<div class="comment-content"><p>It was 12.2%.</p></div></article></li></ol></li></ol>
<div id="respond" class="comment-respond"><h3>Leave a Reply</h3><form><label>Name</label></form></div></div>"""

BLOGGER_OLD = """<div id="comments"><h4>2 comments:</h4><dl id="comments-block">
<dt class="comment-author" id="c111111"><a name="c111111"></a>Hazel said...</dt>
<dd class="comment-body"><p>Only 12% voted.</p></dd>
<dd class="comment-footer"><span class="comment-timestamp"><a href="#">21 April 2017 at 18:02</a></span></dd>
<dt class="comment-author" id="c111112"><a name="c111112"></a>Alder said...</dt>
<dd class="comment-body"><p>It was 12.2%.</p></dd>
<dd class="comment-footer"><span class="comment-timestamp"><a href="#">21 April 2017 at 19:00</a></span></dd>
</dl></div>"""

BLOGGER_THREADED = """<div class="comments" id="comments"><h4>2 comments:</h4><div id="comment-holder"><ol id="top-ra">
<li class="comment" id="c7818"><div class="comment-block"><div class="comment-header"><cite class="user">
<a href="#" rel="nofollow">Hazel</a></cite><span class="datetime secondary-text"><a href="#">21 April 2017 at 18:02</a></span></div>
<p class="comment-content">Only 12% voted.</p><span class="comment-actions secondary-text"><a>Reply</a></span></div></li>
<li class="comment" id="c7819"><div class="comment-block"><div class="comment-header"><cite class="user">Alder</cite>
<span class="datetime secondary-text"><a href="#">21 April 2017 at 19:00</a></span></div>
<p class="comment-content">It was 12.2%.</p><span class="comment-actions secondary-text"><a>Reply</a></span></div></li></ol></div></div>"""

DRUPAL = """<section id="comments" class="comments comment-wrapper"><h2>Comments</h2><a id="comment-5"></a>
<div class="comment comment-new odd"><div class="submitted">Submitted by <span class="username">Hazel</span> on Fri, 21/04/2017 - 18:02.</div>
<div class="content"><p>Only 12% voted.</p></div><ul class="links inline"><li class="comment-reply"><a href="#">reply</a></li></ul></div>
<div class="comment even"><div class="submitted">Submitted by <span class="username">Alder</span> on Fri, 21/04/2017 - 19:00.</div>
<div class="content"><p>It was 12.2%.</p></div></div></section>"""

DISQUS = """<div id="disqus_thread"><ul id="post-list" class="post-list">
<li class="post" id="post-901"><div class="post-content"><header><span class="post-byline"><span class="author publisher-anchor-color">
<a href="https://disqus.com/by/hazel/">Hazel</a></span></span><span class="post-meta"><a class="time-ago" title="Friday, April 21, 2017 6:02 PM">6 years ago</a></span></header>
<div class="post-body-inner"><div class="post-message"><p>Only 12% voted.</p></div></div><footer><a>Reply</a></footer></div></li>
<li class="post" id="post-902"><div class="post-content"><header><span class="post-byline"><span class="author publisher-anchor-color">
<a href="https://disqus.com/by/alder/">Alder</a></span></span><span class="post-meta"><a class="time-ago" title="Friday, April 21, 2017 7:00 PM">6 years ago</a></span></header>
<div class="post-body-inner"><div class="post-message"><p>It was 12.2%.</p></div></div></div></li></ul></div>"""

SCHEMA = """<div class="x1"><h2>Discussion</h2>
<div itemprop="comment" itemscope itemtype="https://schema.org/Comment"><span itemprop="author">Hazel</span>
<time itemprop="dateCreated" datetime="2017-04-21T18:02">Friday</time><div itemprop="text">Only 12% voted.</div></div>
<div itemprop="comment" itemscope itemtype="https://schema.org/Comment"><span itemprop="author">Alder</span>
<time itemprop="dateCreated" datetime="2017-04-21T19:00">Friday</time><div itemprop="text">It was 12.2%.</div></div></div>"""

SIBLINGS = """<h3>2 comments</h3><div class="zz">
<div class="q"><b>Hazel</b> <i>21 April 2017 18:02</i><p>Only 12% voted.</p></div>
<div class="q"><b>Alder</b> <i>21 April 2017 19:00</i><p>It was 12.2%.</p></div></div>"""


@pytest.mark.parametrize(
    "section",
    [WORDPRESS, BLOGGER_OLD, BLOGGER_THREADED, DRUPAL, DISQUS, SCHEMA, SIBLINGS],
    ids=["wordpress", "blogger old", "blogger threaded", "drupal", "disqus", "schema.org", "like siblings"],
)
def test_each_comment_stands_apart_with_author_and_time(section: str) -> None:
    page = read_page(f"<html><title>Ash wins the branch ballot</title><body>{ARTICLE}{section}</body></html>".encode())
    said = [(p.block, p.author, (p.published_at or "")[:16]) for p in page.passages if p.kind == "comment"]
    assert said == [("comment:1", "Hazel", "2017-04-21T18:02"), ("comment:2", "Alder", "2017-04-21T19:00")]
    texts = [passage.text for passage in page.passages if passage.kind == "comment"]
    assert ["Only 12% voted." in texts[0], "It was 12.2%." in texts[1]] == [True, True]
    assert "12.2%" not in texts[0]
    assert "Reply" not in texts[0] + texts[1]
    body = "\n".join(passage.text for passage in page.passages if passage.kind == "body")
    assert "1,204 votes" in body
    assert "12%" not in body


PHPBB = """<div id="page-body"><h2 class="topic-title">Branch ballot</h2>
<div id="p101" class="post bg2"><div class="inner"><dl class="postprofile"><dt><a href="./memberlist.php?mode=viewprofile&amp;u=5" class="username">Hazel</a></dt>
<dd><strong>Posts:</strong> 4,210</dd><dd><strong>Joined:</strong> Mon May 01, 2006 9:00 am</dd></dl>
<div class="postbody"><h3><a href="#p101">Branch ballot</a></h3><p class="author">by <a class="username" href="./memberlist.php?u=5">Hazel</a> &raquo; Fri Apr 21, 2017 6:02 pm</p>
<div class="content">Ash has 1,204 and Birch 998.</div></div></div></div>
<div id="p102" class="post bg1"><div class="inner"><dl class="postprofile"><dt><a href="./memberlist.php?mode=viewprofile&amp;u=6" class="username">Alder</a></dt>
<dd><strong>Posts:</strong> 17</dd></dl>
<div class="postbody"><h3><a href="#p102">Re: Branch ballot</a></h3><p class="author">by <a class="username" href="./memberlist.php?u=6">Alder</a> &raquo; Fri Apr 21, 2017 7:00 pm</p>
<div class="content"><blockquote><div><cite>Hazel wrote:</cite>Ash has 1,204</div></blockquote>It was 1,240.</div></div></div>
<div class="signature">Vote 7 times</div></div></div>"""

VBULLETIN = """<ol id="posts" class="posts">
<li class="postbitlegacy postbitim postcontainer" id="post_101"><div class="posthead"><span class="postdate"><span class="date">21-04-2017,&nbsp;<span class="time">06:02 PM</span></span></span></div>
<div class="postdetails"><div class="userinfo"><a class="username" href="member.php?5-Hazel"><strong>Hazel</strong></a><dl class="userinfo_extra"><dt>Join Date</dt><dd>May 2006</dd></dl></div>
<div class="postbody"><div class="postrow"><h2 class="title">Branch ballot</h2><div class="content"><div id="post_message_101"><blockquote class="postcontent restore">Ash has 1,204 and Birch 998.</blockquote></div></div></div></div></div></li>
<li class="postbitlegacy postbitim postcontainer" id="post_102"><div class="posthead"><span class="postdate"><span class="date">21-04-2017,&nbsp;<span class="time">07:00 PM</span></span></span></div>
<div class="postdetails"><div class="userinfo"><a class="username" href="member.php?6-Alder"><strong>Alder</strong></a></div>
<div class="postbody"><div class="postrow"><h2 class="title">Re: Branch ballot</h2><div class="content"><div id="post_message_102"><blockquote class="postcontent restore">It was 1,240.</blockquote></div></div></div></div></div></li></ol>"""

XENFORO = """<div class="block-body">
<article class="message message--post" id="js-post-101" data-author="Hazel"><div class="message-inner"><div class="message-cell message-cell--user"><section class="message-user">
<h4 class="message-name"><a href="/members/hazel.5/" class="username" itemprop="name">Hazel</a></h4><h5 class="userTitle message-userTitle">Well-known member</h5></section></div>
<div class="message-cell message-cell--main"><div class="message-main js-quickEditTarget"><header class="message-attribution"><a href="#"><time class="u-dt" datetime="2017-04-21T18:02:00+0100">Apr 21, 2017</time></a><a href="#">#1</a></header>
<div class="message-content js-messageContent"><div class="message-userContent"><article class="message-body js-selectToQuote"><div class="bbWrapper">Ash has 1,204 and Birch 998.</div></article></div></div>
<footer class="message-footer"><a>Like 3</a></footer></div></div></div></article>
<article class="message message--post" id="js-post-102" data-author="Alder"><div class="message-inner"><div class="message-cell message-cell--user"><section class="message-user">
<h4 class="message-name"><a href="/members/alder.6/" class="username" itemprop="name">Alder</a></h4></section></div>
<div class="message-cell message-cell--main"><div class="message-main js-quickEditTarget"><header class="message-attribution"><a href="#"><time class="u-dt" datetime="2017-04-21T19:00:00+0100">Apr 21, 2017</time></a><a href="#">#2</a></header>
<div class="message-content js-messageContent"><div class="message-userContent"><article class="message-body js-selectToQuote"><div class="bbWrapper">It was 1,240.</div></article></div></div></div></div></div></article></div>"""

DISCOURSE = (
    """<div id="app"></div><noscript data-path="/t/branch-ballot/9"><div class="wrap"><h1>Branch ballot</h1>
<div itemscope itemtype="http://schema.org/DiscussionForumPosting" class="topic-body crawler-post"><div class="crawler-post-meta"><span class="creator" itemprop="author"><a href="/u/Hazel"><span itemprop="name">Hazel</span></a></span>
<span class="crawler-post-infos"><time itemprop="datePublished" datetime="2017-04-21T18:02:00Z" class="post-time">April 21, 2017, 6:02pm</time><span itemprop="position">#1</span></span></div>
<div class="post" itemprop="articleBody"><p>Ash has 1,204 and Birch 998.</p></div></div>
<div itemscope itemtype="http://schema.org/Comment" class="topic-body crawler-post"><div class="crawler-post-meta"><span class="creator" itemprop="author"><a href="/u/Alder"><span itemprop="name">Alder</span></a></span>
<span class="crawler-post-infos"><time itemprop="datePublished" datetime="2017-04-21T19:00:00Z" class="post-time">April 21, 2017, 7:00pm</time><span itemprop="position">#2</span></span></div>
<div class="post" itemprop="text"><p>It was 1,240.</p></div></div>"""
    + "<p>filler words for the page without scripts</p>" * 60
    + "</div></noscript>"
)


@pytest.mark.parametrize(
    "board", [PHPBB, VBULLETIN, XENFORO, DISCOURSE], ids=["phpbb", "vbulletin", "xenforo", "discourse"]
)
def test_the_first_post_of_a_forum_is_the_body_and_the_others_are_comments(board: str) -> None:
    page = read_page(f"<html><title>Branch ballot</title><body>{board}</body></html>".encode())
    said = [(p.block, p.author, (p.published_at or "")[:16]) for p in page.passages if p.kind != "quote"]
    assert said == [("body", "Hazel", "2017-04-21T18:02"), ("comment:1", "Alder", "2017-04-21T19:00")]
    texts = [passage.text for passage in page.passages]
    assert "Ash has 1,204 and Birch 998." in texts[0]
    assert "It was 1,240." in texts[-1]
    for noise in ("4,210", "Vote 7 times", "Like 3", "Joined", "Well-known"):
        assert noise not in "".join(texts)


HOME_MADE = """<section class="rv"><h3>Comments (2)</h3>
<div class="k"><b>Hazel</b> <span>4h</span><p>Only 12% voted.</p><span>+3</span></div>
<div class="k"><b>Alder</b> <span>3h</span><p>It was 12.2%.</p><span>+1</span></div></section>"""

UNTIMED = (
    """<hr><h3>Readers' views</h3><div><b>Hazel</b> Only 12% voted.</div><br><div><b>Alder</b> It was 12.2%.</div>"""
)


CALLED_SO = """<p><b>Have your say</b></p><div class="usercomment"><b>Hazel:</b> Only 12% voted.</div>
<div class="usercomment"><b>Alder:</b> It was 12.2%.</div>"""


@pytest.mark.parametrize("section", [HOME_MADE, UNTIMED, CALLED_SO])
def test_signed_blocks_under_a_heading_about_comments_are_comments_without_any_time(section: str) -> None:
    page = read_page(f"<html><body>{ARTICLE}{section}</body></html>".encode())
    comments = [passage for passage in page.passages if passage.kind == "comment"]
    assert [comment.author for comment in comments] == ["Hazel", "Alder"]
    assert "Only 12% voted." in comments[0].text
    assert not any("12%" in passage.text for passage in page.passages if passage.kind != "comment")


def test_a_form_to_write_a_comment_is_none() -> None:
    form = "<div id=comments><h3>Comments</h3><div><h4>Join the conversation</h4>Keep it civil: 3 warnings and out.</div></div>"
    page = read_page(f"<html><body>{ARTICLE}{form}</body></html>".encode())
    assert not any(passage.kind == "comment" for passage in page.passages)


def test_a_single_signed_block_is_a_comment_where_the_heading_counts_one() -> None:
    section = "<div><h3>1 Comment</h3><div><b>Hazel</b> 09/12 14:40<p>Only 12% voted.</p></div></div>"
    page = read_page(f"<html><body>{ARTICLE}{section}</body></html>".encode())
    assert [passage.author for passage in page.passages if passage.kind == "comment"] == ["Hazel"]


def test_bold_blocks_under_another_heading_are_no_comments() -> None:
    section = "<h3>The candidates</h3><div><b>Rowan Ash</b> 1,204 votes.</div><div><b>Silver Birch</b> 998 votes.</div>"
    page = read_page(f"<html><body>{ARTICLE}{section}</body></html>".encode())
    assert not any(passage.kind == "comment" for passage in page.passages)


def test_posts_of_a_board_may_be_told_by_their_numbers_alone() -> None:
    posts = [("Hazel", "Rowan Ash took 1,204 votes, it says here."), ("Alder", "It was 1,205."), ("Elm", "Who counts?")]
    rows = "".join(
        f"<table class=tb><tr><td><b>{name}</b><br>Posts: {turn}11</td><td><small>11-{turn}-2023, 02:1{turn} PM #{turn}</small>"
        f"<p>{said}</p></td></tr></table>"
        for turn, (name, said) in enumerate(posts, 1)
    )
    page = read_page(f"<html><body><h2>Branch ballot result</h2>{rows}</body></html>".encode())
    assert [passage.author for passage in page.passages if passage.kind == "comment"] == ["Alder", "Elm"]


def test_a_list_of_other_pages_comments_is_no_comment_of_this_page() -> None:
    widget = '<div class="widget recent-comments"><ul><li class="comment"><b class="fn">Elm</b> 1 May 2017: 7071 votes!</li></ul></div>'
    page = read_page(f"<body>{ARTICLE}{widget}</body>".encode())
    assert [passage.kind for passage in page.passages] == ["body"]
    assert "7071" not in page.passages[0].text


def test_blog_posts_on_one_page_are_no_forum() -> None:
    post = '<div class="post hentry" id="post-{0}"><h2 class="entry-title"><a href="/{0}">{1}</a></h2><span class="author">Hazel</span> <time datetime="2017-04-2{0}">x</time><div class="entry-content"><p>{2}</p></div></div>'
    long = (
        "The count went on for hours and nobody in the hall would say who was ahead until the very end of it all. " * 3
    )
    posts = post.format(1, "Ash ahead in the branch ballot", f"Ash 120. {long}") + post.format(
        2, "Birch asks for a recount at noon", f"Birch 98. {long}"
    )
    page = read_page(f"<body>{posts}</body>".encode())
    assert {passage.kind for passage in page.passages} == {"body"}
    assert [passage.post for passage in page.passages] == [1, 2]
    assert "Ash 120." in page.passages[0].text
    assert "Birch 98." in page.passages[1].text


def test_head_and_body_of_a_post_may_be_neighbours() -> None:
    post = '<li><div id="post-{0}" class="bbp-reply-header">21 April 2017 at 6:0{0} pm</div><div class="post-{0} topic-reply"><div class="bbp-reply-author"><a class="bbp-author-name" href="/users/x">{1}</a></div><div class="bbp-reply-content"><p>{2}</p></div></div></li>'
    posts = [("Hazel", "Ash has 1,204 and Birch 998."), ("Alder", "It was 1,240."), ("Elm", "Both are wrong.")]
    items = "".join(post.format(n, *said) for n, said in enumerate(posts, 1)).replace("<li>", "").replace("</li>", "")
    page = read_page(f"<title>Branch ballot</title><div class='forums bbp-replies'>{items}</div>".encode())
    assert [(p.block, p.author, p.published_at, p.text) for p in page.passages] == [
        ("body", "Hazel", "2017-04-21T18:01", "Ash has 1,204 and Birch 998."),
        ("comment:1", "Alder", "2017-04-21T18:02", "It was 1,240."),
        ("comment:2", "Elm", "2017-04-21T18:03", "Both are wrong."),
    ]


NUMBERED = {
    "each in a box": "<div><h4>#{0} comment by {1}</h4>{2} <p>{3}</p></div>",
    "one after the other": "<h4>#{0} comment by {1}</h4><p>{2}</p><p>{3}</p>",
    "each in a table": "<table><tr><td>#{0} by <a href='?profile={0}'>{1}</a> <i>{2}</i></td></tr><tr><td>{3}</td></tr></table>",
}
SAID = [("Hazel", "21 April 2017, 18:02", "Only 12% voted."), ("Alder", "21 April 2017, 19:00", "No, it was 12.2%.")]


@pytest.mark.parametrize(
    ("shape", "count"),
    [
        ("each in a box", 1),
        ("each in a box", 2),
        ("each in a table", 1),
        ("each in a table", 2),
        ("one after the other", 2),
    ],
)
def test_comments_may_be_told_by_the_numbers_over_them(shape: str, count: int) -> None:
    comments = "".join(NUMBERED[shape].format(number, *said) for number, said in enumerate(SAID[:count], 1))
    page = read_page(f"<body>{ARTICLE}<div>{comments}</div></body>".encode())
    found = [passage for passage in page.passages if passage.kind == "comment"]
    assert [(p.author, p.published_at) for p in found] == [
        ("Hazel", "2017-04-21T18:02"),
        ("Alder", "2017-04-21T19:00"),
    ][:count]
    assert all(said[2] in comment.text for said, comment in zip(SAID, found, strict=False))


def test_a_chart_of_numbered_titles_is_no_thread() -> None:
    chart = "".join(
        f"<div><h4>#{n} by The Alders</h4><p>A song about a count that took all night.</p></div>" for n in (1, 2)
    )
    page = read_page(f"<body><article><h1>Songs of the count</h1>{chart}</article></body>".encode())
    assert {passage.kind for passage in page.passages} == {"body"}


HEADED = """<div class="comments"><div class="comment" id="comment-{0}"><span class="author">{1}</span> <span class="date">{2}</span>
<h5>{4}</h5><div class="comment-text">{3}</div></div></div>"""


def test_a_comments_own_headline_is_its_first_line() -> None:
    heads = ["Ash has 1,204 now", "The count is not over"]
    comments = "".join(HEADED.format(n, *said, head) for n, (said, head) in enumerate(zip(SAID, heads, strict=True)))
    page = read_page(f"<body>{ARTICLE}{comments}</body>".encode())
    texts = [passage.text for passage in page.passages if passage.kind == "comment"]
    assert texts == ["Ash has 1,204 now\n\nOnly 12% voted.", "The count is not over\n\nNo, it was 12.2%."]


@pytest.mark.parametrize(
    "head", ["Re: Ash wins the branch ballot", "Ash wins the branch ballot", "Your comments", "[-]"]
)
def test_a_threads_title_over_every_comment_is_none_of_theirs(head: str) -> None:
    comments = "".join(HEADED.format(n, *said, head) for n, said in enumerate(SAID))
    page = read_page(f"<title>Ash wins the branch ballot</title><body>{ARTICLE}{comments}</body>".encode())
    assert [p.text for p in page.passages if p.kind == "comment"] == ["Only 12% voted.", "No, it was 12.2%."]


def test_what_a_post_is_about_does_not_make_it_a_comment() -> None:
    post = '<div id="post-6" class="post-6 post type-post hentry category-comment tag-poll">{}</div>'.format(
        ARTICLE.replace("article", "div")
    )
    page = read_page(f"<body>{post}{WORDPRESS}</body>".encode())
    assert [passage.block for passage in page.passages] == ["body", "comment:1", "comment:2"]


def test_a_table_of_figures_in_a_comment_keeps_its_cells_and_stays_the_comments() -> None:
    table = "<table><tr><td>Rowan Ash</td><td>1,204</td></tr><tr><td>Silver Birch</td><td>998</td></tr></table>"
    comments = HEADED.format(1, *SAID[0], "x").replace("Only 12% voted.", f"My count:{table}Only 12% voted.")
    comments += HEADED.format(2, *SAID[1], "y")
    page = read_page(f"<body>{ARTICLE}{comments}</body>".encode())
    said = [passage for passage in page.passages if passage.kind == "comment"]
    assert [(p.block, p.author, len(p.cells)) for p in said] == [
        ("comment:1", "Hazel", 0),
        ("comment:1", "Hazel", 4),
        ("comment:1", "Hazel", 0),
        ("comment:2", "Alder", 0),
    ]
    assert [said[1].text[cell.start : cell.end] for cell in said[1].cells] == [
        "Rowan Ash",
        "1,204",
        "Silver Birch",
        "998",
    ]


def test_a_table_that_holds_no_figure_does_not_part_a_comment() -> None:
    table = "<table><tr><td>Hazel</td><td>wrote</td></tr><tr><td>that</td><td>it rained</td></tr></table>"
    comments = HEADED.format(1, *SAID[0], "x").replace("Only 12% voted.", f"Look:{table}Only 12% voted.")
    page = read_page(f"<body>{ARTICLE}{comments}</body>".encode())
    assert [p.block for p in page.passages if p.kind == "comment"] == ["comment:1"]


def test_signed_replies_below_an_article_without_names_are_no_forum() -> None:
    prose = (
        "<p>The clerk read the tally aloud at ten to midnight, and nobody in the hall asked her to read it twice over.</p>"
        * 3
    )
    replies = "".join(
        f'<div class="reply"><b>{name}</b><p>{words} and I said as much in the hall that night.</p></div>'
        for name, words in (("Tom", "It was close"), ("Hazel", "It was not close"), ("Alder", "It was a count"))
    )
    page = read_page(f"<body><h1>The count</h1>{prose}<section><h3>Replies</h3>{replies}</section></body>".encode())
    assert [passage.block for passage in page.passages] == ["body", "comment:1", "comment:2", "comment:3"]


MAILS = """<h1>Branch list, April 2017</h1><hr><h2>[branch] Result</h2><p><b>From:</b> Hazel Rowan<br><b>Date:</b> Fri Apr 21 2017 - 18:02:11 BST</p>
<p>Ash 1,204, Birch 998.</p><hr><h2>Re: [branch] Result</h2><p><b>From:</b> Alder<br><b>Date:</b> Fri Apr 21 2017 - 19:00:01 BST</p><p>It was 12.2%.</p>
<hr><p><small>Archive made by 7071 lines of code.</small></p>"""
NEWS_GROUP = """<h3>Town talk</h3><p><b>From: Hazel Rowan</b> Apr 21 2017, 6:02 PM<br>Sheet on the door:<pre>Ash    1,204
Birch    998</pre>Done.<hr><b>From: Alder</b> Apr 21 2017, 7:00 PM<br>It was 12.2%.
<hr><font size=1>Visitor 7071</font>"""
ROWED = """<table class="forumline"><tr><th>Author</th><th>Message</th></tr>
<tr><td class="row1"><span class="name"><b>Hazel Rowan</b></span><br><span class="postdetails">Posts: 7071</span></td>
<td class="row1"><span class="postdetails">Posted: Fri Apr 21, 2017 6:02 pm</span><hr><span class="postbody">Ash 1,204, Birch 998, says the sheet on the door of the hall.</span></td></tr>
<tr><td class="row2"><span class="name"><b>Alder</b></span><br><span class="postdetails">Posts: 7071</span></td>
<td class="row2"><span class="postdetails">Posted: Fri Apr 21, 2017 7:00 pm</span><hr><span class="postbody">It was 12.2%.</span></td></tr></table>"""


@pytest.mark.parametrize("thread", [MAILS, NEWS_GROUP, ROWED], ids=["mailing list", "news group", "rows of a board"])
def test_the_first_message_is_the_body_and_the_others_are_comments(thread: str) -> None:
    page = read_page(f"<html><head><title>Result of the ballot</title></head><body>{thread}</body></html>".encode())
    said = [passage for passage in page.passages if passage.kind == "comment"]
    told = "\n".join(passage.text for passage in page.passages)
    assert [(passage.comment, passage.author) for passage in said] == [(1, "Alder")]
    assert (said[0].published_at or "").startswith("2017-04-21T19:00")
    assert "12.2%" in said[0].text
    assert "1,204" in page.passages[0].text or "1,204" in page.passages[1].text
    assert "7071" not in told


def test_news_items_between_rules_without_a_sender_are_no_comments() -> None:
    entries = "<hr>".join(f"<p><b>{n} April 2017</b></p><p>{STORY_OF_A_DAY} Day {n}.</p>" for n in range(1, 4))
    page = read_page(f"<html><body><h1>Notes</h1><hr>{entries}</body></html>".encode())
    assert all(passage.kind == "body" for passage in page.passages)


STORY_OF_A_DAY = "The returning officer opened the boxes at nine and counted until the evening without a pause."


def test_a_reply_without_a_number_inside_numbered_comments_is_one_of_its_own() -> None:
    reply = """<ol><li class="comment"><div class="comment-block"><cite class="user">Elm</cite>
<p class="comment-content">It was 13 last time.</p></div></li></ol></li>
<li class="comment" id="c7819">"""
    markup = BLOGGER_THREADED.replace('</li>\n<li class="comment" id="c7819">', reply)
    said = [passage for passage in read_page(f"<body>{ARTICLE}{markup}</body>".encode()).passages if passage.comment]
    assert [passage.author for passage in said] == ["Hazel", "Elm", "Alder"]


@pytest.mark.parametrize("says", ["said...", "wrote:"])
def test_paragraphs_below_a_heading_are_parted_by_who_speaks(says: str) -> None:
    markup = f"<h3>2 comments</h3><p>Hazel {says}</p><p>Only 12% voted.</p><p>And it rained.</p><p>Alder {says}</p><p>It was 12.2%.</p>"
    said = [passage for passage in read_page(f"<body>{ARTICLE}{markup}</body>".encode()).passages if passage.comment]
    assert [passage.author for passage in said] == ["Hazel", "Alder"]
    assert ["12%" in said[0].text, "rained" in said[0].text, "12.2%" in said[1].text] == [True] * 3
