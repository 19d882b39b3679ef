-- The web's role may ask which schema it talks to, and nothing else about migrations.

CREATE OR REPLACE VIEW published.schema_revision AS
SELECT alembic_version.version_num AS revision
FROM alembic_version;
COMMENT ON VIEW published.schema_revision IS 'The revision of the tables, as migrations number them.';
