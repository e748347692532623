-- Who printed the figures of a discrepancy: quote, date, archived copy? ($discrepancy)
SELECT role, printed, source, author, published_as_given, quote, url, warc_file, warc_offset
FROM discrepancy_sides
WHERE discrepancy_id = $discrepancy
ORDER BY ordinal;
