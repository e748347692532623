-- The contests, in the order of their ids.
SELECT contest_id, title, organisation, office, area, date::VARCHAR AS date, declared::VARCHAR AS declared, number_elected
FROM contests
ORDER BY contest_id;
