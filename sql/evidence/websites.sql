-- The part of the spaces that have a website.
SELECT
    avg((space.website IS NOT NULL)::integer) AS value,
    max(space.updated_at)::date AS as_of
FROM published.space
WHERE space.city = :city;
