-- Merging street pieces and their junctions: ids stay, unchanged rows are not written, what the
-- source no longer has is deleted. The rows wait in the temporary tables incoming_street_node and
-- incoming_street_edge.

CREATE OR REPLACE FUNCTION merge_streets(
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
    PERFORM pg_advisory_xact_lock(hashtext('merge streets'), of_city::integer);

    UPDATE street_node
    SET
        component = incoming.component,
        barrier = incoming.barrier,
        crossing = incoming.crossing,
        kerb = incoming.kerb,
        entrance = incoming.entrance,
        geom = incoming.geom
    FROM incoming_street_node AS incoming
    WHERE
        street_node.city_id = of_city
        AND street_node.source_id = incoming.source_id
        AND (
            street_node.component, street_node.barrier, street_node.crossing, street_node.kerb,
            street_node.entrance, st_asbinary(street_node.geom)
        ) IS DISTINCT FROM (
            incoming.component, incoming.barrier, incoming.crossing, incoming.kerb,
            incoming.entrance, st_asbinary(incoming.geom)
        );

    INSERT INTO street_node (city_id, source_id, component, barrier, crossing, kerb, entrance, geom)
    SELECT
        of_city, incoming.source_id, incoming.component, incoming.barrier, incoming.crossing,
        incoming.kerb, incoming.entrance, incoming.geom
    FROM incoming_street_node AS incoming
    WHERE NOT EXISTS (
        SELECT FROM street_node AS known
        WHERE known.city_id = of_city AND known.source_id = incoming.source_id
    );

    DROP TABLE IF EXISTS pg_temp.joined_street_edge;
    CREATE TEMPORARY TABLE joined_street_edge ON COMMIT DROP AS
    SELECT
        known.id,
        start_node.id AS from_id,
        end_node.id AS to_id,
        incoming.*
    FROM incoming_street_edge AS incoming
    INNER JOIN street_node AS start_node
        ON start_node.city_id = of_city AND start_node.source_id = incoming.from_node
    INNER JOIN street_node AS end_node
        ON end_node.city_id = of_city AND end_node.source_id = incoming.to_node
    LEFT JOIN street_edge AS known
        ON
            known.city_id = of_city
            AND known.source_id = incoming.source_id
            AND known.piece = incoming.piece;
    ANALYZE pg_temp.joined_street_edge;

    DELETE FROM street_edge
    WHERE
        city_id = of_city
        AND NOT EXISTS (
            SELECT FROM joined_street_edge AS joined WHERE joined.id = street_edge.id
        );
    GET DIAGNOSTICS rows_hidden = ROW_COUNT;

    UPDATE street_edge
    SET
        from_node = joined.from_id,
        to_node = joined.to_id,
        component = joined.component,
        metres = joined.metres,
        highway = joined.highway,
        name_th = joined.name_th,
        name_en = joined.name_en,
        steps = joined.steps,
        step_count = joined.step_count,
        surface = joined.surface,
        smoothness = joined.smoothness,
        width = joined.width,
        incline = joined.incline,
        uphill = joined.uphill,
        lit = joined.lit,
        covered = joined.covered,
        bridge = joined.bridge,
        tunnel = joined.tunnel,
        layer = joined.layer,
        sidewalk = joined.sidewalk,
        crossing = joined.crossing,
        wheelchair = joined.wheelchair,
        access = joined.access,
        foot = joined.foot,
        oneway_foot = joined.oneway_foot,
        geom = joined.geom
    FROM joined_street_edge AS joined
    WHERE
        street_edge.id = joined.id
        AND (
            street_edge.from_node, street_edge.to_node, street_edge.component, street_edge.metres,
            street_edge.highway, street_edge.name_th, street_edge.name_en, street_edge.steps,
            street_edge.step_count, street_edge.surface, street_edge.smoothness, street_edge.width,
            street_edge.incline, street_edge.uphill, street_edge.lit, street_edge.covered, street_edge.bridge,
            street_edge.tunnel, street_edge.layer, street_edge.sidewalk, street_edge.crossing,
            street_edge.wheelchair, street_edge.access, street_edge.foot, street_edge.oneway_foot,
            st_asbinary(street_edge.geom)
        ) IS DISTINCT FROM (
            joined.from_id, joined.to_id, joined.component, joined.metres,
            joined.highway, joined.name_th, joined.name_en, joined.steps,
            joined.step_count, joined.surface, joined.smoothness, joined.width,
            joined.incline, joined.uphill, joined.lit, joined.covered, joined.bridge,
            joined.tunnel, joined.layer, joined.sidewalk, joined.crossing,
            joined.wheelchair, joined.access, joined.foot, joined.oneway_foot,
            st_asbinary(joined.geom)
        );
    GET DIAGNOSTICS rows_changed = ROW_COUNT;

    INSERT INTO street_edge (
        city_id, source_id, piece, from_node, to_node, component, metres, highway, name_th,
        name_en, steps, step_count, surface, smoothness, width, incline, uphill, lit, covered, bridge,
        tunnel, layer, sidewalk, crossing, wheelchair, access, foot, oneway_foot, geom
    )
    SELECT
        of_city, source_id, piece, from_id, to_id, component, metres, highway, name_th,
        name_en, steps, step_count, surface, smoothness, width, incline, uphill, lit, covered, bridge,
        tunnel, layer, sidewalk, crossing, wheelchair, access, foot, oneway_foot, geom
    FROM joined_street_edge
    WHERE id IS NULL;
    GET DIAGNOSTICS rows_new = ROW_COUNT;

    DELETE FROM street_node
    WHERE
        city_id = of_city
        AND NOT EXISTS (
            SELECT FROM incoming_street_node AS incoming
            WHERE incoming.source_id = street_node.source_id
        );

    SELECT count(*) INTO rows_read FROM joined_street_edge;
    rows_unchanged := rows_read - rows_new - rows_changed;
END;
$$;
COMMENT ON FUNCTION merge_streets(bigint) IS
'Makes the streets of a city those of the incoming tables; counts pieces, the deleted as hidden.';
