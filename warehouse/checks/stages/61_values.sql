-- What is printed about the contested contests, for the choice of a world. Numbers go as text: no digit is lost, and Python
-- takes them four times as fast as decimals.
SELECT
    printed.contest_id, printed_id, round, measure, candidate,
    printed.value::VARCHAR, low::VARCHAR, high::VARCHAR, cut::VARCHAR, most::VARCHAR,
    qualifier, base, backing, is_talk, is_forecast, is_superseded, is_final, is_partial, standing, first_from, first_to, pages.pages
FROM printed
SEMI JOIN todo USING (contest_id)
JOIN (
    SELECT printed_id, list(DISTINCT page ORDER BY page) AS pages FROM said SEMI JOIN todo USING (contest_id) GROUP BY ALL
) AS pages USING (printed_id)
ORDER BY printed.contest_id, round, measure, candidate, printed.value, granularity, qualifier, base, is_forecast;
