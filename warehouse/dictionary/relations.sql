-- Views, macros and tables, with what they say. Blanks: the parameters of a macro.
SELECT kind, name, coalesce(comment, '') AS comment, blanks
FROM (
    SELECT 1 AS rank, 'view' AS kind, view_name AS name, comment, NULL::VARCHAR[] AS blanks
    FROM duckdb_views()
    WHERE NOT internal AND schema_name = 'main' AND database_name = current_database()
    UNION ALL
    SELECT 2, 'macro', function_name, comment, parameters
    FROM duckdb_functions()
    WHERE NOT internal AND schema_name = 'main' AND database_name = current_database()
    UNION ALL
    SELECT 3, 'table', table_name, comment, NULL
    FROM duckdb_tables()
    WHERE NOT internal AND schema_name = 'main' AND database_name = current_database()
)
ORDER BY rank, name;
