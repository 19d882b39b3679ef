-- Streets as tiles: the main ones far away, all of them near.

CREATE OR REPLACE FUNCTION published.first_zoom_of_highway(highway text)
RETURNS integer
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE
    WHEN highway LIKE 'motorway%' OR highway LIKE 'trunk%' THEN 5
    WHEN highway LIKE 'primary%' THEN 7
    WHEN highway LIKE 'secondary%' THEN 9
    WHEN highway LIKE 'tertiary%' THEN 11
    WHEN highway = 'road' THEN 12 -- mapped, but nobody has said yet what it is
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
    -- Main streets are whole at every zoom, however short their pieces; of the others what is
    -- shorter than half a css pixel is left out. Where there are too many, the main ones come first.
    WITH pieces AS (
        SELECT
            street.id,
            street.metres,
            street.highway,
            street.name_th,
            street.name_en,
            street.steps,
            street.bridge,
            street.tunnel,
            street.layer,
            street.covered,
            street.lit,
            street.geom_3857
        FROM published.street AS street
        WHERE
            street.geom_3857 && published.buffered_envelope(z, x, y)
            AND published.first_zoom_of_highway(street.highway) <= z
            AND (
                z >= 15
                OR published.first_zoom_of_highway(street.highway) < 13
                OR street.metres > published.pixel_metres(z, y) / 2
            )
            AND (matching IS NULL OR street.id IN (SELECT wanted.id FROM unnest(matching) AS wanted (id)))
        ORDER BY
            published.first_zoom_of_highway(street.highway) ASC,
            street.metres DESC,
            street.id ASC
        LIMIT CASE WHEN z < 13 THEN 30000 ELSE 10000 END
    ),

    -- Far away, pieces are laid on a grid of half a css pixel, or of a quarter: what falls
    -- together there is drawn once, what falls into a point not at all, and what was joined stays
    -- joined.
    laid AS (
        SELECT
            min(pieces.id) AS id,
            pieces.highway,
            CASE WHEN z >= 12 THEN pieces.name_th END AS name_th,
            CASE WHEN z >= 12 THEN pieces.name_en END AS name_en,
            z >= 13 AND pieces.steps AS steps,
            z >= 13 AND pieces.bridge AS bridge,
            z >= 13 AND pieces.tunnel AS tunnel,
            CASE WHEN z >= 13 THEN pieces.layer ELSE 0 END AS layer,
            z >= 13 AND pieces.covered AS covered,
            CASE WHEN z >= 13 THEN pieces.lit END AS lit,
            st_snaptogrid(
                pieces.geom_3857, 40075016.685578488 / 2 ^ z / CASE WHEN z < 13 THEN 512 ELSE 1024 END
            ) AS line
        FROM pieces
        WHERE z < 15
        GROUP BY 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 -- noqa: AM06
    ),

    -- The pieces of a street are one feature then, so that its names are said once.
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
            min(laid.id) AS feature_id,
            laid.highway,
            laid.name_th,
            laid.name_en,
            laid.steps,
            laid.bridge,
            laid.tunnel,
            laid.layer,
            laid.covered,
            laid.lit,
            st_simplify(
                st_linemerge(st_collect(laid.line)), 40075016.685578488 / 2 ^ z / 768, TRUE
            ) AS shape
        FROM laid
        WHERE laid.line IS NOT NULL
        GROUP BY
            laid.highway, laid.name_th, laid.name_en, laid.steps, laid.bridge, laid.tunnel, laid.layer,
            laid.covered, laid.lit
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
