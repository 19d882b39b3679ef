-- Pieces of local study that are published.
SELECT
    nullif(count(*), 0) AS value,
    max(knowledge.updated_at)::date AS as_of
FROM published.knowledge
WHERE knowledge.city = :city;
