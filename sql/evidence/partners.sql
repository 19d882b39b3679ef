-- Organisations that take part.
SELECT
    nullif(count(*), 0) AS value,
    NULL::date AS as_of
FROM published.partner
WHERE partner.city = :city;
