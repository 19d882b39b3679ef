-- The part of all walkable metres on ways that are meant for feet: how closely streets are mapped.
SELECT
    CASE
        WHEN sum(street.metres) > 0
            THEN
                coalesce(
                    sum(street.metres) FILTER (
                        WHERE street.highway IN ('footway', 'path', 'steps', 'pedestrian')
                    ), 0
                ) / sum(street.metres)
    END AS value,
    NULL::date AS as_of
FROM published.street
WHERE street.city = :city;
