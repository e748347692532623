-- Which files of schema/ this warehouse has seen. There before the first of them.
CREATE TABLE IF NOT EXISTS schema_versions (
    version INTEGER,
    name VARCHAR,
    sha256 VARCHAR
);
COMMENT ON TABLE schema_versions IS 'The migrations that made this warehouse';
COMMENT ON COLUMN schema_versions.version IS 'Number of the migration';
COMMENT ON COLUMN schema_versions.name IS 'Its file';
COMMENT ON COLUMN schema_versions.sha256 IS 'SHA-256 of its text';
