-- Every current figure of the given contests as a line of CSV: the newest reader, the latest version of each page.
--
-- Text from pages is cut, hidden and reordering characters become U+FFFD, and a cell that a spreadsheet would run begins with
-- an apostrophe: the same rules as reports/text.py, in SQL because there are millions of cells.
WITH chosen AS (
    SELECT
        f.figure_id, f.contest_id, f.candidate_id, f.measure, f.round, f.value, f.low, f.high, f.granularity, f.unit,
        f.qualifier, f.stance, f.base, f.status, verdicts.verdict, v.seen_from, f.version_id, c.payload_digest, c.warc_offset,
        CASE WHEN p.kind = 'comment' THEN 'comment:' || coalesce(p.comment, 0) ELSE p.kind END AS block,
        list_transform(
            [
                f.printed, coalesce(v.source_id, pages.host), pages.url,
                coalesce(p.published_as_given, v.published_as_given), substr(f.quote, 1, 2000), f.contest_id,
                f.candidate_id, verdicts.origin, c.warc_file
            ],
            lambda cell: regexp_replace(
                regexp_replace(coalesce(cell, ''), '\s+', ' ', 'g'), '[\p{Cc}\p{Cf}\x{2028}\x{2029}]', chr(65533), 'g'
            )
        ) AS foreign_cells
    FROM figures AS f
    JOIN page_versions AS v ON v.version_id = f.version_id AND v.reader_version = f.reader_version
    JOIN pages ON pages.page_id = v.page_id
    LEFT JOIN passages AS p ON p.passage_id = f.passage_id
    LEFT JOIN captures AS c ON c.capture_id = v.first_capture_id
    LEFT JOIN verdicts ON verdicts.figure_id = f.figure_id AND verdicts.contest_id = f.contest_id
    WHERE v.is_latest AND f.contest_id IN (SELECT unnest($contest_ids))
),

safe AS (
    SELECT
        *,
        list_transform(
            foreign_cells,
            lambda cell: '"' || CASE
                WHEN regexp_full_match(cell, '[+-]?\d+(\.\d+)?') THEN cell
                WHEN regexp_matches(cell, '^[\s''"]*[=+\-@|%＝＋－＠]') THEN '''' || replace(cell, '"', '""')
                ELSE replace(cell, '"', '""')
            END || '"'
        ) AS cells
    FROM chosen
)

SELECT contest_id, concat_ws(
    ',', figure_id, cells[6], cells[7], measure, coalesce(round::VARCHAR, ''), cells[1],
    regexp_replace(value::VARCHAR, '\.?0+$', ''), regexp_replace(low::VARCHAR, '\.?0+$', ''),
    CASE WHEN high >= 100000000000000000 THEN '' ELSE regexp_replace(high::VARCHAR, '\.?0+$', '') END,
    regexp_replace(granularity::VARCHAR, '\.?0+$', ''), unit, qualifier, stance, coalesce(base, ''), coalesce(status, ''),
    coalesce(verdict, ''), cells[8], cells[2], cells[3], coalesce(block, ''), cells[4],
    coalesce(strftime(seen_from, '%Y-%m-%dT%H:%M:%SZ'), ''), version_id, coalesce(payload_digest, ''),
    cells[9], coalesce(warc_offset::VARCHAR, ''), cells[5]
) AS line
FROM safe
ORDER BY contest_id, measure, candidate_id, round, value, figure_id;
