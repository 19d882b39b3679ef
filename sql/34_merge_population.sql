-- Merging what one source counted in one year. Its rows wait in the temporary table
-- incoming_population. Figures that are gone from the source are deleted: they are no places that
-- anything refers to.

CREATE OR REPLACE FUNCTION merge_population(
    of_city bigint,
    of_source text,
    of_year integer,
    OUT rows_read bigint,
    OUT rows_new bigint,
    OUT rows_changed bigint,
    OUT rows_unchanged bigint,
    OUT rows_hidden bigint
)
LANGUAGE plpgsql VOLATILE
AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('merge population'), of_city::integer);

    DELETE FROM population_cell
    WHERE
        city_id = of_city
        AND source = of_source
        AND year = of_year
        AND NOT EXISTS (
            SELECT FROM incoming_population AS incoming
            WHERE incoming.source_id = population_cell.source_id
        );
    GET DIAGNOSTICS rows_hidden = ROW_COUNT;

    UPDATE population_cell
    SET
        basis = incoming.basis,
        level = incoming.level,
        code = incoming.code,
        people = incoming.people,
        male = incoming.male,
        female = incoming.female,
        households = incoming.households,
        by_age = incoming.by_age,
        geom = incoming.geom
    FROM incoming_population AS incoming
    WHERE
        population_cell.city_id = of_city
        AND population_cell.source = of_source
        AND population_cell.year = of_year
        AND population_cell.source_id = incoming.source_id
        AND (
            population_cell.basis, population_cell.level, population_cell.code,
            population_cell.people, population_cell.male, population_cell.female,
            population_cell.households, population_cell.by_age, st_asbinary(population_cell.geom)
        ) IS DISTINCT FROM (
            incoming.basis, incoming.level, incoming.code,
            incoming.people, incoming.male, incoming.female,
            incoming.households, incoming.by_age, st_asbinary(incoming.geom)
        );
    GET DIAGNOSTICS rows_changed = ROW_COUNT;

    INSERT INTO population_cell (
        city_id, source, year, source_id, basis, level, code, people, male, female, households,
        by_age, geom
    )
    SELECT
        of_city,
        of_source,
        of_year,
        incoming.source_id,
        incoming.basis,
        incoming.level,
        incoming.code,
        incoming.people,
        incoming.male,
        incoming.female,
        incoming.households,
        incoming.by_age,
        incoming.geom
    FROM incoming_population AS incoming
    WHERE NOT EXISTS (
        SELECT FROM population_cell AS known
        WHERE
            known.city_id = of_city
            AND known.source = of_source
            AND known.year = of_year
            AND known.source_id = incoming.source_id
    );
    GET DIAGNOSTICS rows_new = ROW_COUNT;

    SELECT count(*) INTO rows_read FROM incoming_population;
    rows_unchanged := rows_read - rows_new - rows_changed;
END;
$$;
COMMENT ON FUNCTION merge_population(bigint, text, integer) IS
'Makes the figures of one source and year those of incoming_population; counts the deleted as hidden.';
