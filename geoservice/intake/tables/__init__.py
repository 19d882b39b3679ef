"""Tables from anywhere: one reader for CSV, Excel, GeoJSON, GeoPackage and their kin.

Every cell becomes text as the file has it, every place a shapely geometry in EPSG:4326. CSV, Excel
and GeoJSON are read by the standard library and openpyxl: GDAL guesses types there (a code "0104"
becomes 104) and holds a whole GeoJSON file in memory. GeoPackage, FlatGeobuf, shapefiles and KML
know their types and are read with pyogrio. All of them stream: memory does not grow with the file.
"""

from geoservice.intake.tables.reading import Row, Table, TableOptions, open_table

__all__ = ["Row", "Table", "TableOptions", "open_table"]
