-- Spaces that work on health or on the environment; no data where no space carries any agenda.
SELECT
    CASE
        WHEN bool_or(cardinality(space.agendas) > 0)
            THEN count(*) FILTER (WHERE space.agendas && ARRAY['health', 'environment'])
    END AS value,
    max(space.updated_at)::date AS as_of
FROM published.space
WHERE space.city = :city;
