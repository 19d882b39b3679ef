-- The part of the spaces of which it is known for how many people there is room.
SELECT
    avg((space.capacity IS NOT NULL)::integer) AS value,
    max(space.updated_at)::date AS as_of
FROM published.space
WHERE space.city = :city;
