-- Local goods and services that are offered at learning spaces.
SELECT
    nullif(count(*), 0) AS value,
    max(offering.updated_at)::date AS as_of
FROM published.offering
WHERE offering.city = :city;
