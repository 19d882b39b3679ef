-- Districts of all levels, by where they come from; the day on which one was last changed here.
SELECT
    district.source,
    count(*) AS number,
    max(district.updated_at)::date AS as_of
FROM published.district
WHERE district.city = :city
GROUP BY district.source
ORDER BY count(*) DESC, district.source ASC;
