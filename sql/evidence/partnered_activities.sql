-- The part of the activities that a partner offers.
SELECT
    avg((activity.partner_id IS NOT NULL)::integer) AS value,
    max(activity.updated_at)::date AS as_of
FROM published.activity
WHERE activity.city = :city;
