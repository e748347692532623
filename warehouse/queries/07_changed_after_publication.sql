-- Which pages changed a figure after publication?
SELECT became_from, url, contest_id, measure, candidate_id, was, became, change, was_until
FROM changed_figures
ORDER BY became_from DESC, url, contest_id, measure, candidate_id;
