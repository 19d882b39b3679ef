-- Walkable street pieces, whose data they are, and the day on which one was last changed here.
SELECT
    city.attribution AS source,
    count(street.id) AS number,
    (
        SELECT known.changed_at::date
        FROM published.layers_version(
            ARRAY['streets'],
            st_xmin(city.geom), st_ymin(city.geom), st_xmax(city.geom), st_ymax(city.geom)
        ) AS known
    ) AS as_of
FROM published.city
INNER JOIN published.street ON city.id = street.city_id
WHERE city.slug = :city
GROUP BY city.attribution, city.geom;
