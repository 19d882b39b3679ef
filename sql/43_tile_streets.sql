-- Streets as tiles: the main ones far away, all of them near.

CREATE OR REPLACE FUNCTION published.first_zoom_of_highway(highway text)
RETURNS integer
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE
    WHEN highway LIKE 'motorway%' OR highway LIKE 'trunk%' THEN 5
    WHEN highway LIKE 'primary%' THEN 7
    WHEN highway LIKE 'secondary%' THEN 9
    WHEN highway LIKE 'tertiary%' THEN 11
    ELSE 13
END;
COMMENT ON FUNCTION published.first_zoom_of_highway(text) IS
'The zoom from which a class of street (OSM key highway) is drawn; links go with their class.';

CREATE OR REPLACE FUNCTION published.features_streets(
    z integer, x integer, y integer, matching bigint[]
)
RETURNS TABLE (
    feature_id bigint,
    highway text,
    name_th text,
    name_en text,
    steps boolean,
    bridge boolean,
    tunnel boolean,
    layer integer,
    covered boolean,
    lit boolean,
    geom geometry
)
LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
    -- Pieces shorter than half a css pixel are left out; where there are too many, the main ones
    -- and the longest come first.
    WITH pieces AS (
        SELECT street.*
        FROM published.street AS street
        WHERE
            street.geom_3857 && published.buffered_envelope(z, x, y)
            AND published.first_zoom_of_highway(street.highway) <= z
            AND (z >= 15 OR street.metres > published.pixel_metres(z, y) / 2)
            AND (matching IS NULL OR street.id IN (SELECT wanted.id FROM unnest(matching) AS wanted (id)))
        ORDER BY published.first_zoom_of_highway(street.highway), street.metres DESC, street.id ASC
        LIMIT 10000
    ),

    -- Far away the pieces of a street are one feature, so that its names are said once.
    drawn AS (
        SELECT
            pieces.id AS feature_id,
            pieces.highway,
            pieces.name_th,
            pieces.name_en,
            pieces.steps,
            pieces.bridge,
            pieces.tunnel,
            pieces.layer,
            pieces.covered,
            pieces.lit,
            pieces.geom_3857 AS shape
        FROM pieces
        WHERE z >= 15
        UNION ALL
        SELECT
            min(pieces.id) AS feature_id,
            pieces.highway,
            pieces.name_th,
            pieces.name_en,
            pieces.steps,
            pieces.bridge,
            pieces.tunnel,
            pieces.layer,
            pieces.covered,
            pieces.lit,
            st_simplify(
                st_linemerge(st_collect(pieces.geom_3857)), 40075016.685578488 / 2 ^ z / 512
            ) AS shape
        FROM pieces
        WHERE z < 15
        GROUP BY
            pieces.highway, pieces.name_th, pieces.name_en, pieces.steps, pieces.bridge,
            pieces.tunnel, pieces.layer, pieces.covered, pieces.lit
    )

    SELECT
        drawn.feature_id,
        drawn.highway,
        drawn.name_th,
        drawn.name_en,
        -- Said only where so: a tile has far more plain streets than stairs.
        nullif(drawn.steps, FALSE) AS steps,
        nullif(drawn.bridge, FALSE) AS bridge,
        nullif(drawn.tunnel, FALSE) AS tunnel,
        nullif(drawn.layer, 0)::integer AS layer,
        nullif(drawn.covered, FALSE) AS covered,
        drawn.lit,
        st_asmvtgeom(drawn.shape, st_tileenvelope(z, x, y), 4096, 64, TRUE) AS geom
    FROM drawn
    ORDER BY drawn.layer ASC, published.first_zoom_of_highway(drawn.highway) DESC, drawn.feature_id;
END;
COMMENT ON FUNCTION published.features_streets(integer, integer, integer, bigint[]) IS
'The features of a tile of streets, in tile steps, in drawing order; single pieces from zoom 15.';

CREATE OR REPLACE FUNCTION published.tile_streets(
    z integer, x integer, y integer, matching bigint[] DEFAULT NULL
)
RETURNS bytea
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET plan_cache_mode TO force_custom_plan
SET max_parallel_workers_per_gather TO 0
AS $$
BEGIN
    RETURN (
        SELECT coalesce(st_asmvt(feature, 'streets', 4096, 'geom', 'feature_id'), '')
        FROM published.features_streets(z, x, y, matching) AS feature
        WHERE feature.geom IS NOT NULL
    );
END;
$$;
COMMENT ON FUNCTION published.tile_streets(integer, integer, integer, bigint[]) IS
'Walkable streets as a vector tile; only those in `matching` if it is given.';
