-- The part of the spaces that have a name in Thai and in English.
SELECT
    avg((space.name_th IS NOT NULL AND space.name_en IS NOT NULL)::integer) AS value,
    max(space.updated_at)::date AS as_of
FROM published.space
WHERE space.city = :city;
