-- Contests in which some figure fits nothing: their world is chosen anew, jointly.
DELETE FROM todo;
INSERT INTO todo
SELECT DISTINCT contest_id
FROM printed
SEMI JOIN implied USING (contest_id, measure, candidate)
ANTI JOIN fit USING (printed_id)
WHERE NOT is_forecast AND NOT is_superseded AND NOT is_talk;
