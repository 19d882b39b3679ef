-- How many of the seven kinds of actors take part.
SELECT
    nullif(count(DISTINCT partner.actor), 0) AS value,
    max(partner.updated_at)::date AS as_of
FROM published.partner
WHERE partner.city = :city;
