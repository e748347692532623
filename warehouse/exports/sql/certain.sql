-- Odd figures of open discrepancies that an exact identity proves and that are somebody's mistake; readers' comments apart.
SELECT
    discrepancies.discrepancy_id,
    discrepancies.contest_id,
    discrepancies.text,
    discrepancies.severity,
    runs.ended_at AS found_at,
    sides.figure_id,
    sides.quote,
    sides.source,
    sides.standing,
    sides.author,
    sides.published_as_given,
    sides.seen_from,
    sides.url
FROM discrepancies
JOIN discrepancy_sides AS sides ON sides.discrepancy_id = discrepancies.discrepancy_id AND sides.role = 'odd'
LEFT JOIN runs ON runs.run_id = discrepancies.first_run
LEFT JOIN (
    SELECT discrepancy_id, arg_max(decision, reviewed_at) AS decision
    FROM reviews
    WHERE decision <> 'noted'
    GROUP BY discrepancy_id
) AS said ON said.discrepancy_id = discrepancies.discrepancy_id
WHERE discrepancies.closed_run IS NULL
  AND discrepancies.certainty = 'certain'
  AND discrepancies.explanation IN (
      'forced_total', 'derived_from_rounded', 'padded', 'hedge_wrong_side', 'other_measure', 'other_option',
      'other_contest', 'digit', 'arithmetic_slip'
  )
  AND sides.is_current
  AND sides.standing IS DISTINCT FROM 'reader'
  AND said.decision IS DISTINCT FROM 'dismissed'
ORDER BY discrepancies.contest_id, discrepancies.discrepancy_id, sides.ordinal;
