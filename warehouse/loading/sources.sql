-- Replaces the sources by those registered now.
DELETE FROM sources;
INSERT INTO sources BY NAME
SELECT unnest(from_json($rows, '[{
    "source_id": "VARCHAR",
    "title": "VARCHAR",
    "url": "VARCHAR",
    "spider": "VARCHAR",
    "standing": "VARCHAR",
    "kind": "VARCHAR",
    "page": "VARCHAR",
    "derived_from": "VARCHAR"
}]'), max_depth := 2);
