-- Merging one level of a city's districts out of a file. Its rows wait in the temporary table
-- incoming_level. A level covers the city once: districts that another source brought to it give
-- way, keeping their id where the code is the same.

CREATE OR REPLACE FUNCTION merge_district_level(
    of_city bigint,
    of_level text,
    of_source text,
    OUT rows_read bigint,
    OUT rows_new bigint,
    OUT rows_changed bigint,
    OUT rows_unchanged bigint,
    OUT rows_hidden bigint
)
LANGUAGE plpgsql VOLATILE
AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('merge districts'), of_city::integer);

    UPDATE district
    SET
        name_th = incoming.name_th,
        name_en = incoming.name_en,
        source = of_source,
        geom = incoming.geom,
        status = 'published',
        updated_at = now()
    FROM incoming_level AS incoming
    WHERE
        district.city_id = of_city
        AND district.level = of_level
        AND district.code = incoming.code
        AND (
            district.name_th, district.name_en, district.source, district.status,
            st_asbinary(district.geom)
        ) IS DISTINCT FROM (
            incoming.name_th, incoming.name_en, of_source, 'published', st_asbinary(incoming.geom)
        );
    GET DIAGNOSTICS rows_changed = ROW_COUNT;

    INSERT INTO district (city_id, level, code, name_th, name_en, source, geom)
    SELECT
        of_city,
        of_level,
        incoming.code,
        incoming.name_th,
        incoming.name_en,
        of_source,
        incoming.geom
    FROM incoming_level AS incoming
    WHERE NOT EXISTS (
        SELECT FROM district AS known
        WHERE
            known.city_id = of_city
            AND known.level = of_level
            AND known.code = incoming.code
    )
    ORDER BY incoming.code;
    GET DIAGNOSTICS rows_new = ROW_COUNT;

    UPDATE district
    SET status = 'hidden', updated_at = now()
    WHERE
        city_id = of_city
        AND level = of_level
        AND status <> 'hidden'
        AND NOT EXISTS (
            SELECT FROM incoming_level AS incoming
            WHERE incoming.code = district.code
        );
    GET DIAGNOSTICS rows_hidden = ROW_COUNT;

    SELECT count(*) INTO rows_read FROM incoming_level;
    rows_unchanged := rows_read - rows_new - rows_changed;
END;
$$;
COMMENT ON FUNCTION merge_district_level(bigint, text, text) IS
'Makes one level of a city''s districts that of incoming_level, whoever brought it before; returns counts.';
