-- Organisations that take part.
SELECT
    nullif(count(*), 0) AS value,
    max(partner.updated_at)::date AS as_of
FROM published.partner
WHERE partner.city = :city;
