-- What a curator's new or moved space is held against: its city, and what stands there already.

CREATE OR REPLACE FUNCTION place_in_city(
    of_city bigint, lon double precision, lat double precision, within_metres double precision
)
RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT
        CASE
            WHEN st_dwithin(
                geography(city.geom), geography(st_setsrid(st_makepoint(lon, lat), 4326)), within_metres
            ) THEN 'inside'
            WHEN abs(lon) <= 90 AND st_dwithin(
                geography(city.geom), geography(st_setsrid(st_makepoint(lat, lon), 4326)), within_metres
            ) THEN 'exchanged'
            ELSE 'outside'
        END
    FROM city
    WHERE city.id = of_city;
END;
COMMENT ON FUNCTION place_in_city(bigint, double precision, double precision, double precision) IS
'Where a place lies: inside a city or so many metres around it, outside, or inside only with longitude and '
'latitude exchanged.';

CREATE OR REPLACE FUNCTION spaces_near(
    of_city bigint,
    of_kind text,
    lon double precision,
    lat double precision,
    within_metres double precision
)
RETURNS TABLE (
    id bigint,
    metres double precision
)
LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
    WITH around AS (
        SELECT
            space.id,
            st_distancesphere(space.geom, st_setsrid(st_makepoint(lon, lat), 4326)) AS metres
        FROM space
        WHERE
            space.city_id = of_city
            AND space.kind = of_kind
            AND space.status = 'published'
            AND space.geom && published.box_around(lon, lat, within_metres)
    )

    SELECT
        around.id,
        around.metres
    FROM around
    WHERE around.metres <= within_metres
    ORDER BY around.metres;
END;
COMMENT ON FUNCTION spaces_near(bigint, text, double precision, double precision, double precision) IS
'The published spaces of a city and a kind within so many metres of a place, nearest first.';
