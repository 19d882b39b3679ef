-- Of the problems that walkers noted, the part that is solved.
SELECT
    avg((note.solved_at IS NOT NULL)::integer) AS value,
    max(note.created_at)::date AS as_of
FROM published.note
WHERE note.city = :city AND note.kind = 'problem';
