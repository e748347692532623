"""Whatever a site does from night to night, each capture gives the page as it stood when it was captured."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from archive.index import INDEX
from archive.store import Archive
from archive.verify import verify
from tests.archive.making import exchange, not_modified, with_etag, writer

URLS = ("http://blog.example/", "http://blog.example/Result", "http://blog.example/result?b=1&a=2")
GONE = b"HTTP/1.1 404 Not Found\r\n"

VISITS = st.tuples(
    st.sampled_from(URLS),
    st.sampled_from([b"<p>Votes: 59,067", b"<p>Votes: 59,076", b"", b"<p>Votes"]),
    st.sampled_from(["etag", "no etag", "gone", "cut off", "chunked"]),
    st.booleans(),
)
NIGHTS = st.lists(
    st.tuples(st.lists(VISITS, max_size=5), st.sampled_from(["close", "fold", "kill", "rebuild"])),
    min_size=1,
    max_size=6,
)


def answer(archive, url, body, kind, is_conditional, minutes):
    """What a server sends that has that body now; 304 where it was asked with the validator of that very body."""
    if kind == "gone":
        return exchange(url, body, head=GONE, minutes=minutes), body
    if kind == "cut off":
        return exchange(url, body[:3], minutes=minutes, truncated="disconnect"), body[:3]
    if kind == "chunked":
        chunks = b"".join(b"1\r\n%c\r\n" % octet for octet in body) + b"0\r\n\r\n"
        return exchange(url, chunks, head=b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n", minutes=minutes), body
    if kind == "no etag":
        return exchange(url, body, minutes=minutes), body
    etag = b'"%d"' % hash(body)
    latest = archive.latest(url)
    if is_conditional and latest and latest.etag == etag.decode():
        return not_modified(url, etag=etag, minutes=minutes), body
    return exchange(url, body, head=with_etag(etag), minutes=minutes), body


@settings(max_examples=60, deadline=None)
@given(nights=NIGHTS)
def test_each_capture_gives_the_page_of_its_moment(tmp_path_factory, nights):
    folder = tmp_path_factory.mktemp("history")
    archive = Archive(folder)
    expected = []
    for night, (visits, ending) in enumerate(nights):
        out = writer(folder, f"run{night}")
        for number, (url, body, kind, is_conditional) in enumerate(visits):
            sent, stood = answer(archive, url, body, kind, is_conditional, night * 1440 + number)
            expected.append((out.exchange(sent), stood))
        if ending == "kill":
            import os

            os.close(out._warc)
            os.close(out._journal)
            continue
        out.close()
        if ending == "fold":
            archive.reindex()
        if ending == "rebuild":
            archive.reindex(from_records=True)
    for capture, stood in expected:
        assert archive.payload(capture).body == stood
    for url in URLS:
        assert archive.timemap(url) == [capture for capture, _ in expected if capture.url == url]
    archive.reindex()
    assert sorted(archive.captures(), key=lambda one: one.captured_at) == [capture for capture, _ in expected]
    folded = (folder / INDEX).read_bytes() if (folder / INDEX).exists() else b""
    archive.reindex(from_records=True)
    assert (folder / INDEX).read_bytes() == folded
    assert verify(folder).problems == []
