-- What the web may see: views over published rows, in a schema of their own.
-- The reader's role can select here and nowhere else.

DROP SCHEMA IF EXISTS published CASCADE;
CREATE SCHEMA published;

CREATE VIEW published.city AS
SELECT
    city.id,
    city.slug,
    city.name_th,
    city.name_en,
    city.timezone,
    city.country,
    city.attribution,
    city.geom,
    city.geom_3857
FROM city;
COMMENT ON VIEW published.city IS 'Cities with their boundary.';

CREATE VIEW published.district AS
SELECT
    district.id,
    city.slug AS city,
    district.city_id,
    district.level,
    district.code,
    district.name_th,
    district.name_en,
    district.source,
    district.updated_at,
    district.geom,
    district.geom_3857
FROM district
LEFT JOIN city ON district.city_id = city.id
WHERE district.status = 'published';
COMMENT ON VIEW published.district IS 'Administrative areas of cities, by level.';

CREATE VIEW published.space AS
SELECT
    space.id,
    city.slug AS city,
    space.city_id,
    space.kind,
    space.subkind,
    space.religion,
    space.name_th,
    space.name_en,
    space.other_names,
    space.description_th,
    space.description_en,
    space.age_groups,
    space.agendas,
    space.opening_hours,
    space.capacity,
    space.wheelchair,
    space.website,
    space.phone,
    space.email,
    CASE WHEN space.place_privacy = 'public' THEN space.address END AS address,
    space.operator,
    partner.id AS partner_id,
    space.wikidata,
    space.place_privacy,
    CASE
        WHEN space.place_privacy = 'tambon'
            THEN (
                SELECT district.name_th
                FROM district
                WHERE
                    district.city_id = space.city_id
                    AND district.level = 'tambon'
                    AND district.status = 'published'
                    AND st_covers(district.geom, space.geom)
                ORDER BY district.id
                LIMIT 1
            )
    END AS tambon_th,
    CASE
        WHEN space.place_privacy = 'tambon'
            THEN (
                SELECT district.name_en
                FROM district
                WHERE
                    district.city_id = space.city_id
                    AND district.level = 'tambon'
                    AND district.status = 'published'
                    AND st_covers(district.geom, space.geom)
                ORDER BY district.id
                LIMIT 1
            )
    END AS tambon_en,
    space.source,
    space.source_id,
    field_origins(space.provenance, space.source) AS origins,
    space.rank,
    space.version,
    space.updated_at,
    space.search_key,
    space.grid_x,
    space.grid_y,
    space.shown AS geom,
    space.geom_3857
FROM space
LEFT JOIN city ON space.city_id = city.id
LEFT JOIN partner ON space.partner_id = partner.id AND partner.status = 'published'
WHERE space.status = 'published';
COMMENT ON VIEW published.space IS
'Published learning spaces; place and address are null where the place is not public.';

-- One table and no other, so that spaces are counted from ix_space_grid alone and a plan is soon
-- made: the planner does not forget a column by which a view is joined, even where it leaves the
-- join out (PostgreSQL 15).
CREATE VIEW published.space_drawn AS
SELECT
    space.id,
    space.kind,
    space.subkind,
    space.name_th,
    space.name_en,
    space.wheelchair,
    space.rank,
    space.grid_x,
    space.grid_y,
    space.geom_3857
FROM space
WHERE space.status = 'published';
COMMENT ON VIEW published.space_drawn IS
'What tiles show of published learning spaces; place and grid are null where the place is not public.';

CREATE VIEW published.street AS
SELECT
    street_edge.id,
    city.slug AS city,
    street_edge.city_id,
    street_edge.source_id,
    street_edge.from_node,
    street_edge.to_node,
    street_edge.component,
    street_edge.metres,
    street_edge.highway,
    street_edge.name_th,
    street_edge.name_en,
    street_edge.steps,
    street_edge.step_count,
    street_edge.surface,
    street_edge.smoothness,
    street_edge.width,
    street_edge.incline,
    street_edge.uphill,
    street_edge.lit,
    street_edge.covered,
    street_edge.bridge,
    street_edge.tunnel,
    street_edge.layer,
    street_edge.sidewalk,
    street_edge.crossing,
    street_edge.wheelchair,
    street_edge.foot,
    street_edge.oneway_foot,
    street_edge.geom,
    street_edge.geom_3857
FROM street_edge
LEFT JOIN city ON street_edge.city_id = city.id;
COMMENT ON VIEW published.street IS 'Walkable street pieces from junction to junction.';

CREATE VIEW published.junction AS
SELECT
    street_node.id,
    street_node.city_id,
    street_node.crossing,
    street_node.kerb,
    street_node.entrance,
    street_node.geom
FROM street_node;
COMMENT ON VIEW published.junction IS 'Where street pieces meet or end.';

CREATE VIEW published.basemap AS
SELECT
    basemap_area.id,
    city.slug AS city,
    basemap_area.city_id,
    basemap_area.class,
    basemap_area.source_id,
    basemap_area.name_th,
    basemap_area.name_en,
    basemap_area.area,
    basemap_area.layer,
    basemap_area.geom,
    basemap_area.geom_3857
FROM basemap_area
LEFT JOIN city ON basemap_area.city_id = city.id;
COMMENT ON VIEW published.basemap IS 'Water, green and buildings under the map.';

CREATE VIEW published.population AS
SELECT
    population_cell.id,
    city.slug AS city,
    population_cell.city_id,
    population_cell.basis,
    population_cell.source,
    population_cell.source_id,
    population_cell.year,
    population_cell.level,
    population_cell.code,
    population_cell.people,
    population_cell.male,
    population_cell.female,
    population_cell.households,
    population_cell.by_age,
    population_cell.geom
FROM population_cell
LEFT JOIN city ON population_cell.city_id = city.id;
COMMENT ON VIEW published.population IS 'People counted by district, in a cell or at a point.';

CREATE VIEW published.coverage_snapshot AS
SELECT
    coverage_snapshot.id,
    city.slug AS city,
    coverage_snapshot.city_id,
    coverage_snapshot.kind,
    coverage_snapshot.taken_at,
    coverage_snapshot.data_version,
    coverage_snapshot.parameters,
    coverage_snapshot.figures
FROM coverage_snapshot
LEFT JOIN city ON coverage_snapshot.city_id = city.id;
COMMENT ON VIEW published.coverage_snapshot IS
'Figures of cities as they were: coverage, and packs of evidence.';

CREATE VIEW published.layer_version AS
SELECT
    layer_version.layer,
    layer_version.z10_x,
    layer_version.z10_y,
    layer_version.version,
    layer_version.changed_at
FROM layer_version;
COMMENT ON VIEW published.layer_version IS
'How often each layer was written within each z10 tile cell; (-1, -1) belongs to every box.';
