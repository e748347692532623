-- Notes that a run has begun; a run that is taken up again keeps its row.
INSERT INTO runs BY NAME
SELECT * FROM (
    SELECT
        $run_id AS run_id,
        $started_at::TIMESTAMP AS started_at,
        'running' AS state,
        $reader_version AS reader_version,
        $software AS software
) AS begun
ANTI JOIN runs AS known USING (run_id);
