-- Of the spaces of which it is known, the part that a wheelchair can enter at least partly.
SELECT
    avg((space.wheelchair IN ('yes', 'limited'))::integer) AS value,
    max(space.updated_at)::date AS as_of
FROM published.space
WHERE space.city = :city AND space.wheelchair IS NOT NULL;
