-- What walkers noted: problems, chances and stories.
SELECT
    nullif(count(*), 0) AS value,
    max(note.created_at)::date AS as_of
FROM published.note
WHERE note.city = :city;
