-- Pairs of spaces that might be one place: near each other, of the same or a related kind, and with
-- names that share something. Which of them are the same is scored in Python.

CREATE OR REPLACE FUNCTION related_kinds(kind text)
RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE kind
    WHEN 'school' THEN ARRAY['school', 'university', 'community_centre']
    WHEN 'university' THEN ARRAY['university', 'school']
    WHEN 'museum' THEN ARRAY['museum', 'community_centre', 'library']
    WHEN 'library' THEN ARRAY['library', 'community_centre', 'museum']
    WHEN 'community_centre' THEN ARRAY['community_centre', 'museum', 'library', 'school', 'government']
    WHEN 'government' THEN ARRAY['government', 'community_centre']
    ELSE ARRAY[kind]
END;
COMMENT ON FUNCTION related_kinds(text) IS
'The kinds under which another source may list the same place; symmetric, with the kind itself.';

CREATE OR REPLACE FUNCTION duplicate_candidates(of_city bigint, within_metres double precision)
RETURNS TABLE (
    one bigint,
    other bigint,
    metres double precision
)
LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
    WITH pairs AS (
        SELECT
            one.id AS one,
            other.id AS other,
            st_distancesphere(one.geom, other.geom) AS metres
        FROM space AS one
        INNER JOIN space AS other
            ON
                one.city_id = other.city_id
                AND one.id < other.id
                AND other.kind = any(related_kinds(one.kind))
                -- A box a little too large, for the index; a degree of latitude is 110.6 km or more.
                AND other.geom && st_expand(
                    one.geom,
                    within_metres / 110000 / greatest(cos(radians(abs(st_y(one.geom)))), 0.01),
                    within_metres / 110000
                )
        WHERE
            one.city_id = of_city
            AND one.status = 'published'
            AND other.status = 'published'
            AND (
                similarity(one.search_key, other.search_key) >= 0.1
                OR one.wikidata = other.wikidata
                -- Names in two scripts share no letters; they are compared by sound.
                OR ((one.name_th IS NULL) <> (other.name_th IS NULL))
                OR ((one.name_en IS NULL) <> (other.name_en IS NULL))
            )
            AND NOT EXISTS (
                SELECT FROM contribution AS offered
                WHERE
                    offered.city_id = of_city
                    AND offered.layer = 'spaces'
                    AND offered.proposal @> jsonb_build_object('merge', jsonb_build_array(one.id, other.id))
            )
    )

    SELECT
        pairs.one,
        pairs.other,
        pairs.metres
    FROM pairs
    WHERE pairs.metres <= within_metres;
END;
COMMENT ON FUNCTION duplicate_candidates(bigint, double precision) IS
'Pairs of published spaces of a city that might be one place and were never offered as a merge.';
