-- The scores of every lead, by the model “Events”, for Snowflake.
-- Made by `leadwright compile`: change the rules and compile again, not this.
-- Leads: leads, a row a lead (id: lead_id).
-- Events: events (lead: lead_id, time: ts, type: type).
-- As of: a session variable: SET as_of = '2026-01-15 12:00:00 +00:00'.
-- Inside, points are hundredths, numbers millionths, times microseconds since 1970-01-01T00:00Z.

WITH lw_offsets /* the offsets of Asia/Kathmandu, year by year */ AS (
  SELECT
    *
  FROM (VALUES
    (1950, -4611686018427387904, -1577943676000000, 20476000000),
    (1950, -1577943676000000, 504901800000000, 19800000000),
    (1951, -1577943676000000, 504901800000000, 19800000000),
    (1952, -1577943676000000, 504901800000000, 19800000000),
    (1953, -1577943676000000, 504901800000000, 19800000000),
    (1954, -1577943676000000, 504901800000000, 19800000000),
    (1955, -1577943676000000, 504901800000000, 19800000000),
    (1956, -1577943676000000, 504901800000000, 19800000000),
    (1957, -1577943676000000, 504901800000000, 19800000000),
    (1958, -1577943676000000, 504901800000000, 19800000000),
    (1959, -1577943676000000, 504901800000000, 19800000000),
    (1960, -1577943676000000, 504901800000000, 19800000000),
    (1961, -1577943676000000, 504901800000000, 19800000000),
    (1962, -1577943676000000, 504901800000000, 19800000000),
    (1963, -1577943676000000, 504901800000000, 19800000000),
    (1964, -1577943676000000, 504901800000000, 19800000000),
    (1965, -1577943676000000, 504901800000000, 19800000000),
    (1966, -1577943676000000, 504901800000000, 19800000000),
    (1967, -1577943676000000, 504901800000000, 19800000000),
    (1968, -1577943676000000, 504901800000000, 19800000000),
    (1969, -1577943676000000, 504901800000000, 19800000000),
    (1970, -1577943676000000, 504901800000000, 19800000000),
    (1971, -1577943676000000, 504901800000000, 19800000000),
    (1972, -1577943676000000, 504901800000000, 19800000000),
    (1973, -1577943676000000, 504901800000000, 19800000000),
    (1974, -1577943676000000, 504901800000000, 19800000000),
    (1975, -1577943676000000, 504901800000000, 19800000000),
    (1976, -1577943676000000, 504901800000000, 19800000000),
    (1977, -1577943676000000, 504901800000000, 19800000000),
    (1978, -1577943676000000, 504901800000000, 19800000000),
    (1979, -1577943676000000, 504901800000000, 19800000000),
    (1980, -1577943676000000, 504901800000000, 19800000000),
    (1981, -1577943676000000, 504901800000000, 19800000000),
    (1982, -1577943676000000, 504901800000000, 19800000000),
    (1983, -1577943676000000, 504901800000000, 19800000000),
    (1984, -1577943676000000, 504901800000000, 19800000000),
    (1985, -1577943676000000, 504901800000000, 19800000000),
    (1986, -1577943676000000, 504901800000000, 19800000000),
    (1987, -1577943676000000, 504901800000000, 19800000000),
    (1988, -1577943676000000, 504901800000000, 19800000000),
    (1989, -1577943676000000, 504901800000000, 19800000000),
    (1990, -1577943676000000, 504901800000000, 19800000000),
    (1991, -1577943676000000, 504901800000000, 19800000000),
    (1992, -1577943676000000, 504901800000000, 19800000000),
    (1993, -1577943676000000, 504901800000000, 19800000000),
    (1994, -1577943676000000, 504901800000000, 19800000000),
    (1995, -1577943676000000, 504901800000000, 19800000000),
    (1996, -1577943676000000, 504901800000000, 19800000000),
    (1997, -1577943676000000, 504901800000000, 19800000000),
    (1998, -1577943676000000, 504901800000000, 19800000000),
    (1999, -1577943676000000, 504901800000000, 19800000000),
    (2000, -1577943676000000, 504901800000000, 19800000000),
    (2001, -1577943676000000, 504901800000000, 19800000000),
    (2002, -1577943676000000, 504901800000000, 19800000000),
    (2003, -1577943676000000, 504901800000000, 19800000000),
    (2004, -1577943676000000, 504901800000000, 19800000000),
    (2005, -1577943676000000, 504901800000000, 19800000000),
    (2006, -1577943676000000, 504901800000000, 19800000000),
    (2007, -1577943676000000, 504901800000000, 19800000000),
    (2008, -1577943676000000, 504901800000000, 19800000000),
    (2009, -1577943676000000, 504901800000000, 19800000000),
    (2010, -1577943676000000, 504901800000000, 19800000000),
    (2011, -1577943676000000, 504901800000000, 19800000000),
    (2012, -1577943676000000, 504901800000000, 19800000000),
    (2013, -1577943676000000, 504901800000000, 19800000000),
    (2014, -1577943676000000, 504901800000000, 19800000000),
    (2015, -1577943676000000, 504901800000000, 19800000000),
    (2015, 504901800000000, 4611686018427387904, 20700000000)) AS lw_offsets_rows(lw_year, lw_start, lw_end, lw_shift)
), lw_as_of_given AS (
  SELECT
    CAST($as_of AS TIMESTAMPTZ) AS lw_given
), lw_as_of_2 AS (
  SELECT
    DATE_PART(EPOCH_MICROSECOND, lw_given) AS lw_as_of
  FROM lw_as_of_given
), lw_run /* as of when, in microseconds since 1970-01-01 */ AS (
  SELECT
    lw_as_of,
    CAST((
      (
        (
          lw_as_of + lw_offsets_1.lw_shift
        ) + 432000000000000000
      ) - (
        (
          lw_as_of + lw_offsets_1.lw_shift
        ) + 432000000000000000
      ) % 86400000000
    ) / 86400000000 AS BIGINT) - 5000000 AS lw_today
  FROM lw_as_of_2
  LEFT JOIN lw_offsets AS lw_offsets_1
    ON lw_offsets_1.lw_year = LEAST(
      GREATEST(
        CAST((
          (
            lw_as_of + 63244800000000000
          ) - (
            lw_as_of + 63244800000000000
          ) % 31622400000000
        ) / 31622400000000 AS BIGINT),
        1950
      ),
      2015
    )
    AND lw_as_of >= lw_offsets_1.lw_start
    AND lw_as_of < lw_offsets_1.lw_end
), lw_leads_typed /* the leads, each column in its type */ AS (
  SELECT
    lw_raw.lead_id AS lw_lead,
    DATE_PART(EPOCH_MICROSECOND, lw_raw.joined) AS lw_f_joined,
    CAST(TRY_CAST(TO_CHAR(lw_raw.budget) AS DECIMAL(18, 6)) * 1000000 AS BIGINT) AS lw_f_budget
  FROM leads AS lw_raw
), lw_leads AS (
  SELECT
    lw_lead,
    lw_f_joined,
    lw_f_budget,
    lw_as_of,
    lw_today
  FROM lw_leads_typed
  CROSS JOIN lw_run
), lw_events_typed /* the events, each column in its type */ AS (
  SELECT
    lw_raw.lead_id AS lw_lead,
    DATE_PART(EPOCH_MICROSECOND, lw_raw.ts) AS lw_at,
    NULLIF(lw_raw.type, '') AS lw_kind,
    NULLIF(lw_raw.path, '') AS lw_p_path,
    CAST(TRY_CAST(TO_CHAR(lw_raw.seconds) AS DECIMAL(18, 6)) * 1000000 AS BIGINT) AS lw_p_seconds,
    NULLIF(lw_raw.form, '') AS lw_p_form,
    DATEDIFF(DAY, CAST('1970-01-01' AS DATE), lw_raw.valid) AS lw_p_valid,
    CAST(TRY_CAST(TO_CHAR(lw_raw.points) AS DECIMAL(18, 6)) * 1000000 AS BIGINT) AS lw_p_points
  FROM events AS lw_raw
), lw_events AS (
  SELECT
    lw_lead,
    lw_at,
    lw_as_of - lw_at AS lw_age,
    lw_kind,
    CAST((
      (
        (
          lw_at + lw_offsets_1.lw_shift
        ) + 432000000000000000
      ) - (
        (
          lw_at + lw_offsets_1.lw_shift
        ) + 432000000000000000
      ) % 86400000000
    ) / 86400000000 AS BIGINT) - 5000000 AS lw_day,
    LOWER(TRANSLATE(lw_p_path, 'İΣς', 'iσσ')) AS lw_p_path,
    lw_p_seconds,
    LOWER(TRANSLATE(lw_p_form, 'İΣς', 'iσσ')) AS lw_p_form,
    lw_p_valid,
    lw_p_points,
    lw_as_of
  FROM lw_events_typed
  CROSS JOIN lw_run
  LEFT JOIN lw_offsets AS lw_offsets_1
    ON lw_offsets_1.lw_year = LEAST(
      GREATEST(
        CAST((
          (
            lw_at + 63244800000000000
          ) - (
            lw_at + 63244800000000000
          ) % 31622400000000
        ) / 31622400000000 AS BIGINT),
        1950
      ),
      2015
    )
    AND lw_at >= lw_offsets_1.lw_start
    AND lw_at < lw_offsets_1.lw_end
), lw_signals /* the events up to now, and which signals they are */ AS (
  SELECT
    lw_events.*,
    lw_kind = 'page_view'
    AND COALESCE(STARTSWITH(lw_p_path, '/pricing') AND lw_p_seconds > 1500000, FALSE) AS lw_s_pricing, /* pricing */
    lw_kind = 'page_view' AS lw_s_page_view, /* page_view */
    TRUE AS lw_s_activity, /* activity */
    lw_kind = 'form_submit' AS lw_s_form_submit, /* form_submit */
    lw_kind = 'demo' AS lw_s_demo, /* demo */
    lw_kind = 'adjustment' AS lw_s_adjustment, /* adjustment */
    lw_kind = 'demo' OR (
      lw_kind = 'form_submit' AND COALESCE(lw_p_form IN ('demo', 'trial'), FALSE)
    ) AS lw_s_hand, /* hand */
    lw_kind = 'recycled' AS lw_s_recycled /* recycled */
  FROM lw_events
  WHERE
    lw_age >= 0 AND NOT (
      lw_kind = 'page_view' AND COALESCE(lw_p_path = '/jobs', FALSE)
    )
), lw_pass AS (
  SELECT
    lw_lead,
    COUNT(CASE WHEN lw_s_pricing AND lw_age < 604800000000 /* 7d */ THEN 1 END) AS lw_a_pricing_within_7d,
    COUNT(
      CASE
        WHEN lw_s_page_view AND lw_age >= 604800000000 /* 7d */ AND lw_age < 1209600000000 /* 14d */
        THEN 1
      END
    ) AS lw_a_page_view_between_7d_and_14d_ago,
    COUNT(CASE WHEN lw_s_page_view AND lw_age < 604800000000 /* 7d */ THEN 1 END) AS lw_a_page_view_within_7d,
    COUNT(CASE WHEN lw_s_activity AND lw_at >= 1767204900000000 /* 2025-12-31T18:15:00Z */ THEN 1 END) AS lw_a_activity_since_2025_12_31t18_15_00z,
    SUM(CASE WHEN lw_s_page_view THEN lw_p_seconds END) AS lw_a_page_view_total_seconds,
    SUM(
      CASE
        WHEN lw_s_page_view AND lw_age < 2592000000000 /* 30d */ AND lw_p_seconds IS NOT NULL
        THEN lw_p_seconds
      END
    ) AS lw_a_page_view_average_seconds_within_30d,
    COUNT(
      CASE WHEN lw_s_page_view AND lw_age < 2592000000000 /* 30d */ AND lw_p_seconds IS NOT NULL THEN 1 END
    ) AS lw_a_page_view_average_seconds_within_30d_2,
    MAX(CASE WHEN lw_s_page_view THEN lw_p_seconds END) AS lw_a_page_view_largest_seconds,
    MIN(CASE WHEN lw_s_page_view THEN lw_p_seconds END) AS lw_a_page_view_smallest_seconds,
    MAX(CASE WHEN lw_s_form_submit AND lw_p_form IS NOT NULL THEN lw_at END) AS lw_a_form_submit_last_form_at,
    MIN(CASE WHEN lw_s_form_submit AND lw_p_valid IS NOT NULL THEN lw_at END) AS lw_a_form_submit_first_valid_at,
    MAX(CASE WHEN lw_s_page_view THEN lw_at END) AS lw_a_days_since_last_page_view,
    SUM(CASE WHEN lw_s_page_view AND lw_p_seconds IS NOT NULL THEN lw_p_seconds END) AS lw_a_page_view_average_seconds,
    COUNT(CASE WHEN lw_s_page_view AND lw_p_seconds IS NOT NULL THEN 1 END) AS lw_a_page_view_average_seconds_2,
    MIN(CASE WHEN lw_s_demo THEN lw_at END) AS lw_a_first_demo,
    MAX(CASE WHEN lw_s_form_submit THEN lw_at END) AS lw_a_last_form_submit,
    COUNT(CASE WHEN lw_s_page_view THEN 1 END) AS lw_a_page_view,
    SUM(
      CASE
        WHEN lw_s_demo AND lw_age < 7776000000000 /* 90d */
        THEN CASE
          WHEN lw_age < 2592000000000 /* 30d */
          THEN 3000 /* +30 */
          WHEN lw_age < 5184000000000 /* 60d */
          THEN 1500 /* +15 */
          WHEN lw_age < 7776000000000 /* 90d */
          THEN 750 /* +7.5 */
          ELSE 0
        END
      END
    ) AS lw_a_each_demo_within_90d_add_30_fade_50_ever,
    SUM(
      CASE
        WHEN lw_s_adjustment AND lw_age < 7776000000000 /* 90d */
        THEN COALESCE(
          CAST((
            (
              (
                CAST(lw_p_points AS DECIMAL(38, 0)) * 666
              ) + CASE WHEN CAST(lw_p_points AS DECIMAL(38, 0)) < 0 THEN -10000000 ELSE 10000000 END
            ) - (
              (
                CAST(lw_p_points AS DECIMAL(38, 0)) * 666
              ) + CASE WHEN CAST(lw_p_points AS DECIMAL(38, 0)) < 0 THEN -10000000 ELSE 10000000 END
            ) % 20000000
          ) / 20000000 AS DECIMAL(38, 0)),
          0
        )
      END
    ) AS lw_a_each_adjustment_within_90d_add_33_3_of_p,
    MAX(CASE WHEN lw_s_adjustment THEN lw_at END) AS lw_a_latest_adjustment_add_points_at,
    MIN(CASE WHEN lw_s_demo AND lw_age < 7776000000000 /* 90d */ THEN lw_age END) AS lw_a_latest_demo_within_90d_add_30_fade_25_li,
    COUNT(CASE WHEN lw_s_hand THEN 1 END) AS lw_a_each_hand_add_1_of_budget_up_to_50,
    MIN(CASE WHEN lw_s_hand THEN lw_age END) AS lw_a_latest_hand_add_10_fade_20_every_1d,
    MAX(CASE WHEN lw_s_recycled THEN lw_at END) AS lw_a_last_recycled,
    MAX(CASE WHEN lw_s_demo THEN lw_at END) AS lw_a_last_demo
  FROM lw_signals
  GROUP BY
    lw_lead
), lw_by_key AS (
  SELECT
    lw_lead,
    MAX(CASE WHEN lw_s_page_view AND lw_age < 2592000000000 /* 30d */ THEN 1 END) AS lw_k_page_view_days_within_30d,
    MAX(CASE WHEN lw_s_pricing THEN 1 END) AS lw_k_each_pricing_add_2_once_per_day
  FROM lw_signals
  WHERE
    lw_s_page_view OR lw_s_pricing
  GROUP BY
    lw_lead,
    lw_day
), lw_pass_2 AS (
  SELECT
    lw_lead,
    COUNT(lw_k_page_view_days_within_30d) AS lw_a_page_view_days_within_30d,
    COUNT(lw_k_each_pricing_add_2_once_per_day) AS lw_a_each_pricing_add_2_once_per_day
  FROM lw_by_key
  GROUP BY
    lw_lead
), lw_by_key_2 AS (
  SELECT
    lw_lead,
    MAX(CASE WHEN lw_s_page_view THEN 1 END) AS lw_k_page_view_distinct_path
  FROM lw_signals
  WHERE
    lw_s_page_view AND lw_p_path IS NOT NULL
  GROUP BY
    lw_lead,
    lw_p_path
), lw_pass_3 AS (
  SELECT
    lw_lead,
    COUNT(lw_k_page_view_distinct_path) AS lw_a_page_view_distinct_path
  FROM lw_by_key_2
  GROUP BY
    lw_lead
), lw_by_key_3 AS (
  SELECT
    lw_lead,
    MIN(CASE WHEN lw_s_page_view AND lw_age < 5184000000000 /* 60d */ THEN lw_age END) AS lw_k_each_page_view_within_60d_add_3_once_per
  FROM lw_signals
  WHERE
    lw_s_page_view
  GROUP BY
    lw_lead,
    YEAR(DATEADD(DAY, lw_day, CAST('1970-01-01' AS DATE))) * 12 + MONTH(DATEADD(DAY, lw_day, CAST('1970-01-01' AS DATE)))
), lw_pass_4 AS (
  SELECT
    lw_lead,
    SUM(
      CASE
        WHEN lw_k_each_page_view_within_60d_add_3_once_per < 604800000000 /* 7d */
        THEN 300 /* +3 */
        WHEN lw_k_each_page_view_within_60d_add_3_once_per < 1209600000000 /* 14d */
        THEN 270 /* +2.7 */
        WHEN lw_k_each_page_view_within_60d_add_3_once_per < 1814400000000 /* 21d */
        THEN 240 /* +2.4 */
        WHEN lw_k_each_page_view_within_60d_add_3_once_per < 2419200000000 /* 28d */
        THEN 210 /* +2.1 */
        WHEN lw_k_each_page_view_within_60d_add_3_once_per < 3024000000000 /* 35d */
        THEN 180 /* +1.8 */
        WHEN lw_k_each_page_view_within_60d_add_3_once_per < 3628800000000 /* 42d */
        THEN 150 /* +1.5 */
        WHEN lw_k_each_page_view_within_60d_add_3_once_per < 4233600000000 /* 49d */
        THEN 120 /* +1.2 */
        WHEN lw_k_each_page_view_within_60d_add_3_once_per < 4838400000000 /* 56d */
        THEN 90 /* +0.9 */
        WHEN lw_k_each_page_view_within_60d_add_3_once_per < 5443200000000 /* 63d */
        THEN 60 /* +0.6 */
        ELSE 0
      END
    ) AS lw_a_each_page_view_within_60d_add_3_once_per
  FROM lw_by_key_3
  GROUP BY
    lw_lead
), lw_instants_page_view_then_form_submit_then_demo /* one row an instant: page_view then form_submit then demo */ AS (
  SELECT
    lw_lead,
    lw_at,
    MAX(CASE WHEN lw_s_page_view AND lw_age < 7776000000000 /* 90d */ THEN 1 ELSE 0 END) AS lw_step,
    MAX(CASE WHEN lw_s_form_submit AND lw_age < 7776000000000 /* 90d */ THEN 1 ELSE 0 END) AS lw_step_2,
    MAX(CASE WHEN lw_s_demo AND lw_age < 7776000000000 /* 90d */ THEN 1 ELSE 0 END) AS lw_step_3
  FROM lw_signals
  WHERE
    (
      lw_s_page_view AND lw_age < 7776000000000 /* 90d */
    )
    OR (
      lw_s_form_submit AND lw_age < 7776000000000 /* 90d */
    )
    OR (
      lw_s_demo AND lw_age < 7776000000000 /* 90d */
    )
  GROUP BY
    lw_lead,
    lw_at
), lw_chain_page_view_then_form_submit_then_demo AS (
  SELECT
    lw_instants_page_view_then_form_submit_then_demo.*,
    MIN(CASE WHEN lw_step_3 = 1 THEN lw_at END) OVER (PARTITION BY lw_lead ORDER BY lw_at ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING) AS lw_end_2
  FROM lw_instants_page_view_then_form_submit_then_demo
), lw_chain_page_view_then_form_submit_then_demo_2 AS (
  SELECT
    lw_chain_page_view_then_form_submit_then_demo.*,
    MIN(CASE WHEN lw_step_2 = 1 THEN lw_end_2 END) OVER (PARTITION BY lw_lead ORDER BY lw_at ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING) AS lw_end
  FROM lw_chain_page_view_then_form_submit_then_demo
), lw_found_page_view_then_form_submit_then_demo AS (
  SELECT
    lw_lead,
    MAX(CASE WHEN lw_step = 1 AND (
      lw_end - lw_at
    ) <= 1209600000000 /* 14d */ THEN 1 ELSE 0 END) AS lw_a_page_view_then_form_submit_then_demo
  FROM lw_chain_page_view_then_form_submit_then_demo_2
  GROUP BY
    lw_lead
), lw_periods_each_adjustment_add_points_once_per_week /* the newest event of each period: each adjustment add points once per week */ AS (
  SELECT
    lw_lead,
    CAST((
      (
        (
          lw_day + 3
        ) + 35000000
      ) - (
        (
          lw_day + 3
        ) + 35000000
      ) % 7
    ) / 7 AS BIGINT) AS lw_period,
    lw_at,
    COALESCE(
      CAST((
        (
          (
            lw_p_points * 2
          ) + CASE WHEN lw_p_points < 0 THEN -10000 ELSE 10000 END
        ) - (
          (
            lw_p_points * 2
          ) + CASE WHEN lw_p_points < 0 THEN -10000 ELSE 10000 END
        ) % 20000
      ) / 20000 AS BIGINT),
      0
    ) AS lw_points_2,
    MAX(lw_at) OVER (
      PARTITION BY lw_lead, CAST((
        (
          (
            lw_day + 3
          ) + 35000000
        ) - (
          (
            lw_day + 3
          ) + 35000000
        ) % 7
      ) / 7 AS BIGINT)
    ) AS lw_newest
  FROM lw_signals
  WHERE
    lw_s_adjustment
), lw_newest_each_adjustment_add_points_once_per_week AS (
  SELECT
    lw_lead,
    lw_period,
    MAX(lw_points_2) AS lw_points_2
  FROM lw_periods_each_adjustment_add_points_once_per_week
  WHERE
    lw_at = lw_newest
  GROUP BY
    lw_lead,
    lw_period
), lw_sum AS (
  SELECT
    lw_lead,
    SUM(lw_points_2) AS lw_a_each_adjustment_add_points_once_per_week
  FROM lw_newest_each_adjustment_add_points_once_per_week
  GROUP BY
    lw_lead
), lw_known /* what windows begin from */ AS (
  SELECT
    lw_leads.lw_lead AS lw_lead,
    lw_a_form_submit_last_form_at AS lw_a_form_submit_last_form_at,
    lw_a_form_submit_first_valid_at AS lw_a_form_submit_first_valid_at,
    lw_f_joined AS lw_f_joined,
    lw_a_first_demo AS lw_a_first_demo,
    lw_a_last_form_submit AS lw_a_last_form_submit,
    lw_a_latest_adjustment_add_points_at AS lw_a_latest_adjustment_add_points_at,
    lw_a_last_recycled AS lw_a_last_recycled,
    CASE WHEN lw_a_last_demo > COALESCE(lw_a_last_recycled, -4611686018427387904) THEN lw_a_last_demo END AS lw_v_last_demo
  FROM lw_leads
  LEFT JOIN lw_pass
    ON lw_pass.lw_lead = lw_leads.lw_lead
), lw_signals_of_known AS (
  SELECT
    lw_signals.*,
    lw_known.lw_a_form_submit_last_form_at,
    lw_known.lw_a_form_submit_first_valid_at,
    lw_known.lw_f_joined,
    lw_known.lw_a_first_demo,
    lw_known.lw_a_last_form_submit,
    lw_known.lw_a_latest_adjustment_add_points_at,
    lw_known.lw_a_last_recycled,
    lw_known.lw_v_last_demo
  FROM lw_signals
  JOIN lw_known
    ON lw_known.lw_lead = lw_signals.lw_lead
  WHERE
    lw_s_form_submit OR lw_s_pricing OR lw_s_page_view OR lw_s_adjustment OR lw_s_hand
), lw_pass_5 AS (
  SELECT
    lw_lead,
    MAX(
      CASE
        WHEN lw_s_form_submit AND lw_p_form IS NOT NULL AND lw_at = lw_a_form_submit_last_form_at
        THEN lw_p_form
      END
    ) AS lw_a_form_submit_last_form,
    MAX(
      CASE
        WHEN lw_s_form_submit AND lw_p_valid IS NOT NULL AND lw_at = lw_a_form_submit_first_valid_at
        THEN lw_p_valid
      END
    ) AS lw_a_form_submit_first_valid,
    COUNT(CASE WHEN lw_s_pricing AND lw_at > lw_f_joined THEN 1 END) AS lw_a_pricing_since_joined,
    COUNT(CASE WHEN lw_s_pricing AND lw_at > lw_a_first_demo THEN 1 END) AS lw_a_pricing_since_first_demo,
    COUNT(
      CASE
        WHEN lw_s_page_view
        AND lw_at > lw_a_last_form_submit
        AND lw_at <= (
          lw_a_last_form_submit + 86400000000 /* 1d */
        )
        THEN 1
      END
    ) AS lw_a_page_view_within_1d_of_last_form_submit,
    MAX(
      CASE
        WHEN lw_s_adjustment AND lw_at = lw_a_latest_adjustment_add_points_at
        THEN COALESCE(
          CAST((
            (
              (
                lw_p_points * 2
              ) + CASE WHEN lw_p_points < 0 THEN -10000 ELSE 10000 END
            ) - (
              (
                lw_p_points * 2
              ) + CASE WHEN lw_p_points < 0 THEN -10000 ELSE 10000 END
            ) % 20000
          ) / 20000 AS BIGINT),
          0
        )
      END
    ) AS lw_a_latest_adjustment_add_points,
    COUNT(
      CASE
        WHEN lw_s_pricing
        AND lw_at > COALESCE(lw_a_last_recycled, -4611686018427387904)
        AND lw_age < 604800000000 /* 7d */
        THEN 1
      END
    ) AS lw_a_pricing_within_7d_since_last_recycled,
    COUNT(
      CASE
        WHEN lw_s_hand
        AND lw_at > COALESCE(lw_a_last_recycled, -4611686018427387904)
        AND lw_at > COALESCE(lw_v_last_demo, -4611686018427387904)
        THEN 1
      END
    ) AS lw_a_hand_since_last_demo_since_last_recycled
  FROM lw_signals_of_known
  GROUP BY
    lw_lead
), lw_facts /* what every lead is known to be and to have done */ AS (
  SELECT
    lw_leads.lw_lead AS lw_lead,
    lw_f_joined,
    lw_f_budget,
    lw_as_of,
    lw_today,
    COALESCE(lw_a_pricing_within_7d, 0) AS lw_m_pricing_within_7d,
    COALESCE(lw_a_page_view_between_7d_and_14d_ago, 0) AS lw_m_page_view_between_7d_and_14d_ago,
    COALESCE(lw_a_page_view_within_7d, 0) AS lw_m_page_view_within_7d,
    COALESCE(lw_a_activity_since_2025_12_31t18_15_00z, 0) AS lw_m_activity_since_2025_12_31t18_15_00z,
    COALESCE(lw_a_page_view_days_within_30d, 0) AS lw_m_page_view_days_within_30d,
    COALESCE(lw_a_page_view_distinct_path, 0) AS lw_m_page_view_distinct_path,
    COALESCE(CAST(lw_a_page_view_total_seconds AS DECIMAL(38, 0)), 0) AS lw_m_page_view_total_seconds,
    CAST(lw_a_page_view_average_seconds_within_30d AS DECIMAL(38, 0)) AS lw_m_page_view_average_seconds_within_30d,
    lw_a_page_view_average_seconds_within_30d_2 AS lw_m_page_view_average_seconds_within_30d_cou,
    lw_a_page_view_largest_seconds AS lw_m_page_view_largest_seconds,
    lw_a_page_view_smallest_seconds AS lw_m_page_view_smallest_seconds,
    lw_a_form_submit_last_form AS lw_m_form_submit_last_form,
    lw_a_form_submit_first_valid AS lw_m_form_submit_first_valid,
    CAST((
      (
        lw_as_of - lw_a_days_since_last_page_view
      ) - (
        lw_as_of - lw_a_days_since_last_page_view
      ) % 86400000000
    ) / 86400000000 AS BIGINT) AS lw_m_days_since_last_page_view,
    CAST(lw_a_page_view_average_seconds AS DECIMAL(38, 0)) AS lw_m_page_view_average_seconds,
    lw_a_page_view_average_seconds_2 AS lw_m_page_view_average_seconds_count,
    CASE WHEN lw_f_joined IS NOT NULL THEN COALESCE(lw_a_pricing_since_joined, 0) END AS lw_m_pricing_since_joined,
    CASE WHEN lw_a_first_demo IS NOT NULL THEN COALESCE(lw_a_pricing_since_first_demo, 0) END AS lw_m_pricing_since_first_demo,
    CASE
      WHEN lw_a_last_form_submit IS NOT NULL
      THEN COALESCE(lw_a_page_view_within_1d_of_last_form_submit, 0)
    END AS lw_m_page_view_within_1d_of_last_form_submit,
    COALESCE(lw_a_page_view, 0) AS lw_m_page_view,
    COALESCE(lw_a_page_view_then_form_submit_then_demo, 0) = 1 AS lw_m_page_view_then_form_submit_then_demo,
    GREATEST(LEAST(COALESCE(CAST(lw_a_each_demo_within_90d_add_30_fade_50_ever AS BIGINT), 0), 4000), -4000) AS lw_m_each_demo_within_90d_add_30_fade_50_ever,
    COALESCE(lw_a_each_pricing_add_2_once_per_day * 200, 0) AS lw_m_each_pricing_add_2_once_per_day,
    GREATEST(LEAST(COALESCE(lw_a_page_view_distinct_path * 100, 0), 1000), -1000) AS lw_m_each_page_view_add_1_once_per_path_up_to,
    COALESCE(CAST(lw_a_each_page_view_within_60d_add_3_once_per AS BIGINT), 0) AS lw_m_each_page_view_within_60d_add_3_once_per,
    COALESCE(lw_a_each_adjustment_add_points_once_per_week, 0) AS lw_m_each_adjustment_add_points_once_per_week,
    GREATEST(LEAST(COALESCE(CAST(lw_a_each_adjustment_within_90d_add_33_3_of_p AS DECIMAL(38, 0)), 0), 3000), -3000) AS lw_m_each_adjustment_within_90d_add_33_3_of_p,
    COALESCE(lw_a_latest_adjustment_add_points, 0) AS lw_m_latest_adjustment_add_points,
    COALESCE(
      CASE
        WHEN lw_a_latest_demo_within_90d_add_30_fade_25_li < 2592000000000 /* 30d */
        THEN 3000 /* +30 */
        WHEN lw_a_latest_demo_within_90d_add_30_fade_25_li < 5184000000000 /* 60d */
        THEN 2250 /* +22.5 */
        WHEN lw_a_latest_demo_within_90d_add_30_fade_25_li < 7776000000000 /* 90d */
        THEN 1500 /* +15 */
        ELSE 0
      END,
      0
    ) AS lw_m_latest_demo_within_90d_add_30_fade_25_li,
    GREATEST(
      LEAST(
        COALESCE(
          lw_a_each_hand_add_1_of_budget_up_to_50 * COALESCE(
            CAST((
              (
                (
                  lw_f_budget * 2
                ) + CASE WHEN lw_f_budget < 0 THEN -1000000 ELSE 1000000 END
              ) - (
                (
                  lw_f_budget * 2
                ) + CASE WHEN lw_f_budget < 0 THEN -1000000 ELSE 1000000 END
              ) % 2000000
            ) / 2000000 AS BIGINT),
            0
          ),
          0
        ),
        5000
      ),
      -5000
    ) AS lw_m_each_hand_add_1_of_budget_up_to_50,
    COALESCE(
      CASE
        WHEN lw_a_latest_hand_add_10_fade_20_every_1d < 1209600000000 /* 14d */
        THEN CASE
          WHEN lw_a_latest_hand_add_10_fade_20_every_1d < 604800000000 /* 7d */
          THEN CASE
            WHEN lw_a_latest_hand_add_10_fade_20_every_1d < 86400000000 /* 1d */
            THEN 1000 /* +10 */
            WHEN lw_a_latest_hand_add_10_fade_20_every_1d < 172800000000 /* 2d */
            THEN 800 /* +8 */
            WHEN lw_a_latest_hand_add_10_fade_20_every_1d < 259200000000 /* 3d */
            THEN 640 /* +6.4 */
            WHEN lw_a_latest_hand_add_10_fade_20_every_1d < 345600000000 /* 4d */
            THEN 512 /* +5.12 */
            WHEN lw_a_latest_hand_add_10_fade_20_every_1d < 432000000000 /* 5d */
            THEN 410 /* +4.1 */
            WHEN lw_a_latest_hand_add_10_fade_20_every_1d < 518400000000 /* 6d */
            THEN 328 /* +3.28 */
            WHEN lw_a_latest_hand_add_10_fade_20_every_1d < 604800000000 /* 7d */
            THEN 262 /* +2.62 */
            ELSE 0
          END
          ELSE CASE
            WHEN lw_a_latest_hand_add_10_fade_20_every_1d < 691200000000 /* 8d */
            THEN 210 /* +2.1 */
            WHEN lw_a_latest_hand_add_10_fade_20_every_1d < 777600000000 /* 9d */
            THEN 168 /* +1.68 */
            WHEN lw_a_latest_hand_add_10_fade_20_every_1d < 864000000000 /* 10d */
            THEN 134 /* +1.34 */
            WHEN lw_a_latest_hand_add_10_fade_20_every_1d < 950400000000 /* 11d */
            THEN 107 /* +1.07 */
            WHEN lw_a_latest_hand_add_10_fade_20_every_1d < 1036800000000 /* 12d */
            THEN 86 /* +0.86 */
            WHEN lw_a_latest_hand_add_10_fade_20_every_1d < 1123200000000 /* 13d */
            THEN 69 /* +0.69 */
            WHEN lw_a_latest_hand_add_10_fade_20_every_1d < 1209600000000 /* 14d */
            THEN 55 /* +0.55 */
            ELSE 0
          END
        END
        ELSE CASE
          WHEN lw_a_latest_hand_add_10_fade_20_every_1d < 1814400000000 /* 21d */
          THEN CASE
            WHEN lw_a_latest_hand_add_10_fade_20_every_1d < 1296000000000 /* 15d */
            THEN 44 /* +0.44 */
            WHEN lw_a_latest_hand_add_10_fade_20_every_1d < 1382400000000 /* 16d */
            THEN 35 /* +0.35 */
            WHEN lw_a_latest_hand_add_10_fade_20_every_1d < 1468800000000 /* 17d */
            THEN 28 /* +0.28 */
            WHEN lw_a_latest_hand_add_10_fade_20_every_1d < 1555200000000 /* 18d */
            THEN 23 /* +0.23 */
            WHEN lw_a_latest_hand_add_10_fade_20_every_1d < 1641600000000 /* 19d */
            THEN 18 /* +0.18 */
            WHEN lw_a_latest_hand_add_10_fade_20_every_1d < 1728000000000 /* 20d */
            THEN 14 /* +0.14 */
            WHEN lw_a_latest_hand_add_10_fade_20_every_1d < 1814400000000 /* 21d */
            THEN 12 /* +0.12 */
            ELSE 0
          END
          ELSE CASE
            WHEN lw_a_latest_hand_add_10_fade_20_every_1d < 1900800000000 /* 22d */
            THEN 9 /* +0.09 */
            WHEN lw_a_latest_hand_add_10_fade_20_every_1d < 1987200000000 /* 23d */
            THEN 7 /* +0.07 */
            WHEN lw_a_latest_hand_add_10_fade_20_every_1d < 2073600000000 /* 24d */
            THEN 6 /* +0.06 */
            WHEN lw_a_latest_hand_add_10_fade_20_every_1d < 2160000000000 /* 25d */
            THEN 5 /* +0.05 */
            WHEN lw_a_latest_hand_add_10_fade_20_every_1d < 2246400000000 /* 26d */
            THEN 4 /* +0.04 */
            WHEN lw_a_latest_hand_add_10_fade_20_every_1d < 2332800000000 /* 27d */
            THEN 3 /* +0.03 */
            WHEN lw_a_latest_hand_add_10_fade_20_every_1d < 2592000000000 /* 30d */
            THEN 2 /* +0.02 */
            WHEN lw_a_latest_hand_add_10_fade_20_every_1d < 3024000000000 /* 35d */
            THEN 1 /* +0.01 */
            ELSE 0
          END
        END
      END,
      0
    ) AS lw_m_latest_hand_add_10_fade_20_every_1d,
    COALESCE(lw_a_pricing_within_7d_since_last_recycled, 0) AS lw_m_pricing_within_7d_since_last_recycled,
    COALESCE(lw_a_hand_since_last_demo_since_last_recycled, 0) AS lw_m_hand_since_last_demo_since_last_recycled
  FROM lw_leads
  LEFT JOIN lw_pass
    ON lw_pass.lw_lead = lw_leads.lw_lead
  LEFT JOIN lw_pass_2
    ON lw_pass_2.lw_lead = lw_leads.lw_lead
  LEFT JOIN lw_pass_3
    ON lw_pass_3.lw_lead = lw_leads.lw_lead
  LEFT JOIN lw_pass_4
    ON lw_pass_4.lw_lead = lw_leads.lw_lead
  LEFT JOIN lw_found_page_view_then_form_submit_then_demo
    ON lw_found_page_view_then_form_submit_then_demo.lw_lead = lw_leads.lw_lead
  LEFT JOIN lw_sum
    ON lw_sum.lw_lead = lw_leads.lw_lead
  LEFT JOIN lw_pass_5
    ON lw_pass_5.lw_lead = lw_leads.lw_lead
), lw_points /* the points of every rule, in hundredths */ AS (
  SELECT
    lw_facts.*,
    CASE WHEN lw_m_pricing_within_7d >= 2 THEN 2500 ELSE 0 END AS lw_r_when_pricing_visits_2_within_7d_add_25, /* when pricing visits >= 2 within 7d add 25 */
    CASE WHEN (
      lw_m_page_view_between_7d_and_14d_ago * 5
    ) > lw_m_page_view_within_7d THEN 100 ELSE 0 END AS lw_r_when_page_view_visits_between_7d_and_14d, /* when page_view visits between 7d and 14d ago > 20% of page_view visits within 7d add 1 */
    CASE WHEN lw_m_activity_since_2025_12_31t18_15_00z < 1 THEN 100 ELSE 0 END AS lw_r_when_no_activity_since_2026_01_01_add_1, /* when no activity since 2026-01-01 add 1 */
    CASE WHEN lw_m_page_view_days_within_30d >= 3 THEN 200 ELSE 0 END AS lw_r_when_page_view_days_3_within_30d_add_2, /* when page_view days >= 3 within 30d add 2 */
    CASE WHEN lw_m_page_view_distinct_path >= 2 THEN 300 ELSE 0 END AS lw_r_when_page_view_distinct_path_2_add_3, /* when page_view distinct path >= 2 add 3 */
    CASE WHEN lw_m_page_view_total_seconds > 100000000 THEN 400 ELSE 0 END AS lw_r_when_page_view_total_seconds_100_add_4, /* when page_view total seconds > 100 add 4 */
    CASE
      WHEN lw_m_page_view_average_seconds_within_30d >= (
        CAST(lw_m_page_view_average_seconds_within_30d_cou AS DECIMAL(38, 0)) * 2500000
      )
      THEN 500
      ELSE 0
    END AS lw_r_when_page_view_average_seconds_2_5_withi, /* when page_view average seconds >= 2.5 within 30d add 5 */
    CASE
      WHEN lw_m_page_view_largest_seconds > 9000000 AND lw_m_page_view_smallest_seconds < 1000000
      THEN 600
      ELSE 0
    END AS lw_r_when_page_view_largest_seconds_9_and_pag, /* when page_view largest seconds > 9 and page_view smallest seconds < 1 add 6 */
    CASE WHEN lw_m_form_submit_last_form = 'demo' THEN 700 ELSE 0 END AS lw_r_when_form_submit_last_form_is_demo_add_7, /* when form_submit last form is "demo" add 7 */
    CASE WHEN lw_m_form_submit_first_valid < 20454 THEN 800 ELSE 0 END AS lw_r_when_form_submit_first_valid_before_2026, /* when form_submit first valid before 2026-01-01 add 8 */
    CASE WHEN lw_m_days_since_last_page_view > 30 THEN 900 ELSE 0 END AS lw_r_when_days_since_last_page_view_30_add_9, /* when days since last page_view > 30 add 9 */
    CASE
      WHEN (
        CAST(lw_m_page_view_average_seconds AS DECIMAL(38, 0)) * 2
      ) > (
        CAST(lw_m_page_view_largest_seconds AS DECIMAL(38, 0)) * CAST(lw_m_page_view_average_seconds_count AS DECIMAL(38, 0))
      )
      THEN 30
      ELSE 0
    END AS lw_r_when_page_view_average_seconds_50_of_pag, /* when page_view average seconds > 50% of page_view largest seconds add 0.3 */
    CASE WHEN lw_m_pricing_since_joined >= 1 THEN 1000 ELSE 0 END AS lw_r_when_pricing_since_joined_add_10, /* when pricing since joined add 10 */
    CASE WHEN lw_m_pricing_since_first_demo >= 1 THEN 1100 ELSE 0 END AS lw_r_when_pricing_since_first_demo_add_11, /* when pricing since first demo add 11 */
    CASE WHEN lw_m_page_view_within_1d_of_last_form_submit >= 1 THEN 1200 ELSE 0 END AS lw_r_when_page_view_within_24h_of_last_form_s, /* when page_view within 24h of last form_submit add 12 */
    CASE WHEN lw_today >= 20468 AND lw_today <= 20468 AND lw_m_page_view >= 1 THEN 50 ELSE 0 END AS lw_r_when_page_view_add_0_5_from_2026_01_15_u, /* when page_view add 0.5 from 2026-01-15 until 2026-01-15 */
    CASE WHEN lw_m_page_view_then_form_submit_then_demo THEN 1300 ELSE 0 END AS lw_r_when_page_view_then_form_submit_then_dem, /* when page_view then form_submit then demo spanning 14d within 90d add 13 */
    lw_m_each_demo_within_90d_add_30_fade_50_ever AS lw_r_each_demo_within_90d_add_30_fade_50_ever, /* each demo within 90d add 30 fade 50% every 30d up to 40 */
    lw_m_each_pricing_add_2_once_per_day AS lw_r_each_pricing_add_2_once_per_day, /* each pricing add 2 once per day */
    lw_m_each_page_view_add_1_once_per_path_up_to AS lw_r_each_page_view_add_1_once_per_path_up_to, /* each page_view add 1 once per path up to 10 */
    lw_m_each_page_view_within_60d_add_3_once_per AS lw_r_each_page_view_within_60d_add_3_once_per, /* each page_view within 60d add 3 once per month fade 10% linearly every 7d */
    lw_m_each_adjustment_add_points_once_per_week AS lw_r_each_adjustment_add_points_once_per_week, /* each adjustment add points once per week */
    lw_m_each_adjustment_within_90d_add_33_3_of_p AS lw_r_each_adjustment_within_90d_add_33_3_of_p, /* each adjustment within 90d add 33.3% of points up to 30 */
    lw_m_latest_adjustment_add_points AS lw_r_latest_adjustment_add_points, /* latest adjustment add points */
    lw_m_latest_demo_within_90d_add_30_fade_25_li AS lw_r_latest_demo_within_90d_add_30_fade_25_li, /* latest demo within 90d add 30 fade 25% linearly every 30d */
    lw_m_each_hand_add_1_of_budget_up_to_50 AS lw_r_each_hand_add_1_of_budget_up_to_50, /* each hand add 1% of budget up to 50 */
    lw_m_latest_hand_add_10_fade_20_every_1d AS lw_r_latest_hand_add_10_fade_20_every_1d, /* latest hand add 10 fade 20% every 1d */
    CASE WHEN lw_m_pricing_within_7d_since_last_recycled >= 2 THEN 500 ELSE 0 END AS lw_r_when_pricing_visits_2_within_7d_add_5, /* when pricing visits >= 2 within 7d add 5 */
    CASE WHEN lw_m_hand_since_last_demo_since_last_recycled >= 1 THEN 600 ELSE 0 END AS lw_r_when_hand_since_last_demo_add_6 /* when hand since last demo add 6 */
  FROM lw_facts
), lw_groups /* groups, within their limits */ AS (
  SELECT
    lw_points.*,
    CAST(lw_r_when_pricing_visits_2_within_7d_add_5 AS BIGINT) + lw_r_when_hand_since_last_demo_add_6 AS lw_g_engagement
  FROM lw_points
), lw_scores AS (
  SELECT
    lw_groups.*,
    lw_g_engagement + CAST(lw_r_when_pricing_visits_2_within_7d_add_25 AS BIGINT) + lw_r_when_page_view_visits_between_7d_and_14d + lw_r_when_no_activity_since_2026_01_01_add_1 + lw_r_when_page_view_days_3_within_30d_add_2 + lw_r_when_page_view_distinct_path_2_add_3 + lw_r_when_page_view_total_seconds_100_add_4 + lw_r_when_page_view_average_seconds_2_5_withi + lw_r_when_page_view_largest_seconds_9_and_pag + lw_r_when_form_submit_last_form_is_demo_add_7 + lw_r_when_form_submit_first_valid_before_2026 + lw_r_when_days_since_last_page_view_30_add_9 + lw_r_when_page_view_average_seconds_50_of_pag + lw_r_when_pricing_since_joined_add_10 + lw_r_when_pricing_since_first_demo_add_11 + lw_r_when_page_view_within_24h_of_last_form_s + lw_r_when_page_view_add_0_5_from_2026_01_15_u + lw_r_when_page_view_then_form_submit_then_dem + lw_r_each_demo_within_90d_add_30_fade_50_ever + lw_r_each_pricing_add_2_once_per_day + lw_r_each_page_view_add_1_once_per_path_up_to + lw_r_each_page_view_within_60d_add_3_once_per + lw_r_each_adjustment_add_points_once_per_week + lw_r_each_adjustment_within_90d_add_33_3_of_p + lw_r_latest_adjustment_add_points + lw_r_latest_demo_within_90d_add_30_fade_25_li + lw_r_each_hand_add_1_of_budget_up_to_50 + lw_r_latest_hand_add_10_fade_20_every_1d AS lw_score
  FROM lw_groups
)
SELECT
  lw_lead AS lead_id,
  CAST(lw_score * CAST('0.01' AS DECIMAL(18, 2)) AS DECIMAL(18, 2)) AS score,
  CAST(lw_g_engagement * CAST('0.01' AS DECIMAL(18, 2)) AS DECIMAL(18, 2)) AS engagement,
  ARRAY_CONSTRUCT_COMPACT(
    CASE
      WHEN CAST(lw_r_when_pricing_visits_2_within_7d_add_25 * CAST('0.01' AS DECIMAL(18, 2)) AS DECIMAL(18, 2)) <> 0
      THEN OBJECT_CONSTRUCT(
        'rule',
        'when pricing visits >= 2 within 7d add 25',
        'points',
        CAST(lw_r_when_pricing_visits_2_within_7d_add_25 * CAST('0.01' AS DECIMAL(18, 2)) AS DECIMAL(18, 2))
      )
    END,
    CASE
      WHEN CAST(lw_r_when_page_view_visits_between_7d_and_14d * CAST('0.01' AS DECIMAL(18, 2)) AS DECIMAL(18, 2)) <> 0
      THEN OBJECT_CONSTRUCT(
        'rule',
        'when page_view visits between 7d and 14d ago > 20% of page_view visits within 7d add 1',
        'points',
        CAST(lw_r_when_page_view_visits_between_7d_and_14d * CAST('0.01' AS DECIMAL(18, 2)) AS DECIMAL(18, 2))
      )
    END,
    CASE
      WHEN CAST(lw_r_when_no_activity_since_2026_01_01_add_1 * CAST('0.01' AS DECIMAL(18, 2)) AS DECIMAL(18, 2)) <> 0
      THEN OBJECT_CONSTRUCT(
        'rule',
        'when no activity since 2026-01-01 add 1',
        'points',
        CAST(lw_r_when_no_activity_since_2026_01_01_add_1 * CAST('0.01' AS DECIMAL(18, 2)) AS DECIMAL(18, 2))
      )
    END,
    CASE
      WHEN CAST(lw_r_when_page_view_days_3_within_30d_add_2 * CAST('0.01' AS DECIMAL(18, 2)) AS DECIMAL(18, 2)) <> 0
      THEN OBJECT_CONSTRUCT(
        'rule',
        'when page_view days >= 3 within 30d add 2',
        'points',
        CAST(lw_r_when_page_view_days_3_within_30d_add_2 * CAST('0.01' AS DECIMAL(18, 2)) AS DECIMAL(18, 2))
      )
    END,
    CASE
      WHEN CAST(lw_r_when_page_view_distinct_path_2_add_3 * CAST('0.01' AS DECIMAL(18, 2)) AS DECIMAL(18, 2)) <> 0
      THEN OBJECT_CONSTRUCT(
        'rule',
        'when page_view distinct path >= 2 add 3',
        'points',
        CAST(lw_r_when_page_view_distinct_path_2_add_3 * CAST('0.01' AS DECIMAL(18, 2)) AS DECIMAL(18, 2))
      )
    END,
    CASE
      WHEN CAST(lw_r_when_page_view_total_seconds_100_add_4 * CAST('0.01' AS DECIMAL(18, 2)) AS DECIMAL(18, 2)) <> 0
      THEN OBJECT_CONSTRUCT(
        'rule',
        'when page_view total seconds > 100 add 4',
        'points',
        CAST(lw_r_when_page_view_total_seconds_100_add_4 * CAST('0.01' AS DECIMAL(18, 2)) AS DECIMAL(18, 2))
      )
    END,
    CASE
      WHEN CAST(lw_r_when_page_view_average_seconds_2_5_withi * CAST('0.01' AS DECIMAL(18, 2)) AS DECIMAL(18, 2)) <> 0
      THEN OBJECT_CONSTRUCT(
        'rule',
        'when page_view average seconds >= 2.5 within 30d add 5',
        'points',
        CAST(lw_r_when_page_view_average_seconds_2_5_withi * CAST('0.01' AS DECIMAL(18, 2)) AS DECIMAL(18, 2))
      )
    END,
    CASE
      WHEN CAST(lw_r_when_page_view_largest_seconds_9_and_pag * CAST('0.01' AS DECIMAL(18, 2)) AS DECIMAL(18, 2)) <> 0
      THEN OBJECT_CONSTRUCT(
        'rule',
        'when page_view largest seconds > 9 and page_view smallest seconds < 1 add 6',
        'points',
        CAST(lw_r_when_page_view_largest_seconds_9_and_pag * CAST('0.01' AS DECIMAL(18, 2)) AS DECIMAL(18, 2))
      )
    END,
    CASE
      WHEN CAST(lw_r_when_form_submit_last_form_is_demo_add_7 * CAST('0.01' AS DECIMAL(18, 2)) AS DECIMAL(18, 2)) <> 0
      THEN OBJECT_CONSTRUCT(
        'rule',
        'when form_submit last form is "demo" add 7',
        'points',
        CAST(lw_r_when_form_submit_last_form_is_demo_add_7 * CAST('0.01' AS DECIMAL(18, 2)) AS DECIMAL(18, 2))
      )
    END,
    CASE
      WHEN CAST(lw_r_when_form_submit_first_valid_before_2026 * CAST('0.01' AS DECIMAL(18, 2)) AS DECIMAL(18, 2)) <> 0
      THEN OBJECT_CONSTRUCT(
        'rule',
        'when form_submit first valid before 2026-01-01 add 8',
        'points',
        CAST(lw_r_when_form_submit_first_valid_before_2026 * CAST('0.01' AS DECIMAL(18, 2)) AS DECIMAL(18, 2))
      )
    END,
    CASE
      WHEN CAST(lw_r_when_days_since_last_page_view_30_add_9 * CAST('0.01' AS DECIMAL(18, 2)) AS DECIMAL(18, 2)) <> 0
      THEN OBJECT_CONSTRUCT(
        'rule',
        'when days since last page_view > 30 add 9',
        'points',
        CAST(lw_r_when_days_since_last_page_view_30_add_9 * CAST('0.01' AS DECIMAL(18, 2)) AS DECIMAL(18, 2))
      )
    END,
    CASE
      WHEN CAST(lw_r_when_page_view_average_seconds_50_of_pag * CAST('0.01' AS DECIMAL(18, 2)) AS DECIMAL(18, 2)) <> 0
      THEN OBJECT_CONSTRUCT(
        'rule',
        'when page_view average seconds > 50% of page_view largest seconds add 0.3',
        'points',
        CAST(lw_r_when_page_view_average_seconds_50_of_pag * CAST('0.01' AS DECIMAL(18, 2)) AS DECIMAL(18, 2))
      )
    END,
    CASE
      WHEN CAST(lw_r_when_pricing_since_joined_add_10 * CAST('0.01' AS DECIMAL(18, 2)) AS DECIMAL(18, 2)) <> 0
      THEN OBJECT_CONSTRUCT(
        'rule',
        'when pricing since joined add 10',
        'points',
        CAST(lw_r_when_pricing_since_joined_add_10 * CAST('0.01' AS DECIMAL(18, 2)) AS DECIMAL(18, 2))
      )
    END,
    CASE
      WHEN CAST(lw_r_when_pricing_since_first_demo_add_11 * CAST('0.01' AS DECIMAL(18, 2)) AS DECIMAL(18, 2)) <> 0
      THEN OBJECT_CONSTRUCT(
        'rule',
        'when pricing since first demo add 11',
        'points',
        CAST(lw_r_when_pricing_since_first_demo_add_11 * CAST('0.01' AS DECIMAL(18, 2)) AS DECIMAL(18, 2))
      )
    END,
    CASE
      WHEN CAST(lw_r_when_page_view_within_24h_of_last_form_s * CAST('0.01' AS DECIMAL(18, 2)) AS DECIMAL(18, 2)) <> 0
      THEN OBJECT_CONSTRUCT(
        'rule',
        'when page_view within 24h of last form_submit add 12',
        'points',
        CAST(lw_r_when_page_view_within_24h_of_last_form_s * CAST('0.01' AS DECIMAL(18, 2)) AS DECIMAL(18, 2))
      )
    END,
    CASE
      WHEN CAST(lw_r_when_page_view_add_0_5_from_2026_01_15_u * CAST('0.01' AS DECIMAL(18, 2)) AS DECIMAL(18, 2)) <> 0
      THEN OBJECT_CONSTRUCT(
        'rule',
        'when page_view add 0.5 from 2026-01-15 until 2026-01-15',
        'points',
        CAST(lw_r_when_page_view_add_0_5_from_2026_01_15_u * CAST('0.01' AS DECIMAL(18, 2)) AS DECIMAL(18, 2))
      )
    END,
    CASE
      WHEN CAST(lw_r_when_page_view_then_form_submit_then_dem * CAST('0.01' AS DECIMAL(18, 2)) AS DECIMAL(18, 2)) <> 0
      THEN OBJECT_CONSTRUCT(
        'rule',
        'when page_view then form_submit then demo spanning 14d within 90d add 13',
        'points',
        CAST(lw_r_when_page_view_then_form_submit_then_dem * CAST('0.01' AS DECIMAL(18, 2)) AS DECIMAL(18, 2))
      )
    END,
    CASE
      WHEN CAST(lw_r_each_demo_within_90d_add_30_fade_50_ever * CAST('0.01' AS DECIMAL(18, 2)) AS DECIMAL(18, 2)) <> 0
      THEN OBJECT_CONSTRUCT(
        'rule',
        'each demo within 90d add 30 fade 50% every 30d up to 40',
        'points',
        CAST(lw_r_each_demo_within_90d_add_30_fade_50_ever * CAST('0.01' AS DECIMAL(18, 2)) AS DECIMAL(18, 2))
      )
    END,
    CASE
      WHEN CAST(lw_r_each_pricing_add_2_once_per_day * CAST('0.01' AS DECIMAL(18, 2)) AS DECIMAL(18, 2)) <> 0
      THEN OBJECT_CONSTRUCT(
        'rule',
        'each pricing add 2 once per day',
        'points',
        CAST(lw_r_each_pricing_add_2_once_per_day * CAST('0.01' AS DECIMAL(18, 2)) AS DECIMAL(18, 2))
      )
    END,
    CASE
      WHEN CAST(lw_r_each_page_view_add_1_once_per_path_up_to * CAST('0.01' AS DECIMAL(18, 2)) AS DECIMAL(18, 2)) <> 0
      THEN OBJECT_CONSTRUCT(
        'rule',
        'each page_view add 1 once per path up to 10',
        'points',
        CAST(lw_r_each_page_view_add_1_once_per_path_up_to * CAST('0.01' AS DECIMAL(18, 2)) AS DECIMAL(18, 2))
      )
    END,
    CASE
      WHEN CAST(lw_r_each_page_view_within_60d_add_3_once_per * CAST('0.01' AS DECIMAL(18, 2)) AS DECIMAL(18, 2)) <> 0
      THEN OBJECT_CONSTRUCT(
        'rule',
        'each page_view within 60d add 3 once per month fade 10% linearly every 7d',
        'points',
        CAST(lw_r_each_page_view_within_60d_add_3_once_per * CAST('0.01' AS DECIMAL(18, 2)) AS DECIMAL(18, 2))
      )
    END,
    CASE
      WHEN CAST(lw_r_each_adjustment_add_points_once_per_week * CAST('0.01' AS DECIMAL(18, 2)) AS DECIMAL(18, 2)) <> 0
      THEN OBJECT_CONSTRUCT(
        'rule',
        'each adjustment add points once per week',
        'points',
        CAST(lw_r_each_adjustment_add_points_once_per_week * CAST('0.01' AS DECIMAL(18, 2)) AS DECIMAL(18, 2))
      )
    END,
    CASE
      WHEN CAST(lw_r_each_adjustment_within_90d_add_33_3_of_p * CAST('0.01' AS DECIMAL(18, 2)) AS DECIMAL(18, 2)) <> 0
      THEN OBJECT_CONSTRUCT(
        'rule',
        'each adjustment within 90d add 33.3% of points up to 30',
        'points',
        CAST(lw_r_each_adjustment_within_90d_add_33_3_of_p * CAST('0.01' AS DECIMAL(18, 2)) AS DECIMAL(18, 2))
      )
    END,
    CASE
      WHEN CAST(lw_r_latest_adjustment_add_points * CAST('0.01' AS DECIMAL(18, 2)) AS DECIMAL(18, 2)) <> 0
      THEN OBJECT_CONSTRUCT(
        'rule',
        'latest adjustment add points',
        'points',
        CAST(lw_r_latest_adjustment_add_points * CAST('0.01' AS DECIMAL(18, 2)) AS DECIMAL(18, 2))
      )
    END,
    CASE
      WHEN CAST(lw_r_latest_demo_within_90d_add_30_fade_25_li * CAST('0.01' AS DECIMAL(18, 2)) AS DECIMAL(18, 2)) <> 0
      THEN OBJECT_CONSTRUCT(
        'rule',
        'latest demo within 90d add 30 fade 25% linearly every 30d',
        'points',
        CAST(lw_r_latest_demo_within_90d_add_30_fade_25_li * CAST('0.01' AS DECIMAL(18, 2)) AS DECIMAL(18, 2))
      )
    END,
    CASE
      WHEN CAST(lw_r_each_hand_add_1_of_budget_up_to_50 * CAST('0.01' AS DECIMAL(18, 2)) AS DECIMAL(18, 2)) <> 0
      THEN OBJECT_CONSTRUCT(
        'rule',
        'each hand add 1% of budget up to 50',
        'points',
        CAST(lw_r_each_hand_add_1_of_budget_up_to_50 * CAST('0.01' AS DECIMAL(18, 2)) AS DECIMAL(18, 2))
      )
    END,
    CASE
      WHEN CAST(lw_r_latest_hand_add_10_fade_20_every_1d * CAST('0.01' AS DECIMAL(18, 2)) AS DECIMAL(18, 2)) <> 0
      THEN OBJECT_CONSTRUCT(
        'rule',
        'latest hand add 10 fade 20% every 1d',
        'points',
        CAST(lw_r_latest_hand_add_10_fade_20_every_1d * CAST('0.01' AS DECIMAL(18, 2)) AS DECIMAL(18, 2))
      )
    END,
    CASE
      WHEN CAST(lw_r_when_pricing_visits_2_within_7d_add_5 * CAST('0.01' AS DECIMAL(18, 2)) AS DECIMAL(18, 2)) <> 0
      THEN OBJECT_CONSTRUCT(
        'rule',
        'when pricing visits >= 2 within 7d add 5',
        'points',
        CAST(lw_r_when_pricing_visits_2_within_7d_add_5 * CAST('0.01' AS DECIMAL(18, 2)) AS DECIMAL(18, 2))
      )
    END,
    CASE
      WHEN CAST(lw_r_when_hand_since_last_demo_add_6 * CAST('0.01' AS DECIMAL(18, 2)) AS DECIMAL(18, 2)) <> 0
      THEN OBJECT_CONSTRUCT(
        'rule',
        'when hand since last demo add 6',
        'points',
        CAST(lw_r_when_hand_since_last_demo_add_6 * CAST('0.01' AS DECIMAL(18, 2)) AS DECIMAL(18, 2))
      )
    END
  ) AS fired
FROM lw_scores
