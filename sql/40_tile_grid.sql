-- The grid of tiles: WebMercatorQuad, rows counted from the north (OGC Two Dimensional Tile Matrix
-- Set, 17-083r4, annex E.1). 256 css pixels a tile, 4096 steps a tile in MVT.

CREATE OR REPLACE FUNCTION published.pixel_metres(z integer, y integer)
RETURNS double precision
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN 40075016.685578488 / (256 * 2.0 ^ z) / cosh(pi() * (1 - (y + 0.5) / 2.0 ^ (z - 1)));
COMMENT ON FUNCTION published.pixel_metres(integer, integer) IS
'The side of a css pixel on the ground, in metres, in the middle of a tile''s row.';

CREATE OR REPLACE FUNCTION published.buffered_envelope(z integer, x integer, y integer)
RETURNS geometry
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN st_tileenvelope(z, x, y, margin => 64.0 / 4096);
COMMENT ON FUNCTION published.buffered_envelope(integer, integer, integer) IS
'A tile in EPSG:3857 with the four css pixels around it that lines and areas are drawn into.';

-- A tile's version says when any row changed that it may draw: those of the z10 cells under it and,
-- since lines and areas reach over the edge, of the cells that its neighbours lie in.
CREATE OR REPLACE FUNCTION published.tile_version(
    layers text [], z integer, x integer, y integer, neighbours integer DEFAULT 0
)
RETURNS bigint
LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT coalesce(sum(known.version), 0)::bigint
    FROM published.layer_version AS known
    WHERE
        known.layer = any(layers)
        AND (
            (
                known.z10_x BETWEEN
                CASE WHEN z > 10 THEN (x - neighbours) >> (z - 10) ELSE (x << (10 - z)) - neighbours END
                AND
                CASE WHEN z > 10 THEN (x + neighbours) >> (z - 10) ELSE ((x + 1) << (10 - z)) - 1 + neighbours END
                AND known.z10_y BETWEEN
                CASE WHEN z > 10 THEN (y - neighbours) >> (z - 10) ELSE (y << (10 - z)) - neighbours END
                AND
                CASE WHEN z > 10 THEN (y + neighbours) >> (z - 10) ELSE ((y + 1) << (10 - z)) - 1 + neighbours END
            )
            OR (known.z10_x = -1 AND known.z10_y = -1)
        );
END;
COMMENT ON FUNCTION published.tile_version(text [], integer, integer, integer, integer) IS
'The version of layers within a tile: grows with every write there. neighbours: 1 for tiles with a buffer.';
