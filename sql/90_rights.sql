-- Loaded last: the reader sees the published schema and nothing else.

REVOKE ALL ON ALL TABLES IN SCHEMA public FROM geoservice_reader;
GRANT USAGE ON SCHEMA public, published TO geoservice_reader;
GRANT SELECT ON ALL TABLES IN SCHEMA published TO geoservice_reader;
GRANT SELECT ON spatial_ref_sys TO geoservice_reader;
REVOKE CREATE ON SCHEMA public FROM public;
