-- Areas whose outline crosses itself: stored before they were mended on their way in, or by another
-- program. PostGIS refuses to compare them.

CREATE OR REPLACE FUNCTION published.sound(shape geometry)
RETURNS geometry
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE
    WHEN st_dimension(shape) < 2 OR st_isvalid(shape) THEN shape
    ELSE st_collectionextract(st_makevalid(shape), 3)
END;
COMMENT ON FUNCTION published.sound(geometry) IS
'A shape as it is, or the areas that it means where its outline crosses itself.';
