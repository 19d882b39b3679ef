-- How often the city has kept its coverage, to see what changes.
SELECT
    nullif(count(*), 0) AS value,
    max(kept.taken_at)::date AS as_of
FROM published.coverage_snapshot AS kept
WHERE kept.city = :city AND kept.kind = 'coverage';
