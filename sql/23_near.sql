-- What lies near a place: the index knows boxes in degrees, people ask in metres.

CREATE OR REPLACE FUNCTION published.box_around(
    lon double precision, lat double precision, metres double precision
)
RETURNS geometry
LANGUAGE sql IMMUTABLE PARALLEL SAFE
BEGIN ATOMIC
    -- One per cent covers the flattening of the earth, 1 cm what rounding costs.
    WITH reach AS (
        SELECT (metres * 1.01 + 0.01) / 6371008.8 AS angle
    ),

    spans AS (
        SELECT
            degrees(reach.angle) AS up,
            CASE
                WHEN abs(lat) + degrees(reach.angle) < 90
                    THEN degrees(asin(least(sin(reach.angle) / cos(radians(lat)), 1)))
                ELSE 180
            END AS aside
        FROM reach
    )

    SELECT
        CASE
            WHEN lon - spans.aside >= -180 AND lon + spans.aside <= 180
                THEN st_makeenvelope(
                    lon - spans.aside, greatest(lat - spans.up, -90),
                    lon + spans.aside, least(lat + spans.up, 90), 4326
                )
            ELSE st_makeenvelope(-180, greatest(lat - spans.up, -90), 180, least(lat + spans.up, 90), 4326)
        END
    FROM spans;
END;
COMMENT ON FUNCTION published.box_around(double precision, double precision, double precision) IS
'A box in degrees that holds every place within so many metres of a place.';
