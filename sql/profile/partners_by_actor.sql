-- Organisations that take part, by the kind of actor they are.
SELECT
    partner.actor AS word,
    count(*) AS value,
    max(partner.updated_at)::date AS as_of
FROM published.partner
WHERE partner.city = :city
GROUP BY partner.actor;
