-- Universities, colleges and other places of higher education.
SELECT
    nullif(count(*), 0) AS value,
    max(space.updated_at)::date AS as_of
FROM published.space
WHERE space.city = :city AND space.kind = 'university';
