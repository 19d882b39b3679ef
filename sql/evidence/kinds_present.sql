-- How many of the 13 kinds of learning spaces the city has.
SELECT
    nullif(count(DISTINCT space.kind), 0) AS value,
    max(space.updated_at)::date AS as_of
FROM published.space
WHERE space.city = :city;
