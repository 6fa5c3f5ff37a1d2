-- The scores of every lead, for DuckDB.
-- Made by `leadwright compile`: change the rules and compile again, not this.
-- Leads: leads, a row a lead (id: lead_id).
-- Events: events (lead: lead_id, time: ts, type: type).
-- As of: the parameter $as_of: a text such as '2026-01-15 12:00:00+00'.
-- Inside, points are hundredths, numbers millionths, times microseconds since 1970-01-01T00:00Z.

WITH lw_as_of_given AS (
  SELECT
    CAST($as_of AS TIMESTAMPTZ) AS lw_given
), lw_run /* as of when, in microseconds since 1970-01-01 */ AS (
  SELECT
    CASE WHEN ISFINITE(lw_given) THEN EPOCH_US(lw_given) END AS lw_as_of
  FROM lw_as_of_given
), lw_leads_typed /* the leads, each column in its type */ AS (
  SELECT
    lw_raw.lead_id AS lw_lead,
    NULLIF(lw_raw."order", '') AS lw_f_order,
    NULLIF(lw_raw."Company ""A""", '') AS lw_f_company_a
  FROM leads AS lw_raw
), lw_leads AS (
  SELECT
    lw_lead,
    LOWER(REPLACE(REPLACE(REPLACE(lw_f_order, 'İ', 'i'), 'Σ', 'σ'), 'ς', 'σ')) AS lw_f_order,
    LOWER(REPLACE(REPLACE(REPLACE(lw_f_company_a, 'İ', 'i'), 'Σ', 'σ'), 'ς', 'σ')) AS lw_f_company_a,
    REGEXP_REPLACE(
      ' ' || LOWER(REPLACE(REPLACE(REPLACE(lw_f_order, 'İ', 'i'), 'Σ', 'σ'), 'ς', 'σ')) || ' ',
      '[ .,;:/|&()_''"+-]+',
      ' ',
      'g'
    ) AS lw_f_order_words,
    lw_as_of
  FROM lw_leads_typed
  CROSS JOIN lw_run
), lw_events_typed /* the events, each column in its type */ AS (
  SELECT
    lw_raw.lead_id AS lw_lead,
    CASE WHEN ISFINITE(lw_raw.ts) THEN EPOCH_US(lw_raw.ts) END AS lw_at,
    NULLIF(lw_raw.type, '') AS lw_kind,
    NULLIF(lw_raw."the ${path}", '') AS lw_p_the_path
  FROM events AS lw_raw
  WHERE
    NULLIF(lw_raw.type, '') IN ('select')
), lw_events AS (
  SELECT
    lw_lead,
    lw_at,
    lw_as_of - lw_at AS lw_age,
    lw_kind,
    LOWER(REPLACE(REPLACE(REPLACE(lw_p_the_path, 'İ', 'i'), 'Σ', 'σ'), 'ς', 'σ')) AS lw_p_the_path,
    lw_as_of
  FROM lw_events_typed
  CROSS JOIN lw_run
), lw_signals /* the events up to now, and which signals they are */ AS (
  SELECT
    lw_events.*,
    lw_kind = 'select' AND COALESCE(STARTS_WITH(lw_p_the_path, '${home}'), FALSE) AS lw_s_select_the_path_starts_with_home /* select[`the ${path}` starts with "${HOME}"] */
  FROM lw_events
  WHERE
    lw_age >= 0
), lw_pass AS (
  SELECT
    lw_lead,
    COUNT(*) FILTER(WHERE
      lw_s_select_the_path_starts_with_home) AS lw_a_select_the_path_starts_with_home
  FROM lw_signals
  GROUP BY
    lw_lead
), lw_facts /* what every lead is known to be and to have done */ AS (
  SELECT
    lw_leads.lw_lead AS lw_lead,
    lw_f_order,
    lw_f_company_a,
    lw_f_order_words,
    lw_as_of,
    COALESCE(lw_a_select_the_path_starts_with_home, 0) AS lw_m_select_the_path_starts_with_home
  FROM lw_leads
  LEFT JOIN lw_pass
    ON lw_pass.lw_lead = lw_leads.lw_lead
), lw_points /* the points of every rule, in hundredths */ AS (
  SELECT
    lw_facts.*,
    CASE WHEN CONTAINS(lw_f_order, 'it''s \ */ -- {{ x }} {% y %} ${z}') THEN 100 ELSE 0 END AS lw_r_a_name_here, /* when order contains "it's \ * / -- {{ x }} {% y %} ${z}" add 1 as `a "name" * / here` */
    CASE WHEN lw_f_company_a = 'istanbul οδοσ' THEN 200 ELSE 0 END AS lw_r_when_company_a_is_istanbul_add_2, /* when `Company "A"` is "İSTANBUL ΟΔΟΣ" add 2 */
    CASE WHEN lw_f_order LIKE '50!%!__!!%' ESCAPE '!' THEN 300 ELSE 0 END AS lw_r_when_order_matches_50_add_3, /* when order matches "50%_?!*" add 3 */
    CASE WHEN CONTAINS(lw_f_order_words, ' vice president ') THEN 400 ELSE 0 END AS lw_r_when_order_mentions_vice_president_add_4, /* when order mentions "vice-president" add 4 */
    CASE WHEN lw_m_select_the_path_starts_with_home >= 1 THEN 500 ELSE 0 END AS lw_r_when_select_the_path_starts_with_home_ad, /* when select[`the ${path}` starts with "${HOME}"] add 5 */
    CASE WHEN lw_f_order = 'x' THEN 100 ELSE 0 END AS lw_r_when_order_is_x_add_1 /* when order is "x" add 1 */
  FROM lw_facts
), lw_groups /* groups, within their limits */ AS (
  SELECT
    lw_points.*,
    LEAST(CAST(lw_r_when_order_is_x_add_1 AS BIGINT), 1000) AS lw_g_group
  FROM lw_points
), lw_scores AS (
  SELECT
    lw_groups.*,
    lw_g_group + CAST(lw_r_a_name_here AS BIGINT) + lw_r_when_company_a_is_istanbul_add_2 + lw_r_when_order_matches_50_add_3 + lw_r_when_order_mentions_vice_president_add_4 + lw_r_when_select_the_path_starts_with_home_ad AS lw_score
  FROM lw_groups
)
SELECT
  lw_lead AS lead_id,
  CAST(lw_score * CAST('0.01' AS DECIMAL(18, 2)) AS DECIMAL(18, 2)) AS score,
  CAST(lw_g_group * CAST('0.01' AS DECIMAL(18, 2)) AS DECIMAL(18, 2)) AS "group",
  LIST_FILTER(
    [
      {'rule': 'a "name" */ here', 'points': CAST(lw_r_a_name_here * CAST('0.01' AS DECIMAL(18, 2)) AS DECIMAL(18, 2))},
      {'rule': 'when `Company "A"` is "İSTANBUL ΟΔΟΣ" add 2', 'points': CAST(lw_r_when_company_a_is_istanbul_add_2 * CAST('0.01' AS DECIMAL(18, 2)) AS DECIMAL(18, 2))},
      {'rule': 'when order matches "50%_?!*" add 3', 'points': CAST(lw_r_when_order_matches_50_add_3 * CAST('0.01' AS DECIMAL(18, 2)) AS DECIMAL(18, 2))},
      {'rule': 'when order mentions "vice-president" add 4', 'points': CAST(lw_r_when_order_mentions_vice_president_add_4 * CAST('0.01' AS DECIMAL(18, 2)) AS DECIMAL(18, 2))},
      {'rule': 'when select[`the ${path}` starts with "${HOME}"] add 5', 'points': CAST(lw_r_when_select_the_path_starts_with_home_ad * CAST('0.01' AS DECIMAL(18, 2)) AS DECIMAL(18, 2))},
      {'rule': 'when order is "x" add 1', 'points': CAST(lw_r_when_order_is_x_add_1 * CAST('0.01' AS DECIMAL(18, 2)) AS DECIMAL(18, 2))}
    ],
    LAMBDA lw_e : lw_e.points <> 0
  ) AS fired
FROM lw_scores
