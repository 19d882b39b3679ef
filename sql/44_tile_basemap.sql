-- Water, green and buildings as tiles: what is large enough to be seen at the zoom.

CREATE OR REPLACE FUNCTION published.features_basemap(
    z integer, x integer, y integer, matching bigint[]
)
RETURNS TABLE (
    feature_id bigint,
    class text,
    name_th text,
    name_en text,
    layer integer,
    geom geometry
)
LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
    WITH seen AS (
        SELECT
            area.id,
            area.class,
            area.name_th,
            area.name_en,
            area.layer,
            area.area,
            st_simplify(area.geom_3857, 40075016.685578488 / 2 ^ z / 1024, TRUE) AS shape
        FROM published.basemap AS area
        WHERE
            area.geom_3857 && published.buffered_envelope(z, x, y)
            AND (z >= 14 OR area.class <> 'building')
            AND (z >= 16 OR area.area >= (SELECT 2 * published.pixel_metres(z, y) ^ 2)) -- asked once
            AND (matching IS NULL OR area.id IN (SELECT wanted.id FROM unnest(matching) AS wanted (id)))
        ORDER BY area.area DESC, area.id ASC
        LIMIT 6000
    )

    SELECT
        seen.id AS feature_id,
        seen.class,
        -- A building's name is shown by what is in it.
        CASE WHEN seen.class <> 'building' THEN seen.name_th END AS name_th,
        CASE WHEN seen.class <> 'building' THEN seen.name_en END AS name_en,
        nullif(seen.layer, 0)::integer AS layer,
        st_asmvtgeom(seen.shape, st_tileenvelope(z, x, y), 4096, 64, TRUE) AS geom
    FROM seen
    ORDER BY seen.layer ASC, seen.area DESC, seen.id ASC;
END;
COMMENT ON FUNCTION published.features_basemap(integer, integer, integer, bigint[]) IS
'The features of a tile of the basemap, in tile steps, in drawing order; the 6,000 largest at most.';
