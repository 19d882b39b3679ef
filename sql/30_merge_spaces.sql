-- Merging what one source says about spaces into what is stored, field by field.
-- The rows wait in the temporary table incoming_space, one a source id; `filled` names the fields
-- the source says something about.

CREATE OR REPLACE FUNCTION is_curated(provenance jsonb, field text)
RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN coalesce(provenance ->> field LIKE 'curator:%', FALSE);
COMMENT ON FUNCTION is_curated(jsonb, text) IS
'Whether a curator set this field, so that no import may change it.';

CREATE OR REPLACE FUNCTION imported_fields()
RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN ARRAY[
    'kind', 'subkind', 'religion', 'name_th', 'name_en', 'other_names', 'description_th',
    'description_en', 'age_groups', 'opening_hours', 'capacity', 'wheelchair', 'website', 'phone',
    'email', 'address', 'operator', 'wikidata', 'geom', 'outline'
]::text[];
COMMENT ON FUNCTION imported_fields() IS 'The fields of a space that a source may fill.';

CREATE OR REPLACE FUNCTION merged_provenance(known jsonb, filled text[], source text)
RETURNS jsonb
LANGUAGE sql IMMUTABLE PARALLEL SAFE
BEGIN ATOMIC
    WITH origins AS (
        SELECT
            key AS field,
            value AS origin
        FROM jsonb_each_text(known)
        WHERE is_curated(known, key) OR key NOT IN (SELECT unnest(imported_fields()))
        UNION ALL
        SELECT
            field,
            source AS origin
        FROM unnest(filled) AS said (field)
        WHERE NOT is_curated(known, field)
    )

    SELECT coalesce(jsonb_object_agg(field, origin), '{}') FROM origins;
END;
COMMENT ON FUNCTION merged_provenance(jsonb, text[], text) IS
'Where each field comes from after a source filled some: a curator''s fields stay a curator''s.';

-- plpgsql, since a temporary table is not there yet when the function is made.
CREATE OR REPLACE FUNCTION merge_spaces(
    of_city bigint,
    of_source text,
    hide_missing boolean,
    OUT rows_read bigint,
    OUT rows_new bigint,
    OUT rows_changed bigint,
    OUT rows_unchanged bigint,
    OUT rows_hidden bigint
)
LANGUAGE plpgsql VOLATILE
-- Whole sets are merged, and a new city is not in the statistics yet: loops would take minutes.
SET enable_nestloop = off
AS $$
BEGIN
    -- Two imports into one city wait for each other.
    PERFORM pg_advisory_xact_lock(hashtext('merge spaces'), of_city::integer);

    DROP TABLE IF EXISTS pg_temp.merged_space;
    CREATE TEMPORARY TABLE merged_space ON COMMIT DROP AS
    SELECT
        known.id,
        incoming.source_id,
        incoming.source_members,
        incoming.rank,
        merged_provenance(
            CASE
                WHEN known.provenance ->> 'status' = of_source THEN known.provenance - 'status'
                ELSE coalesce(known.provenance, '{}')
            END,
            incoming.filled, of_source
        ) AS provenance,
        CASE
            WHEN known.id IS NULL THEN 'published'
            WHEN known.status = 'hidden' AND known.provenance ->> 'status' = of_source
                THEN 'published'
            ELSE known.status
        END AS status,
        CASE WHEN is_curated(known.provenance, 'kind')
            THEN known.kind ELSE incoming.kind END AS kind,
        CASE WHEN is_curated(known.provenance, 'subkind')
            THEN known.subkind ELSE incoming.subkind END AS subkind,
        CASE WHEN is_curated(known.provenance, 'religion')
            THEN known.religion ELSE incoming.religion END AS religion,
        CASE WHEN is_curated(known.provenance, 'name_th')
            THEN known.name_th ELSE incoming.name_th END AS name_th,
        CASE WHEN is_curated(known.provenance, 'name_en')
            THEN known.name_en ELSE incoming.name_en END AS name_en,
        CASE WHEN is_curated(known.provenance, 'other_names')
            THEN known.other_names ELSE incoming.other_names END AS other_names,
        CASE WHEN is_curated(known.provenance, 'description_th')
            THEN known.description_th ELSE incoming.description_th END AS description_th,
        CASE WHEN is_curated(known.provenance, 'description_en')
            THEN known.description_en ELSE incoming.description_en END AS description_en,
        CASE WHEN is_curated(known.provenance, 'age_groups')
            THEN known.age_groups ELSE incoming.age_groups END AS age_groups,
        CASE WHEN is_curated(known.provenance, 'opening_hours')
            THEN known.opening_hours ELSE incoming.opening_hours END AS opening_hours,
        CASE WHEN is_curated(known.provenance, 'capacity')
            THEN known.capacity ELSE incoming.capacity END AS capacity,
        CASE WHEN is_curated(known.provenance, 'wheelchair')
            THEN known.wheelchair ELSE incoming.wheelchair END AS wheelchair,
        CASE WHEN is_curated(known.provenance, 'website')
            THEN known.website ELSE incoming.website END AS website,
        CASE WHEN is_curated(known.provenance, 'phone')
            THEN known.phone ELSE incoming.phone END AS phone,
        CASE WHEN is_curated(known.provenance, 'email')
            THEN known.email ELSE incoming.email END AS email,
        CASE WHEN is_curated(known.provenance, 'address')
            THEN known.address ELSE incoming.address END AS address,
        CASE WHEN is_curated(known.provenance, 'operator')
            THEN known.operator ELSE incoming.operator END AS operator,
        CASE WHEN is_curated(known.provenance, 'wikidata')
            THEN known.wikidata ELSE incoming.wikidata END AS wikidata,
        CASE WHEN is_curated(known.provenance, 'geom')
            THEN known.geom ELSE incoming.geom END AS geom,
        CASE WHEN is_curated(known.provenance, 'outline')
            THEN known.outline ELSE incoming.outline END AS outline
    FROM incoming_space AS incoming
    LEFT JOIN space AS known
        ON
            known.city_id = of_city
            AND known.source = of_source
            AND known.source_id = incoming.source_id;

    SELECT count(*) INTO rows_read FROM merged_space;

    UPDATE space
    SET
        kind = merged.kind,
        subkind = merged.subkind,
        religion = merged.religion,
        name_th = merged.name_th,
        name_en = merged.name_en,
        other_names = merged.other_names,
        description_th = merged.description_th,
        description_en = merged.description_en,
        age_groups = merged.age_groups,
        opening_hours = merged.opening_hours,
        capacity = merged.capacity,
        wheelchair = merged.wheelchair,
        website = merged.website,
        phone = merged.phone,
        email = merged.email,
        address = merged.address,
        operator = merged.operator,
        wikidata = merged.wikidata,
        geom = merged.geom,
        outline = merged.outline,
        source_members = merged.source_members,
        provenance = merged.provenance,
        rank = merged.rank,
        status = merged.status,
        version = space.version + 1,
        updated_at = now()
    FROM merged_space AS merged
    WHERE
        space.id = merged.id
        AND (
            space.kind, space.subkind, space.religion, space.name_th, space.name_en,
            space.other_names, space.description_th, space.description_en, space.age_groups,
            space.opening_hours, space.capacity, space.wheelchair, space.website, space.phone,
            space.email, space.address, space.operator, space.wikidata, space.source_members,
            space.provenance, space.rank, space.status,
            -- bytes, since = on geometries ignores how exactly they are written
            st_asbinary(space.geom), st_asbinary(space.outline)
        ) IS DISTINCT FROM (
            merged.kind, merged.subkind, merged.religion, merged.name_th, merged.name_en,
            merged.other_names, merged.description_th, merged.description_en, merged.age_groups,
            merged.opening_hours, merged.capacity, merged.wheelchair, merged.website, merged.phone,
            merged.email, merged.address, merged.operator, merged.wikidata, merged.source_members,
            merged.provenance, merged.rank, merged.status,
            st_asbinary(merged.geom), st_asbinary(merged.outline)
        );
    GET DIAGNOSTICS rows_changed = ROW_COUNT;

    INSERT INTO space (
        city_id, source, source_id, kind, subkind, religion, name_th, name_en, other_names,
        description_th, description_en, age_groups, opening_hours, capacity, wheelchair, website,
        phone, email, address, operator, wikidata, geom, outline, source_members, provenance, rank,
        status
    )
    SELECT
        of_city, of_source, source_id, kind, subkind, religion, name_th, name_en, other_names,
        description_th, description_en, age_groups, opening_hours, capacity, wheelchair, website,
        phone, email, address, operator, wikidata, geom, outline, source_members, provenance, rank,
        status
    FROM merged_space
    WHERE id IS NULL
    ORDER BY source_id;
    GET DIAGNOSTICS rows_new = ROW_COUNT;

    rows_unchanged := rows_read - rows_new - rows_changed;
    rows_hidden := 0;
    IF hide_missing THEN
        UPDATE space
        SET
            status = 'hidden',
            provenance = provenance || jsonb_build_object('status', of_source),
            version = version + 1,
            updated_at = now()
        WHERE
            city_id = of_city
            AND source = of_source
            AND status = 'published'
            AND NOT is_curated(provenance, 'status')
            AND NOT EXISTS (
                SELECT FROM incoming_space AS incoming
                WHERE incoming.source_id = space.source_id
            );
        GET DIAGNOSTICS rows_hidden = ROW_COUNT;
    END IF;
END;
$$;
COMMENT ON FUNCTION merge_spaces(bigint, text, boolean) IS
'Merges the rows of incoming_space into the spaces of a city, under their source; returns counts.';
