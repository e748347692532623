-- The figures of somebody's own table.
INSERT INTO checked_figure BY NAME
SELECT unnest(from_json($figures, '[{"figure_id": "VARCHAR", "contest_id": "VARCHAR", "candidate": "VARCHAR", "measure": "VARCHAR",
    "round": "INTEGER", "value": "DECIMAL(28, 9)", "granularity": "DECIMAL(28, 9)", "printed": "VARCHAR", "qualifier": "VARCHAR",
    "stance": "VARCHAR", "status": "VARCHAR", "base": "VARCHAR", "page": "VARCHAR", "block": "VARCHAR", "origin": "VARCHAR",
    "standing": "INTEGER", "said_from": "TIMESTAMP", "said_to": "TIMESTAMP", "is_superseded": "BOOLEAN"}]'), recursive := true);
