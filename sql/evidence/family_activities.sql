-- Activities that are meant for children before or in primary school.
SELECT
    CASE
        WHEN count(*) > 0
            THEN count(*) FILTER (WHERE activity.age_groups && ARRAY['early_childhood', 'child'])
    END AS value,
    max(activity.updated_at)::date AS as_of
FROM published.activity
WHERE activity.city = :city;
