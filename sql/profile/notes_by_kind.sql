-- What walkers noted, as far as it was let through: problems, chances and stories.
SELECT
    note.kind AS word,
    count(*) AS value,
    max(note.created_at)::date AS as_of
FROM published.note
WHERE note.city = :city
GROUP BY note.kind;
