-- Learning spaces, by where they come from; the day on which one was last changed here.
SELECT
    space.source,
    count(*) AS number,
    max(space.updated_at)::date AS as_of
FROM published.space
WHERE space.city = :city
GROUP BY space.source
ORDER BY count(*) DESC, space.source ASC;
