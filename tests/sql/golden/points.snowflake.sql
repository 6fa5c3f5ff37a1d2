-- The scores of every lead, by the model “Points”, for Snowflake.
-- Made by `leadwright compile`: change the rules and compile again, not this.
-- Leads: leads, a row a lead (id: lead_id).
-- Events: events (lead: lead_id, time: ts, type: type).
-- As of: a session variable: SET as_of = '2026-01-15 12:00:00 +00:00'.
-- Inside, points are hundredths, numbers millionths, times microseconds since 1970-01-01T00:00Z.

WITH lw_as_of_given AS (
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
        lw_as_of + 432000000000000000
      ) - (
        lw_as_of + 432000000000000000
      ) % 86400000000
    ) / 86400000000 AS BIGINT) - 5000000 AS lw_today
  FROM lw_as_of_2
), lw_leads_typed /* the leads, each column in its type */ AS (
  SELECT
    lw_raw.lead_id AS lw_lead,
    CAST(TRY_CAST(TO_CHAR(lw_raw.employees) AS DECIMAL(18, 6)) * 1000000 AS BIGINT) AS lw_f_employees,
    NULLIF(lw_raw.country, '') AS lw_f_country,
    NULLIF(lw_raw.email, '') AS lw_f_email,
    lw_raw.is_customer AS lw_f_is_customer,
    NULLIF(lw_raw.job_title, '') AS lw_f_job_title,
    DATEDIFF(DAY, CAST('1970-01-01' AS DATE), lw_raw.renewal) AS lw_f_renewal,
    DATE_PART(EPOCH_MICROSECOND, lw_raw.created_at) AS lw_f_created_at
  FROM leads AS lw_raw
), lw_leads AS (
  SELECT
    lw_lead,
    lw_f_employees,
    LOWER(TRANSLATE(lw_f_country, 'İΣς', 'iσσ')) AS lw_f_country,
    CASE
      WHEN CONTAINS(LOWER(TRANSLATE(lw_f_email, 'İΣς', 'iσσ')), '@')
      THEN NULLIF(SPLIT_PART(LOWER(TRANSLATE(lw_f_email, 'İΣς', 'iσσ')), '@', -1), '')
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
      WHEN CONTAINS(lw_f_job_title_words, ' vice president ') OR CONTAINS(lw_f_job_title_words, ' c t o ')
      THEN 0
      WHEN CONTAINS(lw_f_job_title, 'it\'s')
      THEN 1
      WHEN STARTSWITH(lw_f_job_title, 'a')
      THEN 2
      WHEN ENDSWITH(lw_f_job_title, 'z')
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
          CASE WHEN lw_c_mid_market THEN 1 ELSE 0 END + CASE WHEN lw_f_country IS NOT NULL THEN 1 ELSE 0 END + CASE WHEN lw_f_job_title LIKE 'head of%100!%!!' ESCAPE '!' THEN 1 ELSE 0 END
        ) >= 2
        THEN TRUE
        WHEN (
          CASE WHEN NOT lw_c_mid_market THEN 0 ELSE 1 END + CASE WHEN NOT (
            lw_f_country IS NOT NULL
          ) THEN 0 ELSE 1 END + CASE WHEN NOT (
            lw_f_job_title LIKE 'head of%100!%!!' ESCAPE '!'
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
        CAST((
          (
            (
              lw_f_renewal_moment - lw_as_of
            ) + 432000000000000000
          ) - (
            (
              lw_f_renewal_moment - lw_as_of
            ) + 432000000000000000
          ) % 86400000000
        ) / 86400000000 AS BIGINT) - 5000000
      ) <= 30
      THEN 100
      ELSE 0
    END AS lw_r_when_days_until_renewal_30_add_1_from_20 /* when days until renewal <= 30 add 1 from 2026-01-01 until 2026-06-30 */
  FROM lw_choices
), lw_groups /* groups, within their limits */ AS (
  SELECT
    lw_points.*,
    CASE WHEN lw_c_mid_market THEN GREATEST(LEAST(CAST(lw_r_choose AS BIGINT), 500), -500) ELSE 0 END AS lw_g_promise
  FROM lw_points
), lw_groups_2 /* groups, within their limits */ AS (
  SELECT
    lw_groups.*,
    LEAST(
      lw_g_promise + CAST(lw_r_when_country_is_us_or_country_in_de_at_a AS BIGINT) + lw_r_when_email_domain_in_free_mail_subtract + lw_r_when_not_is_customer_and_employees_2_5_a + lw_r_when_at_least_2_of_mid_market_country_is + lw_r_by_job_title + lw_r_by_employees,
      5000
    ) AS lw_g_fit,
    CAST(lw_r_when_days_until_renewal_30_add_1_from_20 AS BIGINT) AS lw_g_apart_from_it
  FROM lw_groups
), lw_scores AS (
  SELECT
    lw_groups_2.*,
    GREATEST(LEAST(lw_g_fit + CAST(500 /* baseline */ AS BIGINT), 20000), 0) AS lw_score
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
  CAST(lw_score * CAST('0.01' AS DECIMAL(18, 2)) AS DECIMAL(18, 2)) AS score,
  CAST(lw_g_fit * CAST('0.01' AS DECIMAL(18, 2)) AS DECIMAL(18, 2)) AS fit,
  CAST(lw_g_promise * CAST('0.01' AS DECIMAL(18, 2)) AS DECIMAL(18, 2)) AS promise,
  CAST(lw_g_apart_from_it * CAST('0.01' AS DECIMAL(18, 2)) AS DECIMAL(18, 2)) AS apart_from_it,
  lw_grade AS grade,
  lw_stage AS "STAGE",
  lw_disqualified AS disqualified,
  ARRAY_CONSTRUCT_COMPACT(CASE WHEN lw_segment_big THEN 'big' END, CASE WHEN lw_segment_in_a_stage THEN 'in a stage' END) AS segments,
  lw_route AS route,
  ARRAY_CONSTRUCT_COMPACT(
    CASE
      WHEN CAST(lw_r_when_country_is_us_or_country_in_de_at_a * CAST('0.01' AS DECIMAL(18, 2)) AS DECIMAL(18, 2)) <> 0
      THEN OBJECT_CONSTRUCT(
        'rule',
        'when country is "US" or country in ("DE", "AT") add 10',
        'points',
        CAST(lw_r_when_country_is_us_or_country_in_de_at_a * CAST('0.01' AS DECIMAL(18, 2)) AS DECIMAL(18, 2))
      )
    END,
    CASE
      WHEN CAST(lw_r_when_email_domain_in_free_mail_subtract * CAST('0.01' AS DECIMAL(18, 2)) AS DECIMAL(18, 2)) <> 0
      THEN OBJECT_CONSTRUCT(
        'rule',
        'when email domain in free_mail subtract 10',
        'points',
        CAST(lw_r_when_email_domain_in_free_mail_subtract * CAST('0.01' AS DECIMAL(18, 2)) AS DECIMAL(18, 2))
      )
    END,
    CASE
      WHEN CAST(lw_r_when_not_is_customer_and_employees_2_5_a * CAST('0.01' AS DECIMAL(18, 2)) AS DECIMAL(18, 2)) <> 0
      THEN OBJECT_CONSTRUCT(
        'rule',
        'when not is_customer and employees >= 2.5 add 0.5',
        'points',
        CAST(lw_r_when_not_is_customer_and_employees_2_5_a * CAST('0.01' AS DECIMAL(18, 2)) AS DECIMAL(18, 2))
      )
    END,
    CASE
      WHEN CAST(lw_r_when_at_least_2_of_mid_market_country_is * CAST('0.01' AS DECIMAL(18, 2)) AS DECIMAL(18, 2)) <> 0
      THEN OBJECT_CONSTRUCT(
        'rule',
        'when at least 2 of (mid_market, country is known, job_title matches "head of*100%!") add 3',
        'points',
        CAST(lw_r_when_at_least_2_of_mid_market_country_is * CAST('0.01' AS DECIMAL(18, 2)) AS DECIMAL(18, 2))
      )
    END,
    CASE
      WHEN CAST(lw_r_by_job_title * CAST('0.01' AS DECIMAL(18, 2)) AS DECIMAL(18, 2)) <> 0
      THEN OBJECT_CONSTRUCT(
        'rule',
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
        END,
        'points',
        CAST(lw_r_by_job_title * CAST('0.01' AS DECIMAL(18, 2)) AS DECIMAL(18, 2))
      )
    END,
    CASE
      WHEN CAST(lw_r_by_employees * CAST('0.01' AS DECIMAL(18, 2)) AS DECIMAL(18, 2)) <> 0
      THEN OBJECT_CONSTRUCT(
        'rule',
        CASE
          WHEN lw_choice_by_employees = 0
          THEN 'by employees below 50'
          WHEN lw_choice_by_employees = 1
          THEN 'by employees 50 to 500'
          WHEN lw_choice_by_employees = 2
          THEN 'by employees unknown'
        END,
        'points',
        CAST(lw_r_by_employees * CAST('0.01' AS DECIMAL(18, 2)) AS DECIMAL(18, 2))
      )
    END,
    CASE
      WHEN CAST(lw_r_choose * CAST('0.01' AS DECIMAL(18, 2)) AS DECIMAL(18, 2)) <> 0
      THEN OBJECT_CONSTRUCT(
        'rule',
        CASE
          WHEN lw_choice_choose = 0
          THEN 'choose if renewal within 30d'
          WHEN lw_choice_choose = 1
          THEN 'choose if created_at older than 365d'
          WHEN lw_choice_choose = 2
          THEN 'choose otherwise'
        END,
        'points',
        CAST(lw_r_choose * CAST('0.01' AS DECIMAL(18, 2)) AS DECIMAL(18, 2))
      )
    END,
    CASE
      WHEN CAST(lw_r_when_days_until_renewal_30_add_1_from_20 * CAST('0.01' AS DECIMAL(18, 2)) AS DECIMAL(18, 2)) <> 0
      THEN OBJECT_CONSTRUCT(
        'rule',
        'when days until renewal <= 30 add 1 from 2026-01-01 until 2026-06-30',
        'points',
        CAST(lw_r_when_days_until_renewal_30_add_1_from_20 * CAST('0.01' AS DECIMAL(18, 2)) AS DECIMAL(18, 2))
      )
    END
  ) AS fired
FROM lw_segments
