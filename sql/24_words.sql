-- How words are compared for those who ask: case and accents set aside.

CREATE OR REPLACE FUNCTION published.casei(words text)
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN translate(lower(upper(words COLLATE dictionary)), 'ς', 'σ');
COMMENT ON FUNCTION published.casei(text) IS
'A text in which upper and lower case are one (CQL2 CASEI): Straße is STRASSE.';

-- Set aside are the marks to which the Unicode collation algorithm gives no weight of their own at
-- its first level: accents of Latin, Greek and Cyrillic, and of Thai the tone marks, maitaikhu,
-- thanthakhat and yamakkan (U+0E47 to U+0E4C, U+0E4E). Thai vowels have a weight and stay.
CREATE OR REPLACE FUNCTION published.accenti(words text)
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN regexp_replace(
    normalize(words, nfd),
    '[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f\u0e47-\u0e4c\u0e4e]', '', 'g'
);
COMMENT ON FUNCTION published.accenti(text) IS
'A text without accents and without Thai tone marks (CQL2 ACCENTI).';
