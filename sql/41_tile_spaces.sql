-- Spaces as tiles: one point for each cell of a grid inside the tile, which says how many spaces it
-- stands for. A tile holds its north and west edge and not the others, so each space is counted in
-- exactly one tile of each zoom.

CREATE OR REPLACE FUNCTION published.cell_bits(z integer)
RETURNS integer
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN z <= 14 THEN 2 WHEN z <= 16 THEN 3 ELSE 5 END;
COMMENT ON FUNCTION published.cell_bits(integer) IS
'How often a tile''s side is halved for its cells: cells of 64, 32 and 8 css pixels.';

CREATE OR REPLACE FUNCTION published.grid_lon(grid_x double precision)
RETURNS double precision
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN grid_x / 1073741824 * 360 - 180;
COMMENT ON FUNCTION published.grid_lon(double precision) IS
'The longitude in degrees of the west edge of a zoom 30 tile column.';

CREATE OR REPLACE FUNCTION published.grid_lat(grid_y double precision)
RETURNS double precision
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN degrees(atan(sinh(pi() * (1 - 2 * grid_y / 1073741824))));
COMMENT ON FUNCTION published.grid_lat(double precision) IS
'The latitude in degrees of the north edge of a zoom 30 tile row.';

CREATE OR REPLACE FUNCTION published.features_spaces(
    z integer, x integer, y integer, matching bigint[]
)
RETURNS TABLE (
    feature_id bigint,
    id bigint,
    kind text,
    subkind text,
    name_th text,
    name_en text,
    wheelchair text,
    count integer,
    kinds text,
    bounds text,
    geom geometry
)
LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
    -- The highest rank wins a cell, the lowest id among equals. Read from one index alone.
    WITH kinds_of_cells AS (
        SELECT
            space.grid_x >> (SELECT 30 - z - published.cell_bits(z)) AS cell_x, -- asked once
            space.grid_y >> (SELECT 30 - z - published.cell_bits(z)) AS cell_y,
            space.kind,
            count(*) AS spaces,
            max(ARRAY[space.rank, -space.id]) AS best,
            min(space.grid_x) AS west,
            min(space.grid_y) AS north,
            max(space.grid_x) AS east,
            max(space.grid_y) AS south
        FROM published.space_drawn AS space
        WHERE
            space.grid_x BETWEEN x << (30 - z) AND (x << (30 - z)) + (1 << (30 - z)) - 1
            AND space.grid_y BETWEEN y << (30 - z) AND (y << (30 - z)) + (1 << (30 - z)) - 1
            AND (matching IS NULL OR space.id IN (SELECT wanted.id FROM unnest(matching) AS wanted (id)))
        GROUP BY cell_x, cell_y, space.kind
    ),

    cells AS (
        SELECT
            -(max(kinds.best))[2]::bigint AS id,
            sum(kinds.spaces)::integer AS spaces,
            jsonb_object_agg(kinds.kind, kinds.spaces)::text AS kinds,
            ARRAY[
                floor(published.grid_lon(min(kinds.west)) * 1e7) / 1e7,
                floor(published.grid_lat(max(kinds.south) + 1) * 1e7) / 1e7,
                ceil(published.grid_lon(max(kinds.east) + 1) * 1e7) / 1e7,
                ceil(published.grid_lat(min(kinds.north)) * 1e7) / 1e7
            ] AS box
        FROM kinds_of_cells AS kinds
        GROUP BY kinds.cell_x, kinds.cell_y
    )

    SELECT
        best.id AS feature_id,
        best.id,
        best.kind,
        best.subkind,
        best.name_th,
        best.name_en,
        best.wheelchair,
        cells.spaces AS count,
        CASE WHEN cells.spaces > 1 THEN cells.kinds END AS kinds,
        CASE WHEN cells.spaces > 1 THEN array_to_json(cells.box)::text END AS bounds,
        -- Never clipped: a step lost to rounding on the edge would lose the count.
        st_asmvtgeom(best.geom_3857, st_tileenvelope(z, x, y), 4096, 0, FALSE) AS geom
    FROM cells
    CROSS JOIN
        LATERAL (
            SELECT space.*
            FROM published.space_drawn AS space
            WHERE space.id = cells.id
            -- One look-up a cell: the planner expects far more cells than fit a tile.
            LIMIT 1 -- noqa: AM09
        ) AS best
    ORDER BY best.id;
END;
COMMENT ON FUNCTION published.features_spaces(integer, integer, integer, bigint[]) IS
'The features of a tile of spaces, in tile steps: one for each cell with a space in it.';
