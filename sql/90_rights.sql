-- Loaded last: the reader sees the published schema and nothing else.

REVOKE ALL ON ALL TABLES IN SCHEMA public FROM geoservice_reader;
REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM geoservice_reader;
REVOKE ALL ON ALL TABLES IN SCHEMA published FROM public;
GRANT USAGE ON SCHEMA public, published TO geoservice_reader;
GRANT SELECT ON ALL TABLES IN SCHEMA published TO geoservice_reader;
GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA published TO geoservice_reader;
REVOKE CREATE ON SCHEMA public FROM public;
