-- From the metrics of a lead to its points, groups, score, grade and stage; both ways to the metrics end here.

described AS (
  SELECT
    *,
    nullif(lower(regexp_extract(email, '@([^@]+)$', 1)), '') AS domain,
    ' ' || regexp_replace(lower(job_title), '[.,;:/|&()_''" +-]+', ' ', 'g') || ' ' AS title_words,
    employees BETWEEN 50 AND 500 AND industry IS NOT NULL AS mid_market,
    coalesce(budget > 0, false)::INTEGER + coalesce(authority = 'yes', false)::INTEGER + (need IS NOT NULL)::INTEGER >= 2
      AS qualified,
    last_login IS NOT NULL AS has_login,
    coalesce(reset, 0) AS fresh_from,
    CASE WHEN last_hand > fresh_from THEN last_hand END AS last_fresh_hand
  FROM measured
),
rules AS (
  SELECT
    *,

    -- company
    CASE WHEN lower(country) = 'us' THEN 1000 ELSE 0 END AS home_country,
    CASE WHEN lower(country) IN ('de', 'at', 'ch') THEN 600 ELSE 0 END AS dach_country,
    CASE WHEN employees IS NULL THEN 0 WHEN employees < 10 THEN -500 WHEN employees < 50 THEN 300
      WHEN employees < 250 THEN 1000 WHEN employees <= 2500 THEN 1500 ELSE 800 END AS company_size,
    CASE WHEN lower(industry) IN ('software', 'financial services', 'healthcare') THEN 1000
      WHEN lower(industry) IN ('government', 'nonprofit') THEN -500 WHEN industry IS NULL THEN 0 ELSE 200
      END AS kind_of_company,
    CASE WHEN mid_market THEN 500 ELSE 0 END AS mid_sized,
    CASE WHEN budget >= 50000 THEN 1200 WHEN budget >= 10000 THEN 800 WHEN budget > 0 THEN 300
      WHEN budget IS NULL THEN 100 ELSE 0 END AS money,
    CASE WHEN lower(source) IN ('referral', 'partner') THEN 800 WHEN lower(source) = 'event' THEN 500
      WHEN lower(source) LIKE 'paid%' THEN 200 WHEN lower(source) LIKE '%list%' THEN -500 ELSE 0 END AS won_by,

    -- person
    CASE WHEN job_title IS NULL THEN 0
      WHEN title_words LIKE '% ceo %' OR title_words LIKE '% cto %' OR title_words LIKE '% cio %'
        OR title_words LIKE '% chief %' OR title_words LIKE '% founder %' THEN 2000
      WHEN title_words LIKE '% vp %' OR title_words LIKE '% svp %' OR title_words LIKE '% vice president %' THEN 1500
      WHEN lower(job_title) LIKE '%director%' THEN 1000
      WHEN title_words LIKE '% head of %' THEN 800
      WHEN lower(job_title) LIKE '%manager%' THEN 500
      WHEN title_words LIKE '% student %' OR title_words LIKE '% intern %' THEN -2000
      ELSE 100 END AS seniority,
    CASE WHEN is_free_mail(domain) THEN -800 ELSE 0 END AS private_address,
    CASE WHEN NOT is_free_mail(domain) THEN 500 ELSE 0 END AS business_address,
    CASE WHEN qualified THEN 1000 ELSE 0 END AS asks_for_offer,
    CASE WHEN age(epoch_us(created_at)) < days(31) THEN 500 ELSE 0 END AS new_lead,
    CASE WHEN epoch_us(trial_ends::TIMESTAMP) - as_of() BETWEEN 0 AND days(15) - 1 AND NOT is_customer THEN 800 ELSE 0
      END AS trial_ends_soon,
    CASE WHEN is_customer THEN -1500 ELSE 0 END AS already_customer,

    -- web
    least(10, coalesce(periods(page_days30), 0)) * 100 AS browsing,
    least(4, coalesce(periods(product_weeks60), 0)) * 200 AS product_pages,
    least(10, coalesce(blogs30, 0)) * 50 AS blog_reader,
    CASE WHEN pricing7 >= 2 THEN 1500 ELSE 0 END AS pricing_intent,
    CASE WHEN pricing30 >= 4 THEN 800 ELSE 0 END AS pricing_often,
    CASE WHEN last_pricing > fresh_from AND age(last_pricing) < days(60) THEN pricing_points(age(last_pricing) // days(14))
      ELSE 0 END AS pricing,
    CASE WHEN seconds7 >= 900 THEN 500 ELSE 0 END AS long_reader,
    CASE WHEN timed30 > 0 AND seconds30 >= 60 * timed30 THEN 400 ELSE 0 END AS attentive,
    CASE WHEN longest30 >= 600 THEN 200 ELSE 0 END AS one_long_visit,
    CASE WHEN periods(page_days7) >= 3 THEN 800 ELSE 0 END AS comes_back,
    CASE WHEN paths30 >= 6 THEN 400 ELSE 0 END AS looks_around,
    CASE WHEN views7 > views7_to_14 THEN 400 ELSE 0 END AS rising_interest,
    CASE WHEN views90 >= 5 AND 100 * products90 >= 30 * views90 THEN 500 ELSE 0 END AS product_reader,
    CASE WHEN last_path30 LIKE '/pricing%' THEN 300 ELSE 0 END AS left_at_prices,
    CASE WHEN make_timestamp(as_of())::DATE BETWEEN DATE '2025-07-01' AND DATE '2026-06-30'
      THEN least(3, coalesce(customers90, 0)) * 300 ELSE 0 END AS customer_stories,
    CASE WHEN coalesce(view_count, 0) = 0 THEN -200 WHEN view_count < 10 THEN 0 WHEN view_count <= 50 THEN 300 ELSE 500
      END AS all_visits,
    CASE WHEN age(last_fresh_hand) < days(90) THEN 4000 - 1000 * (age(last_fresh_hand) // days(30)) ELSE 0
      END AS hand_raised,
    CASE WHEN last_long_chat > fresh_from AND age(last_long_chat) < days(7) THEN 1200
      WHEN last_chat > fresh_from AND age(last_chat) < days(30) THEN 500 ELSE 0 END AS chat_of_late,

    -- content
    least(4, coalesce(titles90, 0)) * 500 AS downloads,
    least(2, coalesce(periods(case_months180), 0)) * 400 AS case_studies,
    CASE WHEN last_long_webinar > fresh_from AND age(last_long_webinar) < days(7) THEN 1200
      WHEN last_webinar > fresh_from AND age(last_webinar) < days(30) THEN 600
      WHEN last_webinar > fresh_from AND age(last_webinar) < days(90) THEN 200 ELSE 0 END AS webinar_of_late,
    least(1000, coalesce(video_sum, 0)) AS videos,
    CASE WHEN read_from > fresh_from THEN 1500 ELSE 0 END AS read_then_priced,
    CASE WHEN path_from > fresh_from THEN 1200 ELSE 0 END AS campaign_path,
    CASE WHEN titles180 >= 3 THEN 400 ELSE 0 END AS three_titles,

    -- mail
    least(10, coalesce(periods(open_days30), 0)) * 50 AS opens,
    least(1200, coalesce(click_sum, 0)) AS clicks,
    CASE WHEN open_count >= 5 AND 100 * coalesce(click_count, 0) >= 20 * open_count THEN 500 ELSE 0 END AS good_reader,
    CASE WHEN last_reply > fresh_from AND age(last_reply) < days(60) THEN reply_points(age(last_reply) // days(7)) ELSE 0
      END AS replied,
    CASE WHEN last_unsubscribe > fresh_from THEN -2000 ELSE 0 END AS unsubscribed,
    least(2, coalesce(periods(bounce_weeks90), 0)) * -500 AS bounces,
    least(6, coalesce(click_campaigns180, 0)) * 100 AS campaigns,
    CASE WHEN open_campaign_count >= 5 THEN 300 ELSE 0 END AS many_campaigns,

    -- product
    CASE WHEN NOT has_login THEN 0 WHEN coalesce(periods(login_days14), 0) = 0 THEN -500
      WHEN periods(login_days14) < 3 THEN 200 WHEN periods(login_days14) <= 5 THEN 600 ELSE 1200 END AS working_days,
    CASE WHEN has_login AND NOT is_customer THEN least(6, coalesce(features30, 0)) * 200 ELSE 0 END AS features,
    CASE WHEN has_login AND is_quick THEN 500 ELSE 0 END AS quick_start,
    CASE WHEN has_login AND key_features30 >= 3 THEN 400 ELSE 0 END AS key_user,
    CASE WHEN last_login > epoch_us(created_at) THEN 300 ELSE 0 END AS logged_in,

    -- conversation
    least(3, coalesce(periods(meeting_months90), 0)) * 1000 AS meetings,
    greatest(-3000, least(3000, coalesce(bought365, 0))) AS bought,
    greatest(-2500, least(2500, coalesce(adjusted90, 0))) AS by_hand,
    CASE WHEN last_touch > last_answer AND age(last_answer) >= days(30) THEN -800 ELSE 0 END AS gone_quiet,
    CASE WHEN bought_in_all >= 20000 THEN 500 ELSE 0 END AS big_customer,
    CASE WHEN age(last_purchase) < days(46) THEN 500 ELSE 0 END AS fresh_customer,
    CASE WHEN last_amount > first_amount THEN 300 ELSE 0 END AS growing,

    -- heat
    least(4000, coalesce(hot_page_sum, 0)) AS hot_pages,
    least(6000, coalesce(hot_hand_sum, 0)) AS hot_hand,
    CASE WHEN age(last_activity) < days(30) THEN 0 WHEN age(last_activity) < days(90) THEN -1000 ELSE -2000 END AS silence
  FROM described
),
inner_groups AS (
  SELECT
    *,
    greatest(-1000, least(5000, home_country + dach_country + company_size + kind_of_company + mid_sized + money
      + won_by)) AS company,
    greatest(-3000, least(5000, seniority + private_address + business_address + asks_for_offer + new_lead
      + trial_ends_soon + already_customer)) AS person,
    least(7000, browsing + product_pages + blog_reader + pricing_intent + pricing_often + pricing + long_reader
      + attentive + one_long_visit + comes_back + looks_around + rising_interest + product_reader + left_at_prices
      + customer_stories + all_visits + hand_raised + chat_of_late) AS web,
    least(5000, downloads + case_studies + webinar_of_late + videos + read_then_priced + campaign_path
      + three_titles) AS content,
    greatest(-3000, least(3000, opens + clicks + good_reader + replied + unsubscribed + bounces + campaigns
      + many_campaigns)) AS mail,
    least(6000, working_days + features + quick_start + key_user + logged_in) AS product,
    greatest(-6000, least(8000, meetings + bought + by_hand + gone_quiet + big_customer + fresh_customer + growing))
      AS conversation,
    least(10000, hot_pages + hot_hand + silence) AS heat
  FROM rules
),
outer_groups AS (
  SELECT
    *,
    greatest(-2000, least(9000, company + person)) AS fit,
    greatest(-4000, least(15000, web + content + mail)) AS behaviour
  FROM inner_groups
),
scores AS (
  SELECT
    *,
    greatest(0, least(30000, fit + behaviour + product + conversation)) AS score,
    CASE WHEN fit >= 5000 THEN 'A' WHEN fit >= 3000 THEN 'B' WHEN fit >= 1000 THEN 'C' ELSE 'D' END
      || CASE WHEN heat >= 4000 THEN '1' WHEN heat >= 1500 THEN '2' WHEN heat >= 300 THEN '3' ELSE '4' END AS grade,
    CASE WHEN domain IN ('rivalcrm.example', 'pipelinehub.example', 'salesorbit.example') THEN 'competitor'
      WHEN title_words LIKE '% student %' THEN 'student'
      WHEN age(last_unsubscribe) < days(180) AND bounces180 >= 2 THEN 'cannot be reached' END AS disqualified,
    (score >= 8000 AND fit >= 1500) OR coalesce(age(last_fresh_hand) < days(7) AND fit >= 1000, false) AS is_mql
  FROM outer_groups
),
outcomes AS (
  SELECT
    *,
    CASE WHEN disqualified IS NOT NULL THEN 'none'
      WHEN is_customer OR age(last_purchase) < days(365) THEN 'Customer'
      WHEN is_mql AND qualified AND last_meeting > fresh_from AND age(last_meeting) < days(90) THEN 'SQL'
      WHEN is_mql THEN 'MQL'
      WHEN behaviour >= 2000 OR product >= 1500 OR age(last_hand) < days(30) OR age(last_download) < days(30)
        THEN 'Engaged'
      ELSE 'none' END AS stage
  FROM scores
)
SELECT
  lead_id,
  points(score) AS score, points(fit) AS fit, points(company) AS company, points(person) AS person,
  points(behaviour) AS behaviour, points(web) AS web, points(content) AS content, points(mail) AS mail,
  points(product) AS product, points(conversation) AS conversation, points(heat) AS heat,
  grade, stage, disqualified,
  list_filter([
    CASE WHEN employees > 2500 THEN 'Enterprise' END,
    CASE WHEN mid_market THEN 'Mid-market' END,
    CASE WHEN coalesce(age(last_activity) >= days(60), true) AND fit >= 3000 THEN 'Wake up' END,
    CASE WHEN stage = 'MQL' AND grade IN ('A1', 'A2', 'B1', 'B2') THEN 'Ready for sales' END
  ], lambda label: label IS NOT NULL) AS segments,
  CASE WHEN stage <> 'MQL' THEN NULL WHEN employees > 2500 THEN 'enterprise'
    WHEN lower(country) IN ('de', 'at', 'ch') THEN 'dach' ELSE 'sales' END AS route
  {fired}
FROM outcomes
