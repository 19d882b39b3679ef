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

-- plpgsql, since it remembers its plan: this is asked far more often than a tile is drawn.
CREATE OR REPLACE FUNCTION published.cells_version(
    layers text[], west integer, east integer, north integer, south integer
)
RETURNS bigint
LANGUAGE plpgsql STABLE PARALLEL SAFE
AS $$
BEGIN
    RETURN (
        SELECT coalesce(sum(known.version), 0)
        FROM published.layer_version AS known
        WHERE
            known.layer = any(layers)
            AND (
                (known.z10_x BETWEEN west AND east AND known.z10_y BETWEEN north AND south)
                OR (known.z10_x = -1 AND known.z10_y = -1)
            )
    );
END;
$$;
COMMENT ON FUNCTION published.cells_version(text[], integer, integer, integer, integer) IS
'The version of layers within a range of z10 cells: grows with every write there, or anywhere without a place.';
