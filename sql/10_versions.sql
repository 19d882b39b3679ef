-- Versions of layers: every write bumps the layer in each z10 tile cell it touches.
-- ETags, tile caches and coverage caches hang on these numbers.
--
-- Statement-level triggers note what was touched; the bump itself happens at commit, in one order
-- for all writers. So nobody waits for a long import but at its commit, and nobody deadlocks.
--
-- Cell (-1, -1) belongs to every box: it counts what has no place, what is too large to list its
-- cells, and what concerns the whole layer.

CREATE OR REPLACE FUNCTION tile_column(lon double precision, zoom integer)
RETURNS integer
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN least(
    greatest(floor((lon + 180) / 360 * (1 << zoom)), 0), (1 << zoom) - 1
)::integer;
COMMENT ON FUNCTION tile_column(double precision, integer) IS
'The column of the WebMercatorQuad tile that holds a longitude in degrees.';

CREATE OR REPLACE FUNCTION tile_row(lat double precision, zoom integer)
RETURNS integer
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN least(
    greatest(
        floor(
            (1 - ln(tan(radians((90 + least(greatest(lat, -85.0511), 85.0511)) / 2))) / pi()) / 2
            * (1 << zoom)
        ),
        0
    ),
    (1 << zoom) - 1
)::integer;
COMMENT ON FUNCTION tile_row(double precision, integer) IS
'The row, counted from the north, of the WebMercatorQuad tile that holds a latitude in degrees.';

CREATE OR REPLACE FUNCTION cell_span(geom geometry)
RETURNS integer[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE
    WHEN geom IS NULL OR st_isempty(geom) THEN '{-1,-1,-1,-1}'::integer[]
    ELSE ARRAY[
        tile_column(st_xmin(geom), 10),
        tile_row(st_ymax(geom), 10),
        tile_column(st_xmax(geom), 10),
        tile_row(st_ymin(geom), 10)
    ]
END;
COMMENT ON FUNCTION cell_span(geometry) IS
'West, north, east and south of the z10 tile cells under an EPSG:4326 geometry; all -1 for none.';

CREATE OR REPLACE FUNCTION span_cells(span integer[])
RETURNS TABLE (z10_x integer, z10_y integer)
LANGUAGE sql IMMUTABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT
        xs.x AS z10_x,
        ys.y AS z10_y
    FROM generate_series(span[1], span[3]) AS xs (x)
    CROSS JOIN generate_series(span[2], span[4]) AS ys (y)
    WHERE (span[3] - span[1] + 1) * (span[4] - span[2] + 1) <= 4096
    UNION ALL
    SELECT
        -1 AS z10_x,
        -1 AS z10_y
    WHERE (span[3] - span[1] + 1) * (span[4] - span[2] + 1) > 4096;
END;
COMMENT ON FUNCTION span_cells(integer[]) IS
'The cells of a span; (-1, -1) where they are too many to list (a continent).';

-- What this transaction has touched. Filled and emptied within one transaction, so nobody ever
-- sees a row of another, and nothing in it needs to outlive a crash.
CREATE UNLOGGED TABLE IF NOT EXISTS layer_touched (
    layer text NOT NULL,
    z10_x integer NOT NULL,
    z10_y integer NOT NULL
);
COMMENT ON TABLE layer_touched IS 'Cells touched by the transaction that reads this; empty after its commit.';

CREATE OR REPLACE FUNCTION touch_cells(layers text[], spans integer[])
RETURNS void
LANGUAGE sql VOLATILE
BEGIN ATOMIC
    INSERT INTO layer_touched (layer, z10_x, z10_y)
    SELECT
        wanted.layer,
        cell.z10_x,
        cell.z10_y
    FROM unnest(layers) AS wanted (layer)
    CROSS JOIN generate_subscripts(spans, 1) AS nth (n)
    CROSS JOIN
        LATERAL span_cells(ARRAY[spans[nth.n][1], spans[nth.n][2], spans[nth.n][3], spans[nth.n][4]]) AS cell
    EXCEPT
    SELECT
        known.layer,
        known.z10_x,
        known.z10_y
    FROM layer_touched AS known;
END;
COMMENT ON FUNCTION touch_cells(text[], integer[]) IS
'Note that this transaction touched layers within spans (n by 4: west, north, east, south).';

-- The version is a hybrid logical clock: it grows with every commit, and it is never behind the
-- milliseconds of the clock. So a database made anew or restored from a backup never gives out
-- a number that stood for something else before.
CREATE OR REPLACE FUNCTION bump_touched()
RETURNS trigger
LANGUAGE plpgsql VOLATILE
AS $$
BEGIN
    WITH touched AS (
        DELETE FROM layer_touched RETURNING layer, z10_x, z10_y
    )
    INSERT INTO layer_version AS known (layer, z10_x, z10_y, version, changed_at)
    SELECT DISTINCT
        touched.layer,
        touched.z10_x,
        touched.z10_y,
        floor(extract(EPOCH FROM clock_timestamp()) * 1000)::bigint AS version,
        clock_timestamp() AS changed_at
    FROM touched
    ORDER BY touched.layer, touched.z10_x, touched.z10_y -- one order for all: no deadlock
    ON CONFLICT (layer, z10_x, z10_y) DO UPDATE
    SET
        version = greatest(known.version + 1, excluded.version),
        changed_at = greatest(known.changed_at, excluded.changed_at);
    RETURN NULL;
END;
$$;
COMMENT ON FUNCTION bump_touched() IS
'At commit: give every touched cell a new version. The first of its rows does it for all.';

DO $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM pg_trigger
        WHERE tgrelid = 'layer_touched'::regclass AND tgname = 'bump_at_commit'
    ) THEN
        CREATE CONSTRAINT TRIGGER bump_at_commit AFTER INSERT ON layer_touched
        DEFERRABLE INITIALLY DEFERRED
        FOR EACH ROW EXECUTE FUNCTION bump_touched();
    END IF;
END;
$$;

CREATE OR REPLACE FUNCTION bump_everywhere()
RETURNS trigger
LANGUAGE plpgsql VOLATILE
AS $$
BEGIN
    PERFORM touch_cells(tg_argv::text [], ARRAY[ARRAY[-1, -1, -1, -1]]);
    RETURN NULL;
END;
$$;
COMMENT ON FUNCTION bump_everywhere() IS 'After TRUNCATE: bump the layers named, wherever one looks.';

-- Every row that is published names its city, and opening hours are read in its time.
CREATE OR REPLACE FUNCTION bump_everywhere_on_rename()
RETURNS trigger
LANGUAGE plpgsql VOLATILE
AS $$
BEGIN
    IF EXISTS (
        SELECT FROM old_rows AS before
        INNER JOIN new_rows AS after ON after.id = before.id
        WHERE (before.slug, before.name_th, before.name_en, before.timezone, before.country, before.attribution)
            IS DISTINCT FROM (after.slug, after.name_th, after.name_en, after.timezone, after.country, after.attribution)
    ) THEN
        PERFORM touch_cells(tg_argv::text [], ARRAY[ARRAY[-1, -1, -1, -1]]);
    END IF;
    RETURN NULL;
END;
$$;
COMMENT ON FUNCTION bump_everywhere_on_rename() IS
'After an update of cities: bump the layers named, wherever one looks, if what every row shows of its city changed.';

-- One trigger function for each watched table, from one text: `place` is where a row is shown,
-- `followers` are the layers that show columns of this table's rows too.
-- An update that changes no byte of a row bumps nothing.
DO $do$
DECLARE
    watched record;
    template CONSTANT text := $template$
        CREATE OR REPLACE FUNCTION %1$I() RETURNS trigger LANGUAGE plpgsql VOLATILE AS $trigger$
        DECLARE
            spans integer [];
        BEGIN
            IF tg_op = 'INSERT' THEN
                SELECT array_agg(touched.span) INTO spans
                FROM (SELECT DISTINCT cell_span(%3$s) AS span FROM new_rows AS after) AS touched;
            ELSIF tg_op = 'DELETE' THEN
                SELECT array_agg(touched.span) INTO spans
                FROM (SELECT DISTINCT cell_span(%2$s) AS span FROM old_rows AS before) AS touched;
            ELSE
                WITH changed AS (
                    SELECT cell_span(%2$s) AS was, cell_span(%3$s) AS is_now
                    FROM old_rows AS before
                    FULL JOIN new_rows AS after ON after.id = before.id
                    WHERE (before *= after) IS NOT TRUE
                )
                SELECT array_agg(touched.span) INTO spans
                FROM (SELECT was AS span FROM changed UNION SELECT is_now FROM changed) AS touched;
            END IF;
            IF spans IS NOT NULL THEN
                PERFORM touch_cells(tg_argv::text [], spans);
            END IF;
            RETURN NULL;
        END;
        $trigger$
    $template$;
    at_space CONSTANT text := '(SELECT host.shown FROM space AS host WHERE host.id = %s.space_id)';
    nowhere CONSTANT text := 'NULL::geometry';
    at_route CONSTANT text := '(SELECT way.geom FROM route AS way WHERE way.id = %s.route_id)';
    bump text;
    own text;
    every text;
BEGIN
    FOR watched IN
        SELECT *
        FROM (VALUES
            ('city', 'cities', '%s.geom', '{}'::text []),
            ('district', 'districts', '%s.geom', '{spaces}'),
            ('space', 'spaces', '%s.shown', '{knowledge,activities,offerings,routes}'),
            ('knowledge', 'knowledge', at_space, '{}'),
            ('activity', 'activities', at_space, '{}'),
            ('offering', 'offerings', at_space, '{}'),
            ('route', 'routes', '%s.geom', '{}'),
            ('route_stop', 'routes', at_route, '{}'),
            ('route_rating', 'routes', at_route, '{}'),
            ('partner', 'partners', nowhere, '{knowledge,activities,offerings}'),
            ('agenda', 'agendas', nowhere, '{}'),
            ('outcome', 'agendas', nowhere, '{}'),
            ('note', 'notes', '%s.geom', '{}'),
            ('street_node', 'streets', '%s.geom', '{}'),
            ('street_edge', 'streets', '%s.geom', '{}'),
            ('basemap_area', 'basemap', '%s.geom', '{}'),
            ('population_cell', 'population', '%s.geom', '{}')
        ) AS tables (tab, layer, place, followers)
    LOOP
        bump := 'bump_' || watched.tab;
        own := quote_literal(watched.layer);
        SELECT string_agg(quote_literal(layer), ', ') INTO every
        FROM unnest(watched.layer || watched.followers) AS layer;
        EXECUTE format(
            template, bump, format(watched.place, 'before'), format(watched.place, 'after')
        );
        EXECUTE format(
            'COMMENT ON FUNCTION %I() IS ''After a write to %I: note the cells it touched.''', bump, watched.tab
        );
        EXECUTE format(
            'CREATE OR REPLACE TRIGGER bump_on_insert AFTER INSERT ON %I REFERENCING NEW TABLE AS new_rows '
            'FOR EACH STATEMENT EXECUTE FUNCTION %I(%s)', watched.tab, bump, own
        );
        EXECUTE format(
            'CREATE OR REPLACE TRIGGER bump_on_delete AFTER DELETE ON %I REFERENCING OLD TABLE AS old_rows '
            'FOR EACH STATEMENT EXECUTE FUNCTION %I(%s)', watched.tab, bump, every
        );
        EXECUTE format(
            'CREATE OR REPLACE TRIGGER bump_on_update AFTER UPDATE ON %I '
            'REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows '
            'FOR EACH STATEMENT EXECUTE FUNCTION %I(%s)', watched.tab, bump, every
        );
        EXECUTE format(
            'CREATE OR REPLACE TRIGGER bump_on_truncate AFTER TRUNCATE ON %I '
            'FOR EACH STATEMENT EXECUTE FUNCTION bump_everywhere(%s)', watched.tab, every
        );
    END LOOP;
END;
$do$;

CREATE OR REPLACE TRIGGER bump_on_rename AFTER UPDATE ON city
REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION bump_everywhere_on_rename(
    'cities', 'districts', 'spaces', 'knowledge', 'activities', 'offerings', 'routes', 'notes',
    'partners', 'agendas', 'streets', 'basemap', 'population'
);

-- A route and a note have a place only while the spaces they lead to are for everybody to see
-- (26_published_ecology.sql), and may lie in other cells than those.
CREATE OR REPLACE FUNCTION bump_what_leads_to_spaces()
RETURNS trigger
LANGUAGE plpgsql VOLATILE
AS $$
DECLARE
    led record;
BEGIN
    FOR led IN
        WITH changed AS (
            SELECT after.id
            FROM old_rows AS before
            INNER JOIN new_rows AS after ON after.id = before.id
            WHERE (before.status, before.place_privacy) IS DISTINCT FROM (after.status, after.place_privacy)
        ), passing AS (
            SELECT 'routes' AS layer, cell_span(route.geom) AS span
            FROM changed
            INNER JOIN route_stop ON route_stop.space_id = changed.id
            INNER JOIN route ON route.id = route_stop.route_id
            UNION
            SELECT 'notes' AS layer, cell_span(note.geom) AS span
            FROM changed
            INNER JOIN note ON note.space_id = changed.id
        )
        SELECT passing.layer, array_agg(DISTINCT passing.span) AS spans
        FROM passing
        GROUP BY passing.layer
    LOOP
        PERFORM touch_cells(ARRAY[led.layer], led.spans);
    END LOOP;
    RETURN NULL;
END;
$$;
COMMENT ON FUNCTION bump_what_leads_to_spaces() IS
'After an update of spaces: bump what leads to those that are shown from now on, or no longer, where it lies.';

CREATE OR REPLACE TRIGGER bump_what_leads_there AFTER UPDATE ON space
REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION bump_what_leads_to_spaces();
