-- Replaces the contests by those registered now.
DELETE FROM contests;
INSERT INTO contests BY NAME
SELECT unnest(from_json($rows, '[{
    "contest_id": "VARCHAR",
    "title": "VARCHAR",
    "organisation": "VARCHAR",
    "office": "VARCHAR",
    "area": "VARCHAR",
    "date": "DATE",
    "declared": "DATE",
    "number_elected": "INTEGER",
    "multi_round": "BOOLEAN",
    "previous_contest": "VARCHAR",
    "turnout_threshold": "DECIMAL(28,6)",
    "support_threshold": "DECIMAL(28,6)",
    "rejected_ceiling": "DECIMAL(28,6)"
}]'), max_depth := 2);
