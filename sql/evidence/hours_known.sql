-- The part of the spaces whose opening hours are known.
SELECT
    avg((space.opening_hours IS NOT NULL)::integer) AS value,
    max(space.updated_at)::date AS as_of
FROM published.space
WHERE space.city = :city;
