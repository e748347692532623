-- Notes readers that a batch brought: the newest of them is the one that came last.
INSERT INTO readers BY NAME
SELECT
    reader_version,
    row_number() OVER (ORDER BY reader_version) + (SELECT coalesce(max(reader_order), 0) FROM readers) AS reader_order
FROM (SELECT DISTINCT reader_version FROM readings) AS found
ANTI JOIN readers AS known USING (reader_version);
