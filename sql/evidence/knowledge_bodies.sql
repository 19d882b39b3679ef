-- How many of the five bodies of local study have at least one piece.
SELECT
    nullif(count(DISTINCT knowledge.body), 0) AS value,
    max(knowledge.updated_at)::date AS as_of
FROM published.knowledge
WHERE knowledge.city = :city;
