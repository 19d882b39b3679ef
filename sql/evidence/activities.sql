-- Activities that are published.
SELECT
    nullif(count(*), 0) AS value,
    max(activity.updated_at)::date AS as_of
FROM published.activity
WHERE activity.city = :city;
