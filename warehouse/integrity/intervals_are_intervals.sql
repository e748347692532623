-- Every figure is an interval that its value does not lie outside of, with a precision
SELECT figure_id, low, value, high, granularity
FROM figures
WHERE NOT coalesce(low <= value AND value <= high AND granularity > 0, false);
