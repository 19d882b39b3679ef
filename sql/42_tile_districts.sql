-- Districts as tiles: areas with a buffer, simplified to what can be seen at the zoom.

CREATE OR REPLACE FUNCTION published.features_districts(
    z integer, x integer, y integer, matching bigint[]
)
RETURNS TABLE (
    feature_id bigint,
    id bigint,
    city text,
    level text,
    code text,
    name_th text,
    name_en text,
    geom geometry
)
LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
    -- A quarter of a css pixel is lost to nobody; the largest come first where there are too many.
    WITH seen AS (
        SELECT
            district.id,
            district.city,
            district.level,
            district.code,
            district.name_th,
            district.name_en,
            st_simplify(district.geom_3857, 40075016.685578488 / 2 ^ z / 1024, TRUE) AS shape
        FROM published.district AS district
        WHERE
            district.geom_3857 && published.buffered_envelope(z, x, y)
            AND (matching IS NULL OR district.id IN (SELECT wanted.id FROM unnest(matching) AS wanted (id)))
        ORDER BY st_area(st_envelope(district.geom_3857)) DESC, district.id
        LIMIT 2000
    )

    SELECT
        seen.id AS feature_id,
        seen.id,
        seen.city,
        seen.level,
        seen.code,
        seen.name_th,
        seen.name_en,
        st_asmvtgeom(seen.shape, st_tileenvelope(z, x, y), 4096, 64, TRUE) AS geom
    FROM seen
    ORDER BY seen.id;
END;
COMMENT ON FUNCTION published.features_districts(integer, integer, integer, bigint[]) IS
'The features of a tile of districts, in tile steps; the 2,000 largest at most.';
