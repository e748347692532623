"""What an element calls itself: class, id, role and microdata, sorted into a few marks.

Names are read as words ("entry-content", "entryContent" and "entry__content" alike), so that one rule serves many
engines. A mark is a claim only; who uses it looks at the element's text as well (furniture.py, comments.py).
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

FURNITURE = 1
"""Navigation, teasers, widgets, advertising, share buttons, footers."""
HIDDEN = 2
"""Not shown to a reader."""
CONTENT = 4
"""The words of an article (entry-content, articleBody ...)."""
ARTICLE = 8
"""A whole article or post with its head."""
COMMENT = 16
"""One reader's comment."""
POST = 32
"""One post of a forum thread."""
COMMENTS = 64
"""The place where comments stand."""
AUTHOR = 128
DATE = 256
SAID = 512
"""The words of a comment or forum post."""
REMARK_FURNITURE = 1024
"""Within a comment or post: buttons, avatars, signatures, votes."""
ASIDE = 2048
"""Small print of an article: byline, date line, tags."""
SAID_WEAKLY = 8192
"""Names that often hold a comment's words, and often something else."""
QUOTED = 16384
"""Somebody else's words within a comment or post."""
RESULTS = 32768
"""Names of results, counts and candidates: never furniture, unless they also say navigation, poll or search."""
SIDE = 4096
"""A column or box beside the article, by name."""

_MOST_NAMES = 1 << 15
_TELLING = frozenset({"id", "role", "itemprop", "itemtype", "hidden", "style"})
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_BREAKS = re.compile(r"[_\-:]+")
_DIGITS = re.compile(r"\d+")


def _words(pattern: str) -> frozenset[str]:
    """Every phrase of a pattern of literals, `(?:...|...)` and `?`, written without hyphens."""
    return _tokens(pattern.replace("-?", "").replace("-", ""))


def _tokens(pattern: str) -> frozenset[str]:
    """Every phrase of such a pattern as it stands, to be a whole class or id.

    Looking phrases up in a set is thirty times faster than searching a dozen patterns in every name of a page.
    """
    phrases, place = _alternatives("".join(pattern.split()), 0)
    assert place < 0, pattern
    return frozenset(phrases)


def _alternatives(pattern: str, place: int) -> tuple[set[str], int]:
    """The phrases of the alternatives from `place` to the closing bracket, and the place behind it (-1 at the end)."""
    found: set[str] = set()
    current = {""}
    while place < len(pattern):
        if pattern[place] == "|":
            found |= current
            current, place = {""}, place + 1
            continue
        if pattern[place] == ")":
            return found | current, place + 1
        if pattern.startswith("(?:", place):
            inner, place = _alternatives(pattern, place + 3)
        else:
            inner, place = {pattern[place]}, place + 1
        if pattern[place : place + 1] == "?":
            inner, place = inner | {""}, place + 1
        current = {start + end for start in current for end in inner}
    return found | current, -1


_FURNITURE = _words(
    """
    nav|navs|navbar|navigation|navi|navlinks|subnav|topnav|mainnav|menu|menus|submenu|mainmenu|topmenu|megamenu|
    breadcrumbs?|crumbs?|sidebars?|side-bar|sidepanel|related|relatedposts|relatedlinks|related-?(?:posts|articles|stories|content|links|news|topics)|
    jp-relatedposts|yarpp|zemanta|share|shares|sharing|sharebar|sharetools|sharedaddy|addthis|addtoany|a2a|social|socials|socialmedia|social-?links|
    sociable|widgets?|widget-?area|footers?|foot|footlinks|masthead|promos?|promoted|promotions?|adverts?|advertisements?|advertising|
    ads?|adsense|adslot|adbox|adunit|dfp|sponsors?|sponsored|banners?|newsletters?|subscribe|subscriptions?|subscribebox|signup|sign-up|
    cookies?|cookie-?(?:banner|notice|consent)|consent|gdpr|popular|trending|mostread|mostpopular|mostviewed|most-(?:read|popular|viewed|commented|shared|recent)|
    recommend|recommended|recommendations?|recirc|recirculation|outbrain|taboola|pagination|paginator|pager|pagenav|pagenavi|
    post-navigation|nav-links|nextprev|prev-?next|skip-?link|tagcloud|tag-?cloud|taglist|tag-?list|blogroll|poll|polls|pollbox|quiz|
    login|log-in|signin|register|toolbars?|toolbox|tools|read-?next|readmore|read-?more|also-?read|more-(?:stories|from|news|on|like|articles|links)|
    morelinks|see-?also|seealso|teasers?|teaser-?list|latest|latest-?(?:news|posts|stories)|recent|recent-?(?:posts|comments|news|entries)|recentposts|recentcomments|
    top-?stories|topstories|headlines|newsfeed|donate|donation|donate-bar|appeal|author-?(?:bio|box|info|card)|about-?(?:the-)?author|authorbox|bio|biography|
    comments?-?(?:link|count|form|links)|commentform|comment-?form|respond|reply-?form|searchform|searchbox|search|weather|ticker|stocks?|
    carousel|slideshow|slider|flyout|dropdown|modal|popup|pop-up|overlay|lightbox|toast|tooltip|lang-switch|language-switcher|follow|followus|follow-us|
    likes?|like-button|facepile|fb-like|rss|feedlinks|feed-links|trackbacks?|pingbacks?|edit-?link|mw-editsection|jump-to-nav|mw-jump|
    catlinks|mw-navigation|mw-panel|mw-head|mw-page-base|printfooter|navbox|vertical-navbox|toc|reflist|references|mw-references-wrap|ambox|noprint|
    contentinfo|site-?(?:header|footer|info|nav|branding)|page-?(?:footer)|global-?(?:header|footer|nav)|topbar|top-bar|utility|legal|copyright|colophon|
    app-promo|paywall|piano|regwall|membership-promo|support-us|whatsapp|print-?(?:link|button)|email-?(?:link|signup|form)|
    post-?tags|entry-?tags|article-?tags|tags|tag-links|cat-links|post-?footer|entry-?(?:footer|utility)|postmetadata|archives?-?(?:list|widget)|calendar|
    calendar-?wrap|shortcuts|quicklinks|quick-links|sitemap|partner|partners|affiliate|audio-?player|video-?(?:player|list)|gallery-?nav|
    mw-indicators|mw-hidden|siteSub|sitesub|contentsub|hatnote|dablink|infolinks|topics-?list|live-?ticker|scoreboard-nav|backlink|sort|filters?|
    upsell|callout-box-ad|trc|rev-content|revcontent|disclaimer|contact-?(?:us|form|info)|feedback|ratings?|stars|votes?-?(?:buttons|widget)|
    addedtoany|linkwithin|shareaholic|getsocial|heateor|ssba|crp-related|post-?nav|postnav|story-?nav|pnav|next-?post|prev-?post
    """
)
_RESULTS = _words(
    "results?|elections?|ballots?|tally|tallies|counts?|turnout|candidates?|wards?|constituency|constituencies|scoreboard"
)
_HIDDEN = _tokens(
    "hidden|visually-?hidden|sr-only|screen-reader(?:-text|-only)?|screenreader|invisible|d-none|hide|is-hidden|nodisplay|no-display|"
    "display-none|mw-empty-elt|u-hidden|js-hidden|element-invisible|u-sr-only"
)
_CONTENT = _words(
    """
    entry-?content|post-?content|article-?content|story-?content|post-?body|entry-?body|article-?body|story-?body|articlebody|articletext|
    article-?text|story-?text|storytext|storybody|post-?text|posttext|post-?entry|blog-?content|blog-?post-?content|news-?content|news-?body|news-?text|
    body-?copy|bodycopy|body-?text|bodytext|text-?body|main-?text|content-?text|content-?body|rich-?text|richtext|article-?main|story-?main|page-?content|
    field-name-body|field--name-body|node-?body|mw-parser-output|mw-content-text|single-?content|td-post-content|wysiwyg|prose|copy|
    article__body|entry|artikel-?text|articulo|cuerpo|texte-?article
    """
)
_ARTICLE = _words(
    "hentry|post|blog-?post|single-?post|article|story|type-post|node-article|entry-wrapper|postwrap|blogentry|news-item|newsitem|blogpost|posting"
)
_COMMENT = re.compile(
    r"(?:[a-z0-9]+-)*(?:comment|commento|kommentar|commentaire|comentario|reactie|reply|response|leserbrief|pingback|trackback)"
    r"(?:-(?:item|entry|row|card|box|container|wrapper|wrap|node|single|block|body|inner|list-item|parent|main-level|"
    r"article|unit|view|published|regular|9|x9))*|(?:wc|mtn|ec|kb|mo)-?comment|itemcomment|(?:comment|commentaire)(?:item|entry|box|row|wrap|container|wrapper|post|body|holder)|"
    r"[a-z]*comment9|singlecomment|commentlist-item|usercomment|readercomment|the-comment|pingback|trackback|comment-li"
)
_SAYS_COMMENT = re.compile("comment|kommentar|reactie|reply|response|leserbrief|pingback|trackback|comentario")
_COMMENT_ID = re.compile(
    r"(?:[a-z]+-)*(?:comment|commentaire|kommentar|comm|c|cmt|li-comment|div-comment|elcomment|reply|post-resp|coment)-?9(?:-9)*(?:-wrap(?:per)?)?"
)
_POST_ID = re.compile(
    r"(?:[a-z]+-)*(?:post|p|pid|msg|message|td-post|elcomment|discussion|js-post|subject|posting|r|reply|topic-post|article|post-container)-?9"
)
_COMMENTS = _words(
    r"""
    comments|comments-?(?:area|list|section|block|wrapper|container|wrap|box|thread|inner|holder|template)|comment-?(?:list|lists|section|area|thread|threads|stream|holder)|
    commentlist|commentsection|commentarea|commentblock|disqus-thread|disqus|replies|responses|kommentare|kommentar-?liste|commentaires|comentarios|
    discussion|reader-?comments|user-?comments|reacties|comment-entries|leserbriefe|section-leserpost
    """
)
_AUTHOR = _words(
    """
    fn|author|authors|author-?name|comment-?author|commentauthor|username|user-?name|user|commenter|poster|nickname|nick|display-?name|posted-?by|postedby|
    postauthor|post-?author|creator|member|membername|member-?name|byname|comment-?(?:name|user|username|by)|bigusername|postername|cite|screen-?name|
    author-?link|user-?link|userlink|profile-?(?:name|link)|popupctrl|memberaction|autor|verfasser|auteur|pseudo|by|name|user-?info|userinfo|poster-?info|
    post-?user|p-author|benutzer|benutzername|gebruiker|utilisateur|usuario|message-name|message-?user|owner|handle|contributor|bbp-author-name|real-?name|usr|posteddetails
    """
)
_DATE = _words(
    """
    date|dates|datetime|date-?time|time|timestamp|time-?stamp|posted|posted-?(?:on|at|date)|postdate|post-?date|published|pubdate|created|dateline|date-?line|
    comment-?(?:date|time|meta|metadata|permalink|info|timestamp)|commentmetadata|comment-meta|datum|when|ago|age|permalink|message-date|submitted|
    postedon|post-?time|dt-published|date-header|postinfo|post-?info|post-?meta|entry-date|meta|metadata|wann|messagemeta|posthead|keyinfo|smalltext|postdetails|ts
    """
)
_SAID = _words(
    """
    comment-?(?:content|body|text|texte|copy|message|main|entry|story|description|inner-text|bodytext|contents)|commentbody|commenttext|commentcontent|commentmessage|
    message-?(?:content|body|text|usercontent)|messagecontent|messagetext|messagebody|post-?(?:content|body|text|message|msg)|postbody|posttext|postcontent|postmsg|
    post-?message|user-?content|usercontent|cooked|bbwrapper|bbp-reply-content|bbp-topic-content|e-content|msg-?body|msgbody|talk-post|
    discussion-post-body|resp-body|response-text-content|text-content|wc-comment-text|kommentar-?text|postrow|
    cpost-contentwrap|ipscomment-content|ipstype-richtext|forum-post-body|list-item-b-content
    """
)
_SAID_WEAKLY = _tokens(
    "content|text|message|body|phml|narrow|inner|description|forum-message|post|story|comment|posting-text|maincontent"
)
_QUOTED = _tokens(
    "quote|quotes|quoted|bbcode-quote|bb-?code-?block|quotebox|quoteblock|quote-?(?:container|text|body|content|block|title)|blockquote|quotetitle|bbquote|ipsquote|userquote"
)
_REMARK_FURNITURE = _words(
    """
    comment-?(?:reply|reply-link|actions?|footer|foot|links?|vote|votes|votesbox|likes?|controls|buttons?|tools|edit-link|awaiting-moderation|avatar|toolbar|permalink|count|report|share|sharing|respond|form)|
    reply|reply-?(?:link|button|to-comment)|actions?|avatars?|gravatar|signature|sig|signaturecontainer|post-?signature|message-signature|user-?signature|
    votes?|voting|rating|likes?|like-button|reactions?|reactionsbar|report|flag|share|sharing|permalink|edit|edited|lastedit|last-?edited|editnote|notice|controls|buttons?|btn|
    tools|toolbar|quote-?button|quotebutton|post-?buttons|profile|postprofile|userinfo|user-?stats|user-?details|user-?title|badges?|rank|online|says|
    comment-?author|commentauthor|comment-?meta|commentmetadata|comment-?(?:date|time|timestamp|user|username|name|header|head|info)|author|vcard|meta|metadata|date|timestamp|post-?footer|postfooter|
    message-?(?:footer|attribution|user|meta|actionbar)|messagemeta|attachments?|after-content|postfoot|posthead|post-?header|js-hidden|topic-?map|quicklinks|helpful|thanks|thank|ipscomment-controls|ipsitemcontrols|hide|collapsed
    """
)
_ASIDE = _words(
    """
    byline|bylines|dateline|timestamp|time-?stamp|post-?meta|entry-?meta|article-?meta|story-?meta|meta|metadata|postmeta|posted-?(?:on|by|at|in)|publish-?date|pub-?date|
    published|published-?(?:date|at|time)|pubdate|date|datetime|date-?time|post-?date|entry-?date|article-?date|updated|last-?updated|modified|author|authors|author-?name|
    post-?author|article-?author|story-?author|credits?|photo-?credit|image-?credit|info-?line|post-?info|article-?info|submitted|date-header|reading-?time|read-?time|category|categories|
    post-?categor(?:y|ies)|kicker|eyebrow|section-?(?:name|label)|permalink|timestamp-link|post-timestamp|tagline|strapline|comment-?link
    """
)
_SIDE = _words(
    "sidebars?|aside|right-?(?:col|column|rail|side|bar|box)|left-?(?:col|column|rail|side|bar|nav)|side-?(?:col|column|bar|content)|"
    "tertiary|sidecolumn|rhs|lhs|supplementary|complementary"
)
_SIDE_WHOLE = _tokens("side|left|right|secondary|extra|rail")
_POST = re.compile(
    r"topic-post|crawler-post|blockpost|postcontainer|postbit|postbitlegacy|cpost|message--post|discussion-post|"
    r"posting|posting-row|bbp-reply|type-reply|type-topic|reply|itemdiscussion|itemcomment|topic-reply|post-wrapper|postwrapper|forum-post|forumpost|thread-post|"
    r"mh-vit-resp-ctn|message|post|list-item-b|post-response-item|top-level-comment|talk-post-wrapper|b-post|js-post|post-9|topic-body|msg"
)
BY_TAG = dict.fromkeys(("nav", "footer", "aside"), FURNITURE)
"""The marks of an element without attributes."""
_ROLES = {
    "navigation": FURNITURE,
    "banner": FURNITURE,
    "contentinfo": FURNITURE,
    "complementary": SIDE,
    "search": FURNITURE,
}
_ROLES |= dict.fromkeys(("menu", "menubar", "toolbar", "dialog", "alertdialog", "tablist"), FURNITURE)
_MICRODATA = {
    "articlebody": CONTENT,
    "comment": COMMENT,
    "usercomments": COMMENT,
    "author": AUTHOR,
    "creator": AUTHOR,
    "datepublished": DATE,
    "datecreated": DATE,
    "commenttime": DATE,
    "commenttext": SAID,
    "text": SAID,
}


class _Known(dict[str, int]):
    """Marks by name, read once: a site's pages share nearly all their names. Starts again when it is full."""

    def __init__(self, read: Callable[[str], int]) -> None:
        self._read = read

    def __missing__(self, name: str) -> int:
        if len(self) >= _MOST_NAMES:
            self.clear()
        found = self[name] = self._read(name)
        return found


def marks_of(tag: str, attrs: dict[str, str | None]) -> int:
    """The marks of an element, a sum of the constants above."""
    marks = BY_TAG.get(tag, 0)
    names = attrs.get("class")
    if names:
        marks |= _BY_CLASS[names]
    return marks if _TELLING.isdisjoint(attrs) else marks | _by_other(attrs)


def _by_other(attrs: dict[str, str | None]) -> int:
    """What other attributes than the class say."""
    marks = 0
    name = attrs.get("id")
    if name:
        marks |= _BY_ID[name.rstrip("0123456789") + "9" if name[-1].isdigit() else name]
    if "role" in attrs:
        marks |= _ROLES.get(attrs["role"] or "", 0)
    if "itemprop" in attrs or "itemtype" in attrs:
        marks |= _by_microdata(attrs)
    if "hidden" in attrs or _is_styled_away(attrs.get("style") or ""):
        marks |= HIDDEN
    return marks


@lru_cache(maxsize=1 << 14)
def normal(names: str) -> str:
    """Names in lower case, camel case and underscores as hyphens, digits as 9."""
    words = names.lower()
    if words != names:
        words = _CAMEL.sub("-", names).lower()
    if "_" in words or ":" in words or "--" in words:
        words = _BREAKS.sub("-", words)
    return _DIGITS.sub("9", words)


def _by_class(names: str) -> int:
    marks = 0
    is_wordpress = "hentry" in names or "type-post" in names
    for token in names.split():
        if is_wordpress and token.startswith(("category-", "tag-")):
            continue  # what the post is about, not what it is
        marks |= _BY_WORD[token.rstrip("0123456789") + "9" if token[-1] in "0123456789" else token]
    if marks & RESULTS:
        marks &= ~FURNITURE
    return marks


def _by_word(token: str) -> int:
    """The marks of one class word: pages share their words far more often than their whole class attributes."""
    word = normal(token)
    marks = _shared(word)
    if _SAYS_COMMENT.search(word) and _COMMENT.fullmatch(word):
        marks |= COMMENT
    if _POST.fullmatch(word):
        marks |= POST
    return marks


def _by_id(name: str) -> int:
    words = normal(name)
    marks = _shared(words)
    if "9" in words and _COMMENT_ID.fullmatch(words):
        marks |= COMMENT
    if "9" in words and _POST_ID.fullmatch(words):
        marks |= POST
    return marks


def _shared(words: str) -> int:
    """The marks that class words and ids share. words: as `normal` gives them."""
    marks = 0
    if words.startswith(_BUILDERS):
        return 0
    parts = words.replace(" ", "-").split("-")[:_MOST_WORDS]
    for first in range(len(parts)):
        phrase = ""
        for part in parts[first : first + _LONGEST_PHRASE]:
            phrase += part
            if phrase not in _BEGINNINGS:
                break
            marks |= _MARKS.get(phrase, 0)
    if marks & RESULTS:
        marks = (marks & ~RESULTS) if _NO_RESULTS.search(words) else (marks & ~FURNITURE)
    if marks & AUTHOR and _ABOUT_AUTHOR.search(words):
        marks &= ~AUTHOR
    for word in words.split():
        marks |= _WHOLE.get(word, 0)
    return marks


_BUILDERS = (
    "elementor",
    "et-pb",
    "vc-",
    "wpb-",
    "fl-",
    "siteorigin",
    "so-panel",
    "fusion-",
    "brxe",
    "wix",
    "sqs-",
    "framer",
)
"""Page builders call every paragraph a widget, module or block: their names say nothing of what is in them."""
_MOST_WORDS = 12
_LONGEST_PHRASE = 5
_NO_RESULTS = re.compile(r"nav|related|share|poll|menu|search|comment|like|view|social")
_ABOUT_AUTHOR = re.compile(
    r"title|rank|count|level|stat|avatar|badge|banner|arrow|details|extra|group|reputation|content|joined|posts|icon|tooltip|role|type"
)
_PHRASES = (
    (_FURNITURE, FURNITURE),
    (_CONTENT, CONTENT),
    (_ARTICLE, ARTICLE),
    (_COMMENTS, COMMENTS),
    (_AUTHOR, AUTHOR),
    (_DATE, DATE),
    (_SAID, SAID),
    (_REMARK_FURNITURE, REMARK_FURNITURE),
    (_ASIDE, ASIDE),
    (_SIDE, SIDE),
    (_RESULTS, RESULTS),
)
_MARKS: dict[str, int] = {}
for _phrases, _mark in _PHRASES:
    for _phrase in _phrases:
        _MARKS[_phrase] = _MARKS.get(_phrase, 0) | _mark
_BEGINNINGS = frozenset(phrase[:length] for phrase in _MARKS for length in range(len(phrase) + 1))
_WHOLE: dict[str, int] = {}
for _phrases, _mark in ((_SAID_WEAKLY, SAID_WEAKLY), (_QUOTED, QUOTED), (_SIDE_WHOLE, SIDE), (_HIDDEN, HIDDEN)):
    for _phrase in _phrases:
        _WHOLE[_phrase] = _WHOLE.get(_phrase, 0) | _mark


def _by_microdata(attrs: dict[str, str | None]) -> int:
    marks = 0
    for prop in (attrs.get("itemprop") or "").lower().split():
        marks |= _MICRODATA.get(prop, 0)
    kind = (attrs.get("itemtype") or "").rstrip("/").rsplit("/", 1)[-1].lower()
    if kind in ("comment", "usercomments"):
        marks |= COMMENT
    elif kind in ("article", "newsarticle", "blogposting", "reportagenewsarticle"):
        marks |= ARTICLE
    return marks


def _is_styled_away(style: str) -> bool:
    return bool(style) and bool(_STYLED_AWAY.search(style))


_STYLED_AWAY = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_BY_CLASS, _BY_WORD, _BY_ID = _Known(_by_class), _Known(_by_word), _Known(_by_id)


def unit_name(names: str, name: str) -> str | None:
    """What a comment or post calls itself, without its number: the id where that counts up, else the class word."""
    if name:
        words = normal(name)
        if "9" in words and (_COMMENT_ID.fullmatch(words) or _POST_ID.fullmatch(words)):
            return f"#{words}"
    for token in normal(names).split():
        if _COMMENT.fullmatch(token) or _POST.fullmatch(token):
            return token
    return None


def unit_rank(names: str, name: str) -> int:
    """0 for a numbered id, 1 for the plain word (`comment`), 2 for a compound that may be a wrapper."""
    unit = unit_name(names, name) or ""
    if unit.startswith("#"):
        return 0
    return 1 if unit in ("comment", "post", "message", "reply") else 2
