-- The part of the spaces of which it is known whether a wheelchair can enter.
SELECT
    avg((space.wheelchair IS NOT NULL)::integer) AS value,
    max(space.updated_at)::date AS as_of
FROM published.space
WHERE space.city = :city;
