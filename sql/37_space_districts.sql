-- Where spaces lie and who runs them, for those who ask what is offered in a district.

CREATE VIEW published.space_district AS
SELECT DISTINCT ON (city.slug, district.level, space.id)
    city.slug AS city,
    district.level,
    space.id AS space_id,
    district.code
FROM space
INNER JOIN city ON space.city_id = city.id
INNER JOIN district
    ON
        space.city_id = district.city_id
        AND district.status = 'published'
        AND st_covers(district.geom, space.shown)
WHERE space.status = 'published'
ORDER BY city.slug, district.level, space.id, district.id;
COMMENT ON VIEW published.space_district IS
'The district of each level that a published space lies in, where its place is public; one on a border lies in one.';

CREATE VIEW published.space_partner AS
SELECT
    space.id AS space_id,
    space.partner_id
FROM space
WHERE space.status = 'published' AND space.partner_id IS NOT NULL;
COMMENT ON VIEW published.space_partner IS 'The organisation that runs a published space, where it is a partner.';
