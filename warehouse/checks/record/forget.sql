-- Sides and explanations of open findings are made anew; those of closed ones stay as they last were.
DELETE FROM discrepancy_figures WHERE discrepancy_id IN (
    SELECT discrepancy_id FROM discrepancies SEMI JOIN checked_contest USING (contest_id) WHERE closed_run IS NULL
);
DELETE FROM explanations WHERE discrepancy_id IN (
    SELECT discrepancy_id FROM discrepancies SEMI JOIN checked_contest USING (contest_id) WHERE closed_run IS NULL
);
