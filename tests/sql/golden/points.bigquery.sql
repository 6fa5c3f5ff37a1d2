-- The scores of every lead, by the model “Points”, for BigQuery.
-- Made by `leadwright compile`: change the rules and compile again, not this.
-- Leads: leads, a row a lead (id: lead_id).
-- Events: events (lead: lead_id, time: ts, type: type).
-- As of: the query parameter @as_of, a TIMESTAMP.
-- Inside, points are hundredths, numbers millionths, times microseconds since 1970-01-01T00:00Z.

WITH lw_as_of_given AS (
  SELECT
    @as_of AS lw_given
), lw_as_of_2 AS (
  SELECT
    UNIX_MICROS(lw_given) AS lw_as_of
  FROM lw_as_of_given
), lw_run /* as of when, in microseconds since 1970-01-01 */ AS (
  SELECT
    lw_as_of,
    (
      DIV((
        lw_as_of + 432000000000000000
      ), 86400000000)
    ) - 5000000 AS lw_today
  FROM lw_as_of_2
), lw_leads_typed /* the leads, each column in its type */ AS (
  SELECT
    lw_raw.lead_id AS lw_lead,
    CASE
      WHEN ABS(ROUND(SAFE_CAST(CAST(lw_raw.employees AS STRING) AS BIGNUMERIC), 6)) < 1000000000000
      THEN CAST(ROUND(SAFE_CAST(CAST(lw_raw.employees AS STRING) AS BIGNUMERIC), 6) * 1000000 AS INT64)
    END AS lw_f_employees,
    NULLIF(lw_raw.country, '') AS lw_f_country,
    NULLIF(lw_raw.email, '') AS lw_f_email,
    lw_raw.is_customer AS lw_f_is_customer,
    NULLIF(lw_raw.job_title, '') AS lw_f_job_title,
    UNIX_DATE(lw_raw.renewal) AS lw_f_renewal,
    UNIX_MICROS(lw_raw.created_at) AS lw_f_created_at
  FROM leads AS lw_raw
), lw_leads AS (
  SELECT
    lw_lead,
    lw_f_employees,
    LOWER(TRANSLATE(lw_f_country, 'İΣς', 'iσσ')) AS lw_f_country,
    CASE
      WHEN INSTR(LOWER(TRANSLATE(lw_f_email, 'İΣς', 'iσσ')), '@') > 0
      THEN NULLIF(ARRAY_REVERSE(SPLIT(LOWER(TRANSLATE(lw_f_email, 'İΣς', 'iσσ')), '@'))[OFFSET(0)], '')
    END AS lw_f_email_domain,
    lw_f_is_customer,
    LOWER(TRANSLATE(lw_f_job_title, 'İΣς', 'iσσ')) AS lw_f_job_title,
    REGEXP_REPLACE(' ' || LOWER(TRANSLATE(lw_f_job_title, 'İΣς', 'iσσ')) || ' ', '[ .,;:/|&()_\'"+-]+', ' ') AS lw_f_job_title_words,
    lw_f_renewal * 86400000000 AS lw_f_renewal_moment,
    lw_f_created_at,
    lw_as_of,
    lw_today
  FROM lw_leads_typed
  CROSS JOIN lw_run
), lw_facts /* what every lead is known to be and to have done */ AS (
  SELECT
    lw_leads.lw_lead AS lw_lead,
    lw_f_employees,
    lw_f_country,
    lw_f_email_domain,
    lw_f_is_customer,
    lw_f_job_title,
    lw_f_job_title_words,
    lw_f_renewal_moment,
    lw_f_created_at,
    lw_as_of,
    lw_today
  FROM lw_leads
), lw_truths /* what several rules ask for */ AS (
  SELECT
    lw_facts.*,
    lw_f_employees >= 50000000 AND lw_f_employees <= 500000000 AS lw_c_mid_market
  FROM lw_facts
), lw_choices /* the first row or branch that is true */ AS (
  SELECT
    lw_truths.*,
    CASE
      WHEN INSTR(lw_f_job_title_words, ' vice president ') > 0 OR INSTR(lw_f_job_title_words, ' c t o ') > 0
      THEN 0
      WHEN INSTR(lw_f_job_title, 'it\'s') > 0
      THEN 1
      WHEN STARTS_WITH(lw_f_job_title, 'a')
      THEN 2
      WHEN ENDS_WITH(lw_f_job_title, 'z')
      THEN 3
      ELSE 4
    END AS lw_choice_by_job_title,
    CASE
      WHEN lw_f_employees < 50000000
      THEN 0
      WHEN lw_f_employees >= 50000000 AND lw_f_employees <= 500000000
      THEN 1
      WHEN lw_f_employees IS NULL
      THEN 2
    END AS lw_choice_by_employees,
    CASE
      WHEN (
        lw_as_of - lw_f_renewal_moment
      ) >= 0
      AND (
        lw_as_of - lw_f_renewal_moment
      ) < 2592000000000 /* 30d */
      THEN 0
      WHEN (
        lw_as_of - lw_f_created_at
      ) >= 31536000000000 /* 365d */
      THEN 1
      ELSE 2
    END AS lw_choice_choose
  FROM lw_truths
), lw_points /* the points of every rule, in hundredths */ AS (
  SELECT
    lw_choices.*,
    CASE WHEN lw_f_country = 'us' OR lw_f_country IN ('de', 'at') THEN 1000 ELSE 0 END AS lw_r_when_country_is_us_or_country_in_de_at_a, /* when country is "US" or country in ("DE", "AT") add 10 */
    CASE WHEN lw_f_email_domain IN ('gmail.com', 'gmx.de') THEN -1000 ELSE 0 END AS lw_r_when_email_domain_in_free_mail_subtract, /* when email domain in free_mail subtract 10 */
    CASE WHEN NOT lw_f_is_customer AND lw_f_employees >= 2500000 THEN 50 ELSE 0 END AS lw_r_when_not_is_customer_and_employees_2_5_a, /* when not is_customer and employees >= 2.5 add 0.5 */
    CASE
      WHEN CASE
        WHEN (
          CASE WHEN lw_c_mid_market THEN 1 ELSE 0 END + CASE WHEN lw_f_country IS NOT NULL THEN 1 ELSE 0 END + CASE WHEN lw_f_job_title LIKE 'head of%100\\%!' THEN 1 ELSE 0 END
        ) >= 2
        THEN TRUE
        WHEN (
          CASE WHEN NOT lw_c_mid_market THEN 0 ELSE 1 END + CASE WHEN NOT (
            lw_f_country IS NOT NULL
          ) THEN 0 ELSE 1 END + CASE WHEN NOT (
            lw_f_job_title LIKE 'head of%100\\%!'
          ) THEN 0 ELSE 1 END
        ) < 2
        THEN FALSE
      END
      THEN 300
      ELSE 0
    END AS lw_r_when_at_least_2_of_mid_market_country_is, /* when at least 2 of (mid_market, country is known, job_title matches "head of*100%!") add 3 */
    CASE
      WHEN lw_choice_by_job_title = 0
      THEN 2000
      WHEN lw_choice_by_job_title = 1
      THEN 1000
      WHEN lw_choice_by_job_title = 2
      THEN 100
      WHEN lw_choice_by_job_title = 3
      THEN 200
      WHEN lw_choice_by_job_title = 4
      THEN 200
      ELSE 0
    END AS lw_r_by_job_title, /* by job_title mentions any of ("vice president", "c.t.o.") add 20 as senior contains "it's" add 10 starts with "a" add 1 ends with "z" add 2 otherwise add 2 */
    CASE WHEN lw_choice_by_employees = 1 THEN 1500 WHEN lw_choice_by_employees = 2 THEN 100 ELSE 0 END AS lw_r_by_employees, /* by employees below 50 add 0 50 to 500 add 15 unknown add 1 */
    CASE
      WHEN lw_c_mid_market
      THEN CASE
        WHEN lw_choice_choose = 0
        THEN 400
        WHEN lw_choice_choose = 1
        THEN -400
        WHEN lw_choice_choose = 2
        THEN 100
        ELSE 0
      END
      ELSE 0
    END AS lw_r_choose, /* choose if renewal within 30d add 4 if created_at older than 365d subtract 4 otherwise add 1 */
    CASE
      WHEN lw_today >= 20454
      AND lw_today <= 20634
      AND (
        (
          DIV((
            (
              lw_f_renewal_moment - lw_as_of
            ) + 432000000000000000
          ), 86400000000)
        ) - 5000000
      ) <= 30
      THEN 100
      ELSE 0
    END AS lw_r_when_days_until_renewal_30_add_1_from_20 /* when days until renewal <= 30 add 1 from 2026-01-01 until 2026-06-30 */
  FROM lw_choices
), lw_groups /* groups, within their limits */ AS (
  SELECT
    lw_points.*,
    CASE WHEN lw_c_mid_market THEN GREATEST(LEAST(CAST(lw_r_choose AS INT64), 500), -500) ELSE 0 END AS lw_g_promise
  FROM lw_points
), lw_groups_2 /* groups, within their limits */ AS (
  SELECT
    lw_groups.*,
    LEAST(
      lw_g_promise + CAST(lw_r_when_country_is_us_or_country_in_de_at_a AS INT64) + lw_r_when_email_domain_in_free_mail_subtract + lw_r_when_not_is_customer_and_employees_2_5_a + lw_r_when_at_least_2_of_mid_market_country_is + lw_r_by_job_title + lw_r_by_employees,
      5000
    ) AS lw_g_fit,
    CAST(lw_r_when_days_until_renewal_30_add_1_from_20 AS INT64) AS lw_g_apart_from_it
  FROM lw_groups
), lw_scores AS (
  SELECT
    lw_groups_2.*,
    GREATEST(LEAST(lw_g_fit + CAST(500 /* baseline */ AS INT64), 20000), 0) AS lw_score
  FROM lw_groups_2
), lw_grades AS (
  SELECT
    lw_scores.*,
    COALESCE(
      NULLIF(
        CASE WHEN lw_g_fit >= 4000 THEN 'A' WHEN lw_g_fit >= 2500 THEN 'B' ELSE 'C' END || CASE WHEN lw_score >= 10000 THEN '1' ELSE '2' END,
        ''
      ),
      'none'
    ) AS lw_grade
  FROM lw_scores
), lw_disqualifications AS (
  SELECT
    lw_grades.*,
    CASE WHEN lw_f_country = 'xx' THEN 'embargo' END AS lw_disqualified
  FROM lw_grades
), lw_reached AS (
  SELECT
    lw_disqualifications.*,
    COALESCE((
      lw_score > 5000 AND lw_c_mid_market
    ) OR LOWER(TRANSLATE(lw_grade, 'İΣς', 'iσσ')) = 'a1', FALSE) AS lw_reached_mql /* stage MQL score > 50 and mid_market or grade is "A1" */
  FROM lw_disqualifications
), lw_reached_2 AS (
  SELECT
    lw_reached.*,
    lw_reached_mql AND COALESCE((
      lw_g_fit * 5
    ) >= lw_score, FALSE) AS lw_reached_sql /* stage SQL fit >= 20% of score */
  FROM lw_reached
), lw_stages /* the last stage that is reached */ AS (
  SELECT
    lw_reached_2.*,
    CASE
      WHEN lw_disqualified IS NOT NULL
      THEN 'none'
      WHEN lw_reached_sql
      THEN 'SQL'
      WHEN lw_reached_mql
      THEN 'MQL'
      ELSE 'none'
    END AS lw_stage
  FROM lw_reached_2
), lw_segments AS (
  SELECT
    lw_stages.*,
    COALESCE(lw_f_employees > 1000000000, FALSE) AS lw_segment_big,
    COALESCE(LOWER(TRANSLATE(lw_stage, 'İΣς', 'iσσ')) <> 'none', FALSE) AS lw_segment_in_a_stage,
    CASE WHEN lw_stage = 'MQL' THEN CASE WHEN lw_f_country = 'de' THEN 'dach' ELSE 'all' END END AS lw_route
  FROM lw_stages
)
SELECT
  lw_lead AS lead_id,
  CAST(lw_score AS NUMERIC) * CAST('0.01' AS NUMERIC) AS score,
  CAST(lw_g_fit AS NUMERIC) * CAST('0.01' AS NUMERIC) AS fit,
  CAST(lw_g_promise AS NUMERIC) * CAST('0.01' AS NUMERIC) AS promise,
  CAST(lw_g_apart_from_it AS NUMERIC) * CAST('0.01' AS NUMERIC) AS apart_from_it,
  lw_grade AS grade,
  lw_stage AS stage,
  lw_disqualified AS disqualified,
  ARRAY(
    SELECT
      lw_e
    FROM UNNEST([CASE WHEN lw_segment_big THEN 'big' END, CASE WHEN lw_segment_in_a_stage THEN 'in a stage' END]) AS lw_e WITH OFFSET AS lw_o
    WHERE
      NOT lw_e IS NULL
    ORDER BY
      lw_o
  ) AS segments,
  lw_route AS route,
  ARRAY(
    SELECT AS STRUCT
      lw_e.rule,
      lw_e.points
    FROM UNNEST([
      STRUCT(
        'when country is "US" or country in ("DE", "AT") add 10' AS rule,
        (
          CAST(lw_r_when_country_is_us_or_country_in_de_at_a AS NUMERIC) * CAST('0.01' AS NUMERIC)
        ) AS points
      ),
      STRUCT(
        'when email domain in free_mail subtract 10' AS rule,
        (
          CAST(lw_r_when_email_domain_in_free_mail_subtract AS NUMERIC) * CAST('0.01' AS NUMERIC)
        ) AS points
      ),
      STRUCT(
        'when not is_customer and employees >= 2.5 add 0.5' AS rule,
        (
          CAST(lw_r_when_not_is_customer_and_employees_2_5_a AS NUMERIC) * CAST('0.01' AS NUMERIC)
        ) AS points
      ),
      STRUCT(
        'when at least 2 of (mid_market, country is known, job_title matches "head of*100%!") add 3' AS rule,
        (
          CAST(lw_r_when_at_least_2_of_mid_market_country_is AS NUMERIC) * CAST('0.01' AS NUMERIC)
        ) AS points
      ),
      STRUCT(
        CASE
          WHEN lw_choice_by_job_title = 0
          THEN 'senior'
          WHEN lw_choice_by_job_title = 1
          THEN 'by job_title contains "it\'s"'
          WHEN lw_choice_by_job_title = 2
          THEN 'by job_title starts with "a"'
          WHEN lw_choice_by_job_title = 3
          THEN 'by job_title ends with "z"'
          WHEN lw_choice_by_job_title = 4
          THEN 'by job_title otherwise'
        END AS rule,
        (
          CAST(lw_r_by_job_title AS NUMERIC) * CAST('0.01' AS NUMERIC)
        ) AS points
      ),
      STRUCT(
        CASE
          WHEN lw_choice_by_employees = 0
          THEN 'by employees below 50'
          WHEN lw_choice_by_employees = 1
          THEN 'by employees 50 to 500'
          WHEN lw_choice_by_employees = 2
          THEN 'by employees unknown'
        END AS rule,
        (
          CAST(lw_r_by_employees AS NUMERIC) * CAST('0.01' AS NUMERIC)
        ) AS points
      ),
      STRUCT(
        CASE
          WHEN lw_choice_choose = 0
          THEN 'choose if renewal within 30d'
          WHEN lw_choice_choose = 1
          THEN 'choose if created_at older than 365d'
          WHEN lw_choice_choose = 2
          THEN 'choose otherwise'
        END AS rule,
        (
          CAST(lw_r_choose AS NUMERIC) * CAST('0.01' AS NUMERIC)
        ) AS points
      ),
      STRUCT(
        'when days until renewal <= 30 add 1 from 2026-01-01 until 2026-06-30' AS rule,
        (
          CAST(lw_r_when_days_until_renewal_30_add_1_from_20 AS NUMERIC) * CAST('0.01' AS NUMERIC)
        ) AS points
      )
    ]) AS lw_e WITH OFFSET AS lw_o
    WHERE
      lw_e.points <> 0
    ORDER BY
      lw_o
  ) AS fired
FROM lw_segments
