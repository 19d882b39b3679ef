-- For how many people there is room at once, in the spaces of which it is known.
SELECT
    sum(space.capacity) AS value,
    max(space.updated_at)::date AS as_of
FROM published.space
WHERE space.city = :city AND space.capacity IS NOT NULL;
