-- The pictures and recordings that a piece of knowledge names.

CREATE OR REPLACE FUNCTION media_keys(media jsonb, part text)
RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT coalesce(array_agg(shown.item ->> 'key' ORDER BY shown.n), '{}')
    FROM jsonb_array_elements(
        CASE jsonb_typeof(media -> part) WHEN 'array' THEN media -> part ELSE '[]'::jsonb END
    ) WITH ORDINALITY AS shown (item, n);
END;
COMMENT ON FUNCTION media_keys(jsonb, text) IS
'The keys of the media in a list of a row''s media ("pictures" or "recordings"), in its order.';
