"""The floor of a full recompute: one statement by hand that judges in the database and stores the same rows."""

from django.db import connection, transaction

from indicators.models import IndicatorStatus

# What the rule says, once more, in SQL: only to measure against, and compared row by row before it is measured.
STATEMENT = """
WITH stands (stand) AS (VALUES ('vastgesteld'), ('werk')),
figures AS (
    SELECT DISTINCT ON (s.stand, r.reeks_id, r.year)
        s.stand, k.indicator_id, k.valid_from, k.unit, r.id, r.reeks_id, r.year, r.value, r.reason, r.measured_year,
        r.year_confirmed, r.provisional, r.respondents
    FROM indicators_realisatie r
    JOIN indicators_reeks k ON k.id = r.reeks_id
    JOIN stands s ON s.stand = 'werk' OR r.state = 'vastgesteld'
    ORDER BY s.stand, r.reeks_id, r.year, r.version DESC
),
targets AS (
    SELECT DISTINCT ON (k.indicator_id, t.year)
        k.indicator_id, t.id, t.reeks_id, t.year, t.value, t.lower, t.upper, t.strict, t.reason
    FROM indicators_streefwaarde t
    JOIN indicators_reeks k ON k.id = t.reeks_id
    JOIN programmes_document d ON d.id = t.document_id
    WHERE d.adopted AND d.year <= t.year
      AND d.kind IN ('beleidsplan', 'kadernota', 'begroting', 'begrotingswijziging')
    ORDER BY k.indicator_id, t.year, d.year DESC,
        array_position(ARRAY['beleidsplan', 'kadernota', 'begroting', 'begrotingswijziging'], d.kind::text) DESC,
        d.number DESC, k.valid_from DESC
),
years AS (
    SELECT stand, indicator_id, year FROM figures
    UNION
    SELECT s.stand, t.indicator_id, t.year FROM targets t CROSS JOIN stands s
),
picked AS (
    SELECT DISTINCT ON (y.stand, y.indicator_id, y.year)
        y.stand, y.indicator_id, y.year, i.direction,
        f.id AS realisatie_id, t.id AS streefwaarde_id, coalesce(f.reeks_id, t.reeks_id) AS reeks_id,
        f.reeks_id AS figure_reeks, t.reeks_id AS target_reeks_id, f.value, coalesce(f.reason, '') AS value_reason,
        f.measured_year, coalesce(f.provisional, false) AS provisional, t.value AS target, t.lower, t.upper,
        coalesce(t.strict, false) AS strict, coalesce(t.reason, '') AS target_reason,
        coalesce(i.margin, n.margin, 5) AS margin, coalesce(i.margin_kind, n.margin_kind, 'procent') AS margin_kind,
        CASE WHEN i.margin IS NOT NULL THEN 'indicator' WHEN n.margin IS NOT NULL THEN 'norm' ELSE 'standaard' END
            AS margin_source,
        coalesce(f.reeks_id = t.reeks_id, true) AS same_reeks,
        coalesce(f.measured_year <> y.year AND NOT f.year_confirmed, false) AS year_doubtful,
        coalesce(f.unit = '%%', false) AS is_percentage, f.respondents
    FROM years y
    JOIN indicators_effectindicator i ON i.id = y.indicator_id
    LEFT JOIN targets t USING (indicator_id, year)
    LEFT JOIN figures f USING (stand, indicator_id, year)
    LEFT JOIN LATERAL (
        SELECT margin, margin_kind FROM indicators_stoplichtnorm
        WHERE valid_from <= y.year ORDER BY valid_from DESC LIMIT 1
    ) n ON true
    ORDER BY y.stand, y.indicator_id, y.year,
        f.value IS NOT NULL DESC, coalesce(f.reeks_id = t.reeks_id, false) DESC, f.valid_from DESC NULLS LAST
),
measured AS (
    SELECT stand, reeks_id, year, value,
        max(CASE WHEN value IS NOT NULL THEN year END) OVER (
            PARTITION BY stand, reeks_id ORDER BY year ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
        ) AS previous_year
    FROM figures
),
known AS (
    SELECT p.*, m.value AS previous_value, m.year AS previous_year,
        CASE
            WHEN p.value IS NULL THEN NULL
            WHEN p.target IS NOT NULL AND p.direction = 'hoger' THEN greatest(0, p.target - p.value)
            WHEN p.target IS NOT NULL AND p.direction = 'lager' THEN greatest(0, p.value - p.target)
            WHEN p.target IS NOT NULL THEN abs(p.value - p.target)
            ELSE greatest(0, p.lower - p.value, p.value - p.upper)
        END AS s,
        CASE
            WHEN m.value IS NULL THEN NULL
            WHEN p.target IS NOT NULL AND p.direction = 'hoger' THEN greatest(0, p.target - m.value)
            WHEN p.target IS NOT NULL AND p.direction = 'lager' THEN greatest(0, m.value - p.target)
            WHEN p.target IS NOT NULL THEN abs(m.value - p.target)
            ELSE greatest(0, p.lower - m.value, m.value - p.upper)
        END AS s_before
    FROM picked p
    LEFT JOIN measured own ON own.stand = p.stand AND own.reeks_id = p.figure_reeks AND own.year = p.year
    LEFT JOIN measured m ON m.stand = p.stand AND m.reeks_id = p.figure_reeks AND m.year = own.previous_year
),
weighed AS (
    SELECT k.*,
        CASE WHEN margin_kind = 'absoluut' THEN margin
             ELSE margin * abs(coalesce(target, CASE WHEN upper IS NOT NULL AND (lower IS NULL OR s = value - upper)
                                                     THEN upper ELSE lower END)) * 0.01 END AS m,
        CASE
            WHEN value IS NULL AND coalesce(target, lower, upper) IS NULL THEN 'geen_gegevens'
            WHEN value IS NULL THEN 'geen_realisatie'
            WHEN coalesce(target, lower, upper) IS NULL THEN 'geen_streefwaarde'
            WHEN NOT same_reeks THEN 'andere_reeks'
            WHEN year_doubtful THEN 'ander_jaar'
            WHEN lower IS NOT NULL AND upper IS NULL AND direction = 'lager' THEN 'tegenstrijdig'
            WHEN upper IS NOT NULL AND lower IS NULL AND direction = 'hoger' THEN 'tegenstrijdig'
        END AS grijs
    FROM known k
),
judged AS (
    SELECT w.*,
        CASE
            WHEN grijs IS NOT NULL THEN grijs
            WHEN target IS NOT NULL AND direction = 'gelijk' THEN
                CASE WHEN s <= m THEN 'gehaald' WHEN s <= 2 * m THEN 'binnen_marge' ELSE 'buiten_marge' END
            WHEN s = 0 AND strict AND (value = lower OR value = upper) THEN 'op_strenge_grens'
            WHEN s = 0 THEN 'gehaald'
            WHEN s <= m THEN 'binnen_marge'
            ELSE 'buiten_marge'
        END AS reason,
        CASE WHEN lower IS NOT NULL AND upper IS NOT NULL OR direction = 'gelijk'
             THEN CASE WHEN same_reeks THEN s_before - s END
             WHEN direction = 'hoger' THEN value - previous_value
             ELSE previous_value - value END AS gain
    FROM weighed w
)
INSERT INTO indicators_indicatorstatus (
    indicator_id, year, stand, stoplicht, reason, within_error, trend, realisatie_id, streefwaarde_id, reeks_id,
    target_reeks_id, direction, value, value_reason, measured_year, provisional, target, lower, upper, strict,
    target_reason, margin, margin_kind, margin_source, same_reeks, year_doubtful, is_percentage, respondents,
    previous_value, previous_year, rule_version, computed_at
)
SELECT indicator_id, year, stand,
    CASE reason WHEN 'gehaald' THEN 'groen' WHEN 'binnen_marge' THEN 'oranje' WHEN 'op_strenge_grens' THEN 'oranje'
                WHEN 'buiten_marge' THEN 'rood' ELSE 'grijs' END,
    reason,
    coalesce(grijs IS NULL AND reason <> 'gehaald' AND is_percentage AND respondents > 0 AND value BETWEEN 0 AND 100
             AND s > 0 AND s * s * respondents <= 3.8416 * value * (100 - value), false),
    CASE WHEN gain IS NULL OR year_doubtful THEN '' WHEN gain = 0 THEN 'gelijk' WHEN gain > 0 THEN 'beter'
         ELSE 'slechter' END,
    realisatie_id, streefwaarde_id, reeks_id, target_reeks_id, direction, value, value_reason, measured_year,
    provisional, target, lower, upper, strict, target_reason, margin, margin_kind, margin_source, same_reeks,
    year_doubtful, is_percentage, respondents, previous_value, previous_year, 1, now()
FROM judged
ON CONFLICT (indicator_id, year, stand) DO UPDATE SET
    stoplicht = EXCLUDED.stoplicht, reason = EXCLUDED.reason, within_error = EXCLUDED.within_error,
    trend = EXCLUDED.trend, realisatie_id = EXCLUDED.realisatie_id, streefwaarde_id = EXCLUDED.streefwaarde_id,
    value = EXCLUDED.value, target = EXCLUDED.target, computed_at = EXCLUDED.computed_at
"""


def judge_in_sql() -> int:
    """Judge every indicator by the statement above; return how many rows it wrote. PostgreSQL only."""
    with transaction.atomic(), connection.cursor() as cursor:
        # The planner knows nothing of what a WITH returns; left to itself it loops, and the floor would be too kind.
        cursor.execute("SET LOCAL enable_nestloop = off")
        cursor.execute("SET LOCAL enable_mergejoin = off")
        cursor.execute("SET LOCAL jit = off")
        cursor.execute("SET LOCAL work_mem = '256MB'")
        cursor.execute(STATEMENT.replace("%%", "%"))
        return int(cursor.rowcount)


def stored() -> set[tuple[object, ...]]:
    """Return what is stored, without when, to compare two ways of judging."""
    columns = [f.attname for f in IndicatorStatus._meta.concrete_fields if f.name not in ("id", "computed_at")]
    return set(IndicatorStatus.objects.values_list(*columns))
