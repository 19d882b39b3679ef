-- A small city with rows in every table, and texts that are hard on a text format.
INSERT INTO city (slug, name_th, name_en, geom) VALUES
('gone', 'เมืองที่หายไป', 'Gone', st_multi(st_makeenvelope(0, 0, 1, 1, 4326))),
('town', 'เมือง', 'Town', st_multi(st_makeenvelope(98.9, 18.7, 99.1, 18.9, 4326)));
DELETE FROM city WHERE slug = 'gone';

INSERT INTO district (city_id, level, code, name_th, name_en, source, geom)
SELECT id, 'tambon', '500101', 'ศรีภูมิ', 'Si Phum', 'test', geom FROM city;

INSERT INTO partner (city_id, actor, name_th) SELECT id, 'temple', 'วัดพระสิงห์' FROM city;

INSERT INTO space (
    city_id, partner_id, kind, name_th, name_en, other_names, description_en, age_groups,
    opening_hours, capacity, source, source_id, provenance, rank, geom, outline
)
SELECT
    partner.city_id,
    partner.id,
    'temple',
    'วัดพระสิงห์',
    'Wat Phra Singh',
    ARRAY['a "b"', E'back\\slash', 'comma, {brace}', 'NULL', ''],
    E'tab\there, line\nthere, \\. and \\N and 😀 and \r return',
    ARRAY['child', 'senior'],
    'Mo-Su 06:00-18:00',
    200,
    'test',
    'w1',
    '{"name_th": "curator:สมศรี", "note": "a\\nb \"c\""}',
    0.1 + 0.2,
    st_setsrid(st_point(98.9816, 18.7886), 4326),
    st_multi(st_buffer(st_setsrid(st_point(98.9816, 18.7886), 4326), 0.0005))
FROM partner;
INSERT INTO space (city_id, kind, name_th, source, source_id, place_privacy, status, geom)
SELECT id, 'sage', 'ครูภูมิปัญญา', 'test', 's1', 'private', 'draft', 'SRID=4326;POINT(98.98 18.79)' FROM city;
INSERT INTO space (city_id, kind, name_th, source, source_id)
SELECT id, 'library', 'ห้องสมุดออนไลน์', 'test', 'o1' FROM city;

INSERT INTO knowledge (city_id, space_id, body, title_th, sources, media, status)
SELECT city_id, id, 'faith', 'พระพุทธสิหิงค์', ARRAY['ตำนาน'], '{"photos": []}', 'published' FROM space WHERE source_id = 'w1';
INSERT INTO activity (city_id, space_id, partner_id, title_th, starts_at, ends_at, repeats, places, status)
SELECT city_id, id, partner_id, 'สวดมนต์', '2026-01-01 17:30+07', '2026-01-01 18:30+07', 'FREQ=DAILY', 40, 'published'
FROM space WHERE source_id = 'w1';
INSERT INTO offering (city_id, space_id, title_th, season) SELECT city_id, id, 'โคมล้านนา', 'ยี่เป็ง' FROM space WHERE source_id = 'w1';
INSERT INTO route (city_id, slug, title_th, metres, seconds, geom)
SELECT id, 'old-town', 'เมืองเก่า', 1234.5, 900.25, 'SRID=4326;MULTILINESTRING((98.98 18.79, 98.99 18.79))' FROM city;
INSERT INTO route_stop (route_id, position, space_id, dwell_minutes)
SELECT route.id, 1, space.id, 20 FROM route CROSS JOIN space WHERE space.source_id = 'w1';
INSERT INTO note (city_id, space_id, kind, text, geom)
SELECT city_id, id, 'problem', 'ทางเท้าพัง', geom FROM space WHERE source_id = 'w1';

INSERT INTO account (name, role, city_id, password_hash) SELECT 'somsri', 'curator', id, 'x' FROM city;
INSERT INTO token (account_id, hash, title, scopes) SELECT id, 'h', 'QGIS', ARRAY['read'] FROM account;
INSERT INTO contribution (city_id, layer, proposal, account_id)
SELECT city_id, 'spaces', '{"name_th": "วัด"}', id FROM account;
INSERT INTO audit (city_id, actor, action, layer, before, after)
SELECT id, 'somsri', 'update', 'spaces', NULL, '{"a": null, "b": [1, 2.50]}' FROM city;

INSERT INTO population_cell (city_id, basis, source, source_id, year, level, code, people, by_age)
SELECT id, 'district', 'dopa', '500101', 2021, 'tambon', '500101', 12345, '{"child": 100.5}' FROM city;
INSERT INTO street_node (city_id, source_id, component, geom)
SELECT city.id, n::text, 0, st_setsrid(st_point(98.98 + n * 0.001, 18.79), 4326)
FROM city CROSS JOIN generate_series(1, 2) AS n;
INSERT INTO street_edge (
    city_id, source_id, piece, from_node, to_node, component, metres, highway, steps, lit, geom
)
SELECT a.city_id, 'w7', 0, a.id, b.id, 0, 105.4321, 'footway', false, NULL, st_makeline(a.geom, b.geom)
FROM street_node AS a INNER JOIN street_node AS b ON a.id < b.id;
INSERT INTO basemap_area (city_id, class, source_id, area, geom)
SELECT id, 'water', 'r1', 99.5, st_multi(st_makeenvelope(98.97, 18.78, 98.98, 18.79, 4326)) FROM city;
INSERT INTO coverage_snapshot (city_id, data_version, parameters, figures)
SELECT id, '7', '{"minutes": 15}', '{"share": 0.75}' FROM city;
INSERT INTO medium (city_id, key, kind, media_type, width, height, content)
SELECT id, 'k1', 'picture', 'image/webp', 2, 1, '\x00ff5c'::bytea FROM city;
INSERT INTO agenda (city_id, slug, title_th, figures) SELECT id, 'clean-air', 'อากาศสะอาด', ARRAY['pm25'] FROM city;
INSERT INTO outcome (city_id, agenda, text_th, people, happened_on)
SELECT id, 'clean-air', 'เผาน้อยลง', 12, '2026-02-01' FROM city;
INSERT INTO route_rating (route_id, rater, stars) SELECT id, 'h1', 4 FROM route;
INSERT INTO stamp_sheet (space_id, serial, ends_at) SELECT id, 1, '2027-01-01' FROM space WHERE source_id = 'w1';
INSERT INTO stamp_seen (mark, day) VALUES ('m1', '2026-11-24');
INSERT INTO stamp_count (city_id, space_id, month, stamps)
SELECT city_id, id, '2026-11-01', 7 FROM space WHERE source_id = 'w1';
INSERT INTO password_reset (account_id, hash, expires_at) SELECT id, 'r', '2026-12-01' FROM account;
INSERT INTO secret (name, value) VALUES ('sessions', 'not for anybody');
INSERT INTO kept_scenario (city_id, name, token) SELECT id, 'ห้องสมุดใหม่', 'a9898000x1879000.klibrary' FROM city;
