-- Pieces of local study that are published, by the body of knowledge they belong to.
SELECT
    knowledge.body AS word,
    count(*) AS value,
    max(knowledge.updated_at)::date AS as_of
FROM published.knowledge
WHERE knowledge.city = :city
GROUP BY knowledge.body;
