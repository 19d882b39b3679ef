-- Versions of layers: every write bumps the layer in each z10 tile cell it touches.
-- ETags, tile caches and coverage caches hang on these counters.

CREATE OR REPLACE FUNCTION tile_column(lon double precision, zoom integer)
RETURNS integer
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN least(
    greatest(floor((lon + 180) / 360 * (1 << zoom))::integer, 0), (1 << zoom) - 1
);
COMMENT ON FUNCTION tile_column(double precision, integer) IS
'The column of the WebMercatorQuad tile that holds a longitude in degrees.';

CREATE OR REPLACE FUNCTION tile_row(lat double precision, zoom integer)
RETURNS integer
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN least(
    greatest(
        floor(
            (1 - asinh(tan(radians(least(greatest(lat, -85.0511), 85.0511)))) / pi()) / 2
            * (1 << zoom)
        )::integer,
        0
    ),
    (1 << zoom) - 1
);
COMMENT ON FUNCTION tile_row(double precision, integer) IS
'The row, counted from the north, of the WebMercatorQuad tile that holds a latitude in degrees.';

CREATE OR REPLACE FUNCTION version_cells(geom geometry)
RETURNS TABLE (z10_x integer, z10_y integer)
LANGUAGE sql IMMUTABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT
        columns.z10_x,
        rows.z10_y
    FROM
        generate_series(
            tile_column(st_xmin(geom), 10), tile_column(st_xmax(geom), 10)
        ) AS columns (z10_x),
        generate_series(
            tile_row(st_ymax(geom), 10), tile_row(st_ymin(geom), 10)
        ) AS rows (z10_y)
    WHERE geom IS NOT NULL
    UNION ALL
    SELECT
        -1,
        -1
    WHERE geom IS NULL;
END;
COMMENT ON FUNCTION version_cells(geometry) IS
'The z10 tile cells that the box of an EPSG:4326 geometry touches; (-1, -1) for none.';

CREATE OR REPLACE FUNCTION bump_cells(layer_name text, geoms geometry [])
RETURNS void
LANGUAGE sql VOLATILE
BEGIN ATOMIC
    INSERT INTO layer_version AS known (layer, z10_x, z10_y, version, changed_at)
    SELECT DISTINCT
        layer_name,
        cell.z10_x,
        cell.z10_y,
        1,
        clock_timestamp()
    FROM unnest(geoms) AS touched (geom)
    CROSS JOIN LATERAL version_cells(touched.geom) AS cell
    ORDER BY 2, 3 -- one order for all writers: no deadlock
    ON CONFLICT (layer, z10_x, z10_y) DO UPDATE
    SET version = known.version + 1, changed_at = excluded.changed_at;
END;

-- Statement-level: runs once a statement, with the rows it changed. An update that changes
-- nothing bumps nothing.
CREATE OR REPLACE FUNCTION bump_layer()
RETURNS trigger
LANGUAGE plpgsql
AS $$
DECLARE
    touched geometry [];
BEGIN
    IF tg_op = 'INSERT' THEN
        SELECT array_agg(DISTINCT st_envelope(geom)) INTO touched FROM new_rows;
    ELSIF tg_op = 'DELETE' THEN
        SELECT array_agg(DISTINCT st_envelope(geom)) INTO touched FROM old_rows;
    ELSE
        WITH changed AS (
            SELECT old_rows.geom AS before, new_rows.geom AS after
            FROM old_rows
            FULL JOIN new_rows ON new_rows.id = old_rows.id
            WHERE to_jsonb(old_rows) IS DISTINCT FROM to_jsonb(new_rows)
        ), boxes AS (
            SELECT st_envelope(before) AS geom FROM changed
            UNION
            SELECT st_envelope(after) FROM changed
        )
        SELECT array_agg(geom) INTO touched FROM boxes;
    END IF;
    IF touched IS NOT NULL THEN
        PERFORM bump_cells(tg_argv[0], touched);
    END IF;
    RETURN NULL;
END;
$$;

CREATE OR REPLACE FUNCTION bump_whole_layer()
RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
    UPDATE layer_version SET version = version + 1, changed_at = clock_timestamp()
    WHERE layer = tg_argv[0];
    RETURN NULL;
END;
$$;

DO $$
DECLARE
    watched record;
BEGIN
    FOR watched IN
        SELECT *
        FROM (VALUES
            ('city', 'cities'), ('district', 'districts'), ('space', 'spaces'),
            ('street_edge', 'streets'), ('basemap_area', 'basemap'), ('route', 'routes'),
            ('note', 'notes')
        ) AS layers (tab, layer)
    LOOP
        EXECUTE format(
            'CREATE OR REPLACE TRIGGER bump_on_insert AFTER INSERT ON %I '
            'REFERENCING NEW TABLE AS new_rows '
            'FOR EACH STATEMENT EXECUTE FUNCTION bump_layer(%L)', watched.tab, watched.layer
        );
        EXECUTE format(
            'CREATE OR REPLACE TRIGGER bump_on_delete AFTER DELETE ON %I '
            'REFERENCING OLD TABLE AS old_rows '
            'FOR EACH STATEMENT EXECUTE FUNCTION bump_layer(%L)', watched.tab, watched.layer
        );
        EXECUTE format(
            'CREATE OR REPLACE TRIGGER bump_on_update AFTER UPDATE ON %I '
            'REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows '
            'FOR EACH STATEMENT EXECUTE FUNCTION bump_layer(%L)', watched.tab, watched.layer
        );
        EXECUTE format(
            'CREATE OR REPLACE TRIGGER bump_on_truncate AFTER TRUNCATE ON %I '
            'FOR EACH STATEMENT EXECUTE FUNCTION bump_whole_layer(%L)', watched.tab, watched.layer
        );
    END LOOP;
END;
$$;
