-- What the web may see of the learning ecology: partners, media, knowledge, activities, offerings,
-- routes, notes and the work of cities, each only as far as it is published, and no place of a home
-- that is not for everybody.

CREATE VIEW published.partner AS
SELECT
    partner.id,
    city.slug AS city,
    partner.city_id,
    partner.actor,
    partner.name_th,
    partner.name_en,
    partner.description_th,
    partner.description_en,
    partner.website,
    partner.version,
    partner.updated_at,
    run.spaces,
    search_key(partner.name_th, partner.name_en, '{}') AS search_key,
    0.5::double precision AS rank,
    run.geom,
    run.geom_3857
FROM partner
LEFT JOIN city ON partner.city_id = city.id
LEFT JOIN LATERAL (
    SELECT
        count(*) AS spaces,
        st_multi(st_collect(space.shown)) AS geom,
        st_multi(st_collect(space.geom_3857)) AS geom_3857
    FROM space
    WHERE space.partner_id = partner.id AND space.status = 'published'
) AS run ON TRUE
WHERE partner.status = 'published';
COMMENT ON VIEW published.partner IS
'Organisations that take part, at the spaces they run, without their contacts.';

CREATE VIEW published.medium AS
SELECT
    medium.id,
    medium.city_id,
    medium.key,
    medium.kind,
    medium.media_type,
    medium.width,
    medium.height,
    medium.content,
    medium.created_at
FROM medium
CROSS JOIN LATERAL jsonb_build_object('key', medium.key) AS hung (it)
WHERE
    EXISTS (
        SELECT 1 FROM note
        WHERE note.medium_id = medium.id AND note.status = 'published'
    )
    OR EXISTS (
        SELECT 1 FROM route
        WHERE route.medium_id = medium.id AND route.status = 'published'
    )
    OR EXISTS (
        SELECT 1 FROM knowledge
        INNER JOIN space ON knowledge.space_id = space.id
        WHERE
            knowledge.city_id = medium.city_id
            AND knowledge.status = 'published'
            AND space.status = 'published'
            AND (
                knowledge.media @> jsonb_build_object('pictures', jsonb_build_array(hung.it))
                OR knowledge.media @> jsonb_build_object('recordings', jsonb_build_array(hung.it))
            )
    );
COMMENT ON VIEW published.medium IS
'Pictures and recordings while something that is published shows them, whatever their own status.';

CREATE VIEW published.knowledge AS
SELECT
    knowledge.id,
    city.slug AS city,
    knowledge.city_id,
    knowledge.space_id,
    space.name_th AS space_th,
    space.name_en AS space_en,
    space.kind,
    knowledge.body,
    knowledge.title_th,
    knowledge.title_en,
    knowledge.text_th,
    knowledge.text_en,
    knowledge.era,
    knowledge.sources,
    knowledge.authors,
    knowledge.year,
    knowledge.doi,
    knowledge.link,
    partner.id AS partner_id,
    media_keys(knowledge.media, 'pictures') AS pictures,
    media_keys(knowledge.media, 'recordings') AS recordings,
    knowledge.media,
    knowledge.version,
    knowledge.updated_at,
    search_key(knowledge.title_th, knowledge.title_en, ARRAY[space.name_th, space.name_en]) AS search_key,
    0.5::double precision AS rank,
    space.shown AS geom,
    space.geom_3857
FROM knowledge
INNER JOIN space ON knowledge.space_id = space.id
LEFT JOIN city ON knowledge.city_id = city.id
LEFT JOIN partner ON knowledge.partner_id = partner.id AND partner.status = 'published'
WHERE knowledge.status = 'published' AND space.status = 'published';
COMMENT ON VIEW published.knowledge IS 'Pieces of local study that are published, where their space is shown.';

CREATE VIEW published.activity AS
SELECT
    activity.id,
    city.slug AS city,
    activity.city_id,
    activity.space_id,
    space.name_th AS space_th,
    space.name_en AS space_en,
    space.kind,
    partner.id AS partner_id,
    partner.name_th AS provider_th,
    partner.name_en AS provider_en,
    activity.title_th,
    activity.title_en,
    activity.description_th,
    activity.description_en,
    activity.starts_at,
    activity.ends_at,
    activity.repeats,
    activity.skips,
    activity.age_groups,
    activity.agendas,
    activity.languages,
    activity.places,
    activity.places_left,
    activity.fee,
    activity.currency,
    activity.link,
    activity.contact,
    activity.version,
    activity.updated_at,
    search_key(activity.title_th, activity.title_en, ARRAY[space.name_th, space.name_en]) AS search_key,
    0.5::double precision AS rank,
    space.shown AS geom,
    space.geom_3857
FROM activity
INNER JOIN space ON activity.space_id = space.id
LEFT JOIN city ON activity.city_id = city.id
LEFT JOIN partner ON activity.partner_id = partner.id AND partner.status = 'published'
WHERE activity.status = 'published' AND space.status = 'published';
COMMENT ON VIEW published.activity IS 'What happens at spaces, as far as it is published.';

CREATE VIEW published.offering AS
SELECT
    offering.id,
    city.slug AS city,
    offering.city_id,
    offering.space_id,
    space.name_th AS space_th,
    space.name_en AS space_en,
    space.kind,
    partner.id AS partner_id,
    partner.name_th AS provider_th,
    partner.name_en AS provider_en,
    offering.title_th,
    offering.title_en,
    offering.description_th,
    offering.description_en,
    offering.season,
    offering.contact,
    offering.link,
    offering.version,
    offering.updated_at,
    search_key(offering.title_th, offering.title_en, ARRAY[space.name_th, space.name_en]) AS search_key,
    0.5::double precision AS rank,
    space.shown AS geom,
    space.geom_3857
FROM offering
INNER JOIN space ON offering.space_id = space.id
LEFT JOIN city ON offering.city_id = city.id
LEFT JOIN partner ON offering.partner_id = partner.id AND partner.status = 'published'
WHERE offering.status = 'published' AND space.status = 'published';
COMMENT ON VIEW published.offering IS 'Local goods and services that are published, where their space is shown.';

CREATE VIEW published.route AS
SELECT
    route.id,
    city.slug AS city,
    route.city_id,
    route.slug,
    route.title_th,
    route.title_en,
    route.story_th,
    route.story_en,
    route.themes,
    route.age_groups,
    route.agendas,
    route.difficulty,
    route.best_hours,
    route.profile,
    route.loop,
    route.metres,
    route.seconds,
    given.stops,
    given.stars,
    given.ratings,
    medium.key AS picture,
    route.checks,
    route.published_at,
    route.version,
    route.updated_at,
    search_key(route.title_th, route.title_en, route.themes) AS search_key,
    0.5::double precision AS rank,
    CASE WHEN given.is_open THEN route.geom END AS geom,
    CASE WHEN given.is_open THEN st_transform(route.geom, 3857) END AS geom_3857
FROM route
LEFT JOIN city ON route.city_id = city.id
LEFT JOIN medium ON route.medium_id = medium.id
LEFT JOIN LATERAL (
    SELECT
        round(avg(route_rating.stars), 1)::double precision AS stars,
        count(route_rating.id) AS ratings,
        (
            SELECT count(*) FROM route_stop
            WHERE route_stop.route_id = route.id
        ) AS stops,
        NOT EXISTS (
            SELECT 1 FROM route_stop
            INNER JOIN space ON route_stop.space_id = space.id
            WHERE
                route_stop.route_id = route.id
                AND (space.status != 'published' OR space.place_privacy != 'public')
        ) AS is_open
    FROM route_rating
    WHERE route_rating.route_id = route.id
) AS given ON TRUE
WHERE route.status = 'published';
COMMENT ON VIEW published.route IS
'Curated walks that are published; no line while one of their stops is not for everybody to see.';

CREATE VIEW published.route_stop AS
SELECT
    route_stop.id,
    route_stop.route_id,
    route_stop.position,
    route_stop.space_id,
    route_stop.title_th,
    route_stop.title_en,
    route_stop.story_th,
    route_stop.story_en,
    route_stop.dwell_minutes,
    CASE WHEN route_stop.space_id IS NULL THEN route_stop.geom END AS geom
FROM route_stop
INNER JOIN route ON route_stop.route_id = route.id
WHERE route.status = 'published';
COMMENT ON VIEW published.route_stop IS 'The stops of curated walks; a place only where it is no space''s.';

CREATE VIEW published.stamp_count AS
SELECT
    stamp_count.id,
    stamp_count.city_id,
    stamp_count.space_id,
    stamp_count.month,
    CASE WHEN stamp_count.stamps >= 5 THEN stamp_count.stamps / 5 * 5 END AS stamps
FROM stamp_count
INNER JOIN space ON stamp_count.space_id = space.id
WHERE space.status = 'published' AND space.place_privacy = 'public';
COMMENT ON VIEW published.stamp_count IS
'How many stamps spaces gave in a month, in full fives; null for fewer, so that nobody is found out.';

CREATE VIEW published.note AS
SELECT
    note.id,
    city.slug AS city,
    note.city_id,
    note.kind,
    note.text,
    space.id AS space_id,
    note.agendas,
    medium.key AS picture,
    note.solution,
    note.solved_at,
    note.created_at,
    note.version,
    note.updated_at,
    CASE WHEN note.space_id IS NULL OR space.id IS NOT NULL THEN note.geom END AS geom,
    CASE
        WHEN note.space_id IS NULL OR space.id IS NOT NULL THEN st_transform(note.geom, 3857)
    END AS geom_3857
FROM note
LEFT JOIN city ON note.city_id = city.id
LEFT JOIN space
    ON
        note.space_id = space.id
        AND space.status = 'published'
        AND space.place_privacy = 'public'
LEFT JOIN medium ON note.medium_id = medium.id
WHERE note.status = 'published';
COMMENT ON VIEW published.note IS
'What walkers saw, as far as it was let through; neither place nor space while its space is not for everybody to see.';

CREATE VIEW published.agenda AS
SELECT
    agenda.id,
    city.slug AS city,
    agenda.city_id,
    agenda.slug,
    agenda.title_th,
    agenda.title_en,
    agenda.description_th,
    agenda.description_en,
    agenda.figures
FROM agenda
LEFT JOIN city ON agenda.city_id = city.id;
COMMENT ON VIEW published.agenda IS 'What cities work on, in their own words.';

CREATE VIEW published.outcome AS
SELECT
    outcome.id,
    city.slug AS city,
    outcome.city_id,
    outcome.agenda,
    outcome.activity_id,
    outcome.text_th,
    outcome.text_en,
    outcome.people,
    outcome.happened_on,
    outcome.source
FROM outcome
LEFT JOIN city ON outcome.city_id = city.id
WHERE outcome.status = 'published';
COMMENT ON VIEW published.outcome IS 'What people reported came of the agendas of cities.';
