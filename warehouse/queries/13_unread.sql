-- Which numbers could not be read, and why?
SELECT reason, count(*) AS numbers, count(DISTINCT url) AS pages, any_value(words) AS such_as
FROM unread_in_context
GROUP BY reason
ORDER BY numbers DESC, reason;
