-- Questions with a blank in them: as_of('2010-11-22'), contest_report('unite-gs-2010'), agree(...), in SELECT * FROM ... or as a value.
CREATE OR REPLACE MACRO agree(a_low, a_high, b_low, b_high) AS (
    CASE WHEN a_low = a_high OR b_low = b_high
        THEN greatest(a_low, b_low) <= least(a_high, b_high)
        ELSE greatest(a_low, b_low) < least(a_high, b_high)
    END
);
COMMENT ON MACRO agree IS 'Whether two figures, given by low and high, can both be true: more than an end point in common, or one of them a point that lies within the other';

CREATE OR REPLACE MACRO as_of(moment) AS TABLE
    SELECT figures_in_context.*
    FROM figures_in_context
    JOIN (
        SELECT page_id, arg_max(version_id, (captured_at, capture_id)) AS version_id
        FROM sightings
        WHERE captured_at <= moment::TIMESTAMP
        GROUP BY page_id
    ) AS shown USING (page_id, version_id);
COMMENT ON MACRO TABLE as_of IS 'figures_in_context as known at a moment (UTC): of each page what its last capture until then shows';

CREATE OR REPLACE MACRO contest_report(contest) AS TABLE
    SELECT
        cell.measure,
        cell.round,
        cell.candidate,
        best_figures.value AS best,
        best_figures.backing,
        cell.printed,
        cell.sources,
        found.findings,
        found.severity,
        found.text
    FROM (
        SELECT
            measure,
            round,
            candidate_id,
            any_value(candidate) AS candidate,
            string_agg(DISTINCT printed, ' / ' ORDER BY printed) AS printed,
            count(DISTINCT source_id) AS sources
        FROM figures_in_context
        WHERE contest_id = contest AND is_current AND standing IS DISTINCT FROM 'reader'
        GROUP BY measure, round, candidate_id
    ) AS cell
    LEFT JOIN best_figures
      ON best_figures.contest_id = contest AND best_figures.measure = cell.measure
     AND best_figures.candidate_id IS NOT DISTINCT FROM cell.candidate_id
     AND best_figures.round IS NOT DISTINCT FROM cell.round
    LEFT JOIN (
        SELECT
            measure, round, candidate_id,
            count(*) AS findings,
            max(severity) AS severity,
            arg_max(text, severity) AS text
        FROM discrepancies
        WHERE contest_id = contest AND closed_run IS NULL AND severity > 0
        GROUP BY measure, round, candidate_id
    ) AS found
      ON found.measure = cell.measure
     AND found.candidate_id IS NOT DISTINCT FROM cell.candidate_id
     AND found.round IS NOT DISTINCT FROM cell.round
    ORDER BY cell.measure, cell.round, best_figures.value DESC, cell.candidate;
COMMENT ON MACRO TABLE contest_report IS 'One row per quantity of a contest: best value and backing, everything printed for it, and what the checks found';
