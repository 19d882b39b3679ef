-- One number and one time for what a reader looks at: the ETag and Last-Modified of tiles and pages.
-- Counters only grow, so a sum over cells changes with every write in any of them.

CREATE OR REPLACE FUNCTION published.layers_version(
    layers text[],
    west double precision,
    south double precision,
    east double precision,
    north double precision
)
RETURNS TABLE (version bigint, changed_at timestamptz)
LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT
        coalesce(sum(known.version), 0)::bigint AS version,
        max(known.changed_at) AS changed_at
    FROM published.layer_version AS known
    WHERE
        known.layer = any(layers)
        AND (
            (
                known.z10_y BETWEEN tile_row(north, 10) AND tile_row(south, 10)
                AND CASE
                    WHEN west <= east
                        THEN known.z10_x BETWEEN tile_column(west, 10) AND tile_column(east, 10)
                    ELSE known.z10_x >= tile_column(west, 10) OR known.z10_x BETWEEN 0 AND tile_column(east, 10)
                END
            )
            OR (known.z10_x = -1 AND known.z10_y = -1)
        );
END;
COMMENT ON FUNCTION published.layers_version(
    text[], double precision, double precision, double precision, double precision
) IS
'How often the layers were written within a box in degrees (or without a place), and when last. '
'A west greater than east crosses the antimeridian. Never written: 0 and null.';

CREATE OR REPLACE FUNCTION published.layers_version(layers text[])
RETURNS TABLE (version bigint, changed_at timestamptz)
LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT
        coalesce(sum(known.version), 0)::bigint AS version,
        max(known.changed_at) AS changed_at
    FROM published.layer_version AS known
    WHERE known.layer = any(layers);
END;
COMMENT ON FUNCTION published.layers_version(text[]) IS
'How often the layers were written anywhere, and when last. Never written: 0 and null.';
