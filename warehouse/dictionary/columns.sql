-- Columns of tables and views, in their order, with what they say.
SELECT table_name, column_name, data_type, coalesce(comment, '') AS comment
FROM duckdb_columns()
WHERE NOT internal AND schema_name = 'main' AND database_name = current_database()
ORDER BY table_name, column_index;
