-- Merging basemap areas and districts. Their rows wait in the temporary tables
-- incoming_basemap_area and incoming_district.

CREATE OR REPLACE FUNCTION merge_basemap(
    of_city bigint,
    OUT rows_read bigint,
    OUT rows_new bigint,
    OUT rows_changed bigint,
    OUT rows_unchanged bigint,
    OUT rows_hidden bigint
)
LANGUAGE plpgsql VOLATILE
-- Whole sets are merged, and a new city is not in the statistics yet: loops would take minutes.
SET enable_nestloop = off
AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('merge basemap'), of_city::integer);

    DELETE FROM basemap_area
    WHERE
        city_id = of_city
        AND NOT EXISTS (
            SELECT FROM incoming_basemap_area AS incoming
            WHERE
                incoming.source_id = basemap_area.source_id
                AND incoming.class = basemap_area.class
        );
    GET DIAGNOSTICS rows_hidden = ROW_COUNT;

    UPDATE basemap_area
    SET
        name_th = incoming.name_th,
        name_en = incoming.name_en,
        area = incoming.area,
        layer = incoming.layer,
        geom = incoming.geom
    FROM incoming_basemap_area AS incoming
    WHERE
        basemap_area.city_id = of_city
        AND basemap_area.source_id = incoming.source_id
        AND basemap_area.class = incoming.class
        AND (
            basemap_area.name_th, basemap_area.name_en, basemap_area.area, basemap_area.layer,
            st_asbinary(basemap_area.geom)
        ) IS DISTINCT FROM (
            incoming.name_th, incoming.name_en, incoming.area, incoming.layer,
            st_asbinary(incoming.geom)
        );
    GET DIAGNOSTICS rows_changed = ROW_COUNT;

    INSERT INTO basemap_area (city_id, source_id, class, name_th, name_en, area, layer, geom)
    SELECT
        of_city, incoming.source_id, incoming.class, incoming.name_th, incoming.name_en,
        incoming.area, incoming.layer, incoming.geom
    FROM incoming_basemap_area AS incoming
    WHERE NOT EXISTS (
        SELECT FROM basemap_area AS known
        WHERE
            known.city_id = of_city
            AND known.source_id = incoming.source_id
            AND known.class = incoming.class
    );
    GET DIAGNOSTICS rows_new = ROW_COUNT;

    SELECT count(*) INTO rows_read FROM incoming_basemap_area;
    rows_unchanged := rows_read - rows_new - rows_changed;
END;
$$;
COMMENT ON FUNCTION merge_basemap(bigint) IS
'Makes the basemap of a city that of incoming_basemap_area; counts the deleted as hidden.';

CREATE OR REPLACE FUNCTION merge_districts(
    of_city bigint,
    of_source text,
    OUT rows_read bigint,
    OUT rows_new bigint,
    OUT rows_changed bigint,
    OUT rows_unchanged bigint,
    OUT rows_hidden bigint
)
LANGUAGE plpgsql VOLATILE
-- Whole sets are merged, and a new city is not in the statistics yet: loops would take minutes.
SET enable_nestloop = off
AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('merge districts'), of_city::integer);

    UPDATE district
    SET
        name_th = incoming.name_th,
        name_en = incoming.name_en,
        geom = incoming.geom,
        status = 'published',
        updated_at = now()
    FROM incoming_district AS incoming
    WHERE
        district.city_id = of_city
        AND district.source = of_source
        AND district.level = incoming.level
        AND district.code = incoming.code
        AND (
            district.name_th, district.name_en, district.status, st_asbinary(district.geom)
        ) IS DISTINCT FROM (
            incoming.name_th, incoming.name_en, 'published', st_asbinary(incoming.geom)
        );
    GET DIAGNOSTICS rows_changed = ROW_COUNT;

    INSERT INTO district (city_id, level, code, name_th, name_en, source, geom)
    SELECT
        of_city, incoming.level, incoming.code, incoming.name_th, incoming.name_en, of_source,
        incoming.geom
    FROM incoming_district AS incoming
    WHERE NOT EXISTS (
        SELECT FROM district AS known
        WHERE
            known.city_id = of_city
            AND known.level = incoming.level
            AND known.code = incoming.code
    );
    GET DIAGNOSTICS rows_new = ROW_COUNT;

    UPDATE district
    SET status = 'hidden', updated_at = now()
    WHERE
        city_id = of_city
        AND source = of_source
        AND status = 'published'
        AND NOT EXISTS (
            SELECT FROM incoming_district AS incoming
            WHERE incoming.level = district.level AND incoming.code = district.code
        );
    GET DIAGNOSTICS rows_hidden = ROW_COUNT;

    SELECT count(*) INTO rows_read FROM incoming_district;
    rows_unchanged := rows_read - rows_new - rows_changed;
END;
$$;
COMMENT ON FUNCTION merge_districts(bigint, text) IS
'Merges incoming_district into the districts of a city that the same source brought.';
