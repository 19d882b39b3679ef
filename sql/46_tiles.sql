-- The tiles themselves: for each collection, its features of a tile as one layer in MVT bytes.
-- One text serves them all. Near, a tile is small, and making a plan would take longer than drawing
-- it: one plan is kept for all of them. Far away, and for features asked for by id, one plan for a
-- town and for the world would be a bad one for either: EXECUTE makes it for this tile.

DO $$
DECLARE
    layer record;
BEGIN
    FOR layer IN
        SELECT *
        FROM (VALUES
            ('spaces', 'Learning spaces as a vector tile, clustered by cells'),
            ('districts', 'Administrative areas as a vector tile'),
            ('streets', 'Walkable streets as a vector tile'),
            ('basemap', 'Water, green and buildings as a vector tile'),
            ('knowledge', 'Pieces of local study as a vector tile'),
            ('activities', 'Activities as a vector tile'),
            ('offerings', 'Local goods and services as a vector tile'),
            ('routes', 'Curated walks as a vector tile'),
            ('notes', 'Field notes as a vector tile'),
            ('partners', 'The places of organisations that take part as a vector tile')
        ) AS layers (name, description)
    LOOP
        EXECUTE format(
            $tile$
            CREATE OR REPLACE FUNCTION published.%1$I(
                z integer, x integer, y integer, matching bigint[] DEFAULT NULL
            )
            RETURNS bytea
            LANGUAGE plpgsql STABLE PARALLEL SAFE
            SET plan_cache_mode TO force_generic_plan
            SET max_parallel_workers_per_gather TO 0
            AS $body$
            DECLARE
                drawn bytea;
            BEGIN
                IF z >= 13 AND matching IS NULL THEN
                    SELECT coalesce(st_asmvt(feature, %3$L, 4096, 'geom', 'feature_id'), '') INTO drawn
                    FROM published.%2$I(z, x, y, NULL) AS feature
                    WHERE feature.geom IS NOT NULL;
                ELSE
                    EXECUTE $far$
                        SELECT coalesce(st_asmvt(feature, %3$L, 4096, 'geom', 'feature_id'), '')
                        FROM published.%2$I($1, $2, $3, $4) AS feature
                        WHERE feature.geom IS NOT NULL
                    $far$ INTO drawn USING z, x, y, matching;
                END IF;
                RETURN drawn;
            END;
            $body$
            $tile$,
            'tile_' || layer.name, 'features_' || layer.name, layer.name
        );
        EXECUTE format(
            'COMMENT ON FUNCTION published.%I(integer, integer, integer, bigint[]) IS %L',
            'tile_' || layer.name,
            layer.description || '; only those in `matching` if it is given.'
        );
    END LOOP;
END;
$$;
