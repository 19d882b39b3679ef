-- What is tied to spaces, notes and routes as tiles: few enough to be shown one by one. One text
-- serves them all; what differs is the view and its columns.

DO $do$
DECLARE
    layer record;
BEGIN
    FOR layer IN
        SELECT *
        FROM (VALUES
            ('knowledge', 'knowledge', 'body text, title_th text, title_en text, space_id bigint, kind text'),
            (
                'activities',
                'activity',
                'title_th text, title_en text, starts_at timestamptz, ends_at timestamptz, space_id bigint, kind text'
            ),
            ('offerings', 'offering', 'title_th text, title_en text, space_id bigint, kind text'),
            ('notes', 'note', 'kind text, solved_at timestamptz'),
            ('partners', 'partner', 'actor text, name_th text, name_en text'),
            (
                'routes',
                'route',
                'slug text, title_th text, title_en text, difficulty text, metres double precision'
            )
        ) AS layers (name, source, columns)
    LOOP
        EXECUTE format(
            $tile$
            CREATE OR REPLACE FUNCTION published.%1$I(z integer, x integer, y integer, matching bigint[])
            RETURNS TABLE (feature_id bigint, id bigint, %3$s, geom geometry)
            LANGUAGE sql STABLE PARALLEL SAFE
            BEGIN ATOMIC
                SELECT
                    seen.id AS feature_id,
                    seen.id,
                    %4$s,
                    st_asmvtgeom(seen.geom_3857, st_tileenvelope(z, x, y), 4096, 64, TRUE) AS geom
                FROM published.%2$I AS seen
                WHERE
                    seen.geom_3857 && published.buffered_envelope(z, x, y)
                    AND (matching IS NULL OR seen.id IN (SELECT wanted.id FROM unnest(matching) AS wanted (id)))
                ORDER BY seen.id
                LIMIT 2000;
            END;
            $tile$,
            'features_' || layer.name,
            layer.source,
            layer.columns,
            (
                SELECT string_agg('seen.' || split_part(trim(part), ' ', 1), ', ' ORDER BY n)
                FROM unnest(string_to_array(layer.columns, ',')) WITH ORDINALITY AS parts (part, n)
            )
        );
        EXECUTE format(
            'COMMENT ON FUNCTION published.%I(integer, integer, integer, bigint[]) IS %L',
            'features_' || layer.name,
            'The features of a tile of ' || layer.name || ', in tile steps; 2,000 at most.'
        );
    END LOOP;
END;
$do$;
