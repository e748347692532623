-- The hedge is on the wrong side
-- "More than" or "nearly" a number that the true one narrowly fails to be above or below.
SELECT printed_id, CASE qualifier WHEN 'more_than' THEN 'said to be more than ' ELSE 'said to be less than ' END || shown(value) AS why
FROM question
WHERE qualifier IN ('more_than', 'less_than') AND apart <= greatest(granularity, abs(r_low) / 20) AND way <> 'base';
