-- The hedge is on the wrong side
-- "More than" or "nearly" a number that the true one narrowly fails to be above or below.
SELECT printed_id, shown(r_low) || CASE qualifier WHEN 'more_than' THEN ' is not more than ' ELSE ' is not less than ' END || shown(value) AS why
FROM question
WHERE qualifier IN ('more_than', 'less_than') AND apart <= greatest(granularity, abs(r_low) / 20) AND way <> 'base';
