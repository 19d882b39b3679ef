-- Companies and banks among the partners; no data where no partner is stored.
SELECT
    CASE
        WHEN count(*) > 0
            THEN count(*) FILTER (WHERE partner.actor IN ('company', 'bank'))
    END AS value,
    max(partner.updated_at)::date AS as_of
FROM published.partner
WHERE partner.city = :city;
