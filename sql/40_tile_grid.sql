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
