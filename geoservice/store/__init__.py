"""PostGIS: the embedded cluster, engines, tables, the schema's versions and the catalog."""
