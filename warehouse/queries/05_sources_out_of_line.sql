-- Which sources are most often out of line?
SELECT source, standing, figures, failing, unchecked, rate
FROM source_record
WHERE figures >= 5
ORDER BY rate DESC, source, standing;
