-- The words of every figure stand in its passage where it says, and the printed number within them
SELECT figures.figure_id, figures.quote, figures.printed
FROM figures
JOIN passages USING (passage_id)
WHERE substr(passages.text, figures.quote_start + 1, figures.quote_end - figures.quote_start) IS DISTINCT FROM figures.quote
   OR figures.printed_start < figures.quote_start
   OR figures.printed_end > figures.quote_end;
