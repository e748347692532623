-- A dismissed finding comes back when its evidence changes, so a review says which evidence it was about.
ALTER TABLE reviews ADD COLUMN evidence VARCHAR;
COMMENT ON COLUMN reviews.evidence IS 'Hash of what the figures of the finding said when it was reviewed; null counts as unchanged';
COMMENT ON COLUMN reviews.decision IS 'What was decided: accepted, dismissed or noted';
