-- Sensitive: a reading on a base that no page prints excuses nobody.
DELETE FROM fit WHERE is_open AND NOT is_plain;
