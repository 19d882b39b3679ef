-- The part of the spaces about which something is written, in Thai or in English.
SELECT
    avg((coalesce(space.description_th, space.description_en) IS NOT NULL)::integer) AS value,
    max(space.updated_at)::date AS as_of
FROM published.space
WHERE space.city = :city;
