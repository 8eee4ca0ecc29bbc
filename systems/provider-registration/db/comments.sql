-- Drizzle has no comments.
COMMENT ON COLUMN candidates.rejection_reason IS 'Why the candidate was rejected; NULL unless it was';
