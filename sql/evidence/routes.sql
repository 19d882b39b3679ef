-- Curated walks that are published.
SELECT
    nullif(count(*), 0) AS value,
    max(route.updated_at)::date AS as_of
FROM published.route
WHERE route.city = :city;
