-- Loose talk
-- Said in passing by a reader, or quoted to be disputed; no base gives it.
SELECT printed_id, 'said by readers only, or disputed where it is quoted' AS why FROM question WHERE is_talk;
