-- Where the fields of a space come from, as it is published: people by what they are, not by name.

CREATE OR REPLACE FUNCTION field_origins(provenance jsonb, source text)
RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT
        coalesce(
            array_agg(
                told.field || '=' || split_part(told.origin, ':', 1) ORDER BY told.field
            ),
            '{}'
        )
    FROM jsonb_each_text(provenance) AS told (field, origin)
    WHERE split_part(told.origin, ':', 1) <> source;
END;
COMMENT ON FUNCTION field_origins(jsonb, text) IS
'The fields that do not come from the source of their row, each with where it comes from: "phone=curator".';
