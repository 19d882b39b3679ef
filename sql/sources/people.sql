-- Rows of counted people, by where they come from and the year they were counted in.
SELECT
    population.source,
    count(*) AS number,
    population.year AS as_of
FROM published.population
WHERE population.city = :city
GROUP BY population.source, population.year
ORDER BY population.year DESC, population.source ASC;
