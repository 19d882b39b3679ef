-- How many agendas of the city are carried by an activity or a route.
WITH carried AS (
    SELECT
        unnest(activity.agendas) AS agenda,
        activity.updated_at
    FROM published.activity
    WHERE activity.city = :city
    UNION ALL
    SELECT
        unnest(route.agendas) AS agenda,
        route.updated_at
    FROM published.route
    WHERE route.city = :city
)

SELECT
    nullif(count(DISTINCT carried.agenda), 0) AS value,
    max(carried.updated_at)::date AS as_of
FROM carried;
