CREATE TABLE vales (
  id timestamptz,
  folio text NOT NULL DEFAULT 'x'
);
