-- The metrics in one pass, as most people would write it: every signal once as a boolean, every metric a FILTER
-- aggregate. What counts different things, or the newest of each, takes a second level of GROUP BY over the few rows
-- that it needs; so do sequences, whose rows alone are sorted. All of them are fed by the one reading of the events.

WITH

recycled AS (
  SELECT lead_id, max(epoch_us(ts)) AS reset
  FROM read_parquet('{events}')
  WHERE type = 'recycled' AND ts <= ago(0)
  GROUP BY lead_id
),
events AS (
  SELECT
    lead_id, epoch_us(ts) AS happened, age(epoch_us(ts)) AS age, type, lower(path) AS page, lower(title) AS title, form,
    lower(campaign) AS campaign, feature, seconds, amount, reset IS NULL OR epoch_us(ts) > reset AS fresh
  FROM read_parquet('{events}') LEFT JOIN recycled USING (lead_id)
  WHERE ts <= ago(0) AND NOT ignored(type, path, campaign)
),
signals AS (
  SELECT
    lead_id, happened, seconds, amount, fresh_page,
    age < days(90) AS d90,
    CASE WHEN age < days(30) THEN day_bit(happened) END AS day_bit,
    CASE WHEN age < days(90) THEN week_bit(happened) END AS week_bit,
    CASE WHEN age < days(180) AND type IN ('meeting', 'content_download') THEN month_bit(happened) END AS month_bit,
    fresh_page AND age < days(7) AS page7,
    fresh_page AND age >= days(7) AND age < days(14) AS page7_to_14,
    fresh_page AND age < days(30) AS page30,
    fresh_page AND age < days(90) AS page90,
    fresh_page AND page LIKE '/pricing%' AND age < days(7) AS pricing7,
    fresh_page AND page LIKE '/pricing%' AND age < days(30) AS pricing30,
    fresh_page AND page LIKE '/pricing%' AND age < days(60) AS pricing60,
    fresh_page AND page LIKE '/product/%' AND age < days(60) AS product60,
    fresh_page AND page LIKE '/product/%' AND age < days(90) AS product90,
    type = 'page_view' AND age < days(14) AS hot14,
    CASE WHEN type = 'page_view' AND age < days(14) THEN hot_page_points(age // days(1)) END AS hot_page_part,
    hand AND age < days(14) AS hand14,
    hand AND age < days(90) AS hand90,
    CASE WHEN hand AND age < days(14) THEN hot_hand_points(age // days(1)) END AS hot_hand_part,
    type = 'chat' AND age < days(30) AS chat30,
    type = 'chat' AND age < days(7) AND seconds >= 300 AS chat7,
    type = 'webinar' AND age < days(90) AS webinar90,
    type = 'webinar' AND age < days(7) AND seconds >= 600 AS webinar7,
    type = 'content_download' AND age < days(30) AS download30,
    type = 'content_download' AND age < days(180) AND fresh AND title LIKE 'case study%' AS case180,
    type = 'email_open' AND fresh AS open_,
    type = 'email_open' AND fresh AND age < days(30) AS open30,
    type = 'email_click' AND fresh AS click_,
    type = 'email_reply' AND age < days(60) AS reply60,
    type = 'email_reply' OR type = 'meeting' AS answer,
    type = 'email_bounce' AND fresh AND age < days(90) AS bounce90,
    type = 'email_bounce' AND age < days(180) AS bounce180,
    type = 'unsubscribe' AS unsubscribe,
    type = 'login' AS login,
    type = 'login' AND age < days(14) AS login14,
    is_key_feature(type, feature) AND age < days(30) AS key30,
    type = 'meeting' AND age < days(90) AS meeting90,
    type = 'sales_touch' AS touch,
    type = 'purchase' AS purchase,
    type = 'purchase' AND age < days(365) AS purchase365,
    type = 'purchase' AND amount IS NOT NULL AS valued,
    CASE WHEN type = 'purchase' THEN thousandth(amount) END AS purchase_part,
    type = 'adjustment' AND age < days(90) AS adjustment90,
    CASE WHEN type = 'adjustment' THEN cents(amount) END AS adjustment_part
  FROM (SELECT *, type = 'page_view' AND fresh AS fresh_page, is_hand_raise(type, form) AS hand FROM events)
),
metrics AS (
  SELECT
    lead_id,
    max(happened) FILTER (d90) AS last_activity,
    bit_or(day_bit) FILTER (page30) AS page_days30,
    bit_or(day_bit) FILTER (page7) AS page_days7,
    bit_or(week_bit) FILTER (product60) AS product_weeks60,
    count(*) FILTER (pricing7) AS pricing7,
    count(*) FILTER (pricing30) AS pricing30,
    max(happened) FILTER (pricing60) AS last_pricing,
    sum(seconds) FILTER (page7) AS seconds7,
    sum(seconds) FILTER (page30) AS seconds30,
    count(seconds) FILTER (page30) AS timed30,
    max(seconds) FILTER (page30) AS longest30,
    count(*) FILTER (page7) AS views7,
    count(*) FILTER (page7_to_14) AS views7_to_14,
    count(*) FILTER (page90) AS views90,
    count(*) FILTER (product90) AS products90,
    count(*) FILTER (fresh_page) AS view_count,
    sum(hot_page_part) FILTER (hot14) AS hot_page_sum,
    max(happened) FILTER (hand90) AS last_hand,
    sum(hot_hand_part) FILTER (hand14) AS hot_hand_sum,
    max(happened) FILTER (chat30) AS last_chat,
    max(happened) FILTER (chat7) AS last_long_chat,
    max(happened) FILTER (webinar90) AS last_webinar,
    max(happened) FILTER (webinar7) AS last_long_webinar,
    max(happened) FILTER (download30) AS last_download,
    bit_or(month_bit) FILTER (case180) AS case_months180,
    count(*) FILTER (open_) AS open_count,
    bit_or(day_bit) FILTER (open30) AS open_days30,
    count(*) FILTER (click_) AS click_count,
    max(happened) FILTER (reply60) AS last_reply,
    max(happened) FILTER (answer) AS last_answer,
    bit_or(week_bit) FILTER (bounce90) AS bounce_weeks90,
    count(*) FILTER (bounce180) AS bounces180,
    max(happened) FILTER (unsubscribe) AS last_unsubscribe,
    min(happened) FILTER (login) AS first_login,
    max(happened) FILTER (login) AS last_login,
    bit_or(day_bit) FILTER (login14) AS login_days14,
    count(*) FILTER (key30) AS key_features30,
    bit_or(month_bit) FILTER (meeting90) AS meeting_months90,
    max(happened) FILTER (meeting90) AS last_meeting,
    max(happened) FILTER (touch) AS last_touch,
    max(happened) FILTER (purchase) AS last_purchase,
    sum(amount) FILTER (purchase) AS bought_in_all,
    sum(purchase_part) FILTER (purchase365) AS bought365,
    max({'happened': happened, 'amount': amount}) FILTER (valued).amount AS last_amount,
    -min({'happened': happened, 'amount': -amount}) FILTER (valued).amount AS first_amount,
    sum(adjustment_part) FILTER (adjustment90) AS adjusted90
  FROM signals
  GROUP BY lead_id
),

different AS (
  SELECT lead_id, type AS what, page AS value, max(happened) AS latest
  FROM events
  WHERE type = 'page_view' AND fresh AND page IS NOT NULL
    AND (age < days(30) OR (age < days(90) AND page LIKE '/customers/%'))
  GROUP BY ALL
  UNION ALL
  SELECT lead_id, type, title, max(happened)
  FROM events
  WHERE fresh AND title IS NOT NULL
    AND ((type = 'content_download' AND age < days(180)) OR (type = 'video_watch' AND age < days(90)))
  GROUP BY ALL
  UNION ALL
  SELECT lead_id, type, campaign, max(happened)
  FROM events
  WHERE fresh AND campaign IS NOT NULL
    AND CASE type WHEN 'email_click' THEN age < days(180)
      WHEN 'email_open' THEN happened >= epoch_us(TIMESTAMPTZ '2025-10-01 00:00:00+00') END
  GROUP BY ALL
  UNION ALL
  SELECT lead_id, 'click day', calendar_day(happened)::VARCHAR, max(happened)
  FROM events
  WHERE type = 'email_click' AND age < days(60) AND fresh
  GROUP BY ALL
  UNION ALL
  SELECT lead_id, type, lower(feature), max(happened)
  FROM events
  WHERE type = 'feature_used' AND age < days(30) AND feature IS NOT NULL
  GROUP BY ALL
),
differences AS (
  SELECT
    lead_id,
    count(*) FILTER (what = 'page_view' AND value LIKE '/blog/%' AND latest > as_of() - days(30)) AS blogs30,
    count(*) FILTER (what = 'page_view' AND value LIKE '/customers/%') AS customers90,
    count(*) FILTER (what = 'page_view' AND latest > as_of() - days(30)) AS paths30,
    max({'latest': latest, 'page': value}) FILTER (what = 'page_view' AND latest > as_of() - days(30)).page AS last_path30,
    count(*) FILTER (what = 'content_download' AND latest > as_of() - days(90)) AS titles90,
    count(*) FILTER (what = 'content_download') AS titles180,
    sum(20 * greatest(0, 10 - age(latest) // days(7))) FILTER (what = 'video_watch') AS video_sum,
    count(*) FILTER (what = 'email_click') AS click_campaigns180,
    count(*) FILTER (what = 'email_open') AS open_campaign_count,
    count(*) FILTER (what = 'feature_used') AS features30,
    sum(click_points(age(latest) // days(14))) FILTER (what = 'click day') AS click_sum
  FROM different
  GROUP BY lead_id
),
reading AS (
  SELECT lead_id, max(latest_download) AS read_from
  FROM (
    SELECT lead_id, happened, type, max(happened) FILTER (type = 'content_download') OVER earlier AS latest_download
    FROM events
    WHERE (type = 'content_download' OR (type = 'page_view' AND page LIKE '/pricing%')) AND age < days(90)
    WINDOW earlier AS (PARTITION BY lead_id ORDER BY happened RANGE BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
  )
  WHERE type = 'page_view' AND happened - latest_download <= days(14)
  GROUP BY lead_id
),
campaigning AS (
  SELECT lead_id, max(latest_form) AS path_from
  FROM (
    SELECT lead_id, happened, type, max(latest_click) FILTER (type = 'form_submit') OVER earlier AS latest_form
    FROM (
      SELECT lead_id, happened, type, max(happened) FILTER (type = 'ad_click') OVER earlier AS latest_click
      FROM events
      WHERE type IN ('ad_click', 'form_submit', 'demo_request') AND age < days(180)
      WINDOW earlier AS (PARTITION BY lead_id ORDER BY happened RANGE BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
    )
    WINDOW earlier AS (PARTITION BY lead_id ORDER BY happened RANGE BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
  )
  WHERE type = 'demo_request' AND happened - latest_form <= days(30)
  GROUP BY lead_id
),
quick_starts AS (
  SELECT lead_id, true AS is_quick
  FROM events JOIN (SELECT lead_id, min(happened) AS first_login FROM events WHERE type = 'login' GROUP BY lead_id)
    USING (lead_id)
  WHERE type = 'feature_used' AND happened > first_login AND happened <= first_login + days(14)
  GROUP BY lead_id
),

measured AS (
  SELECT *
  FROM read_parquet('{leads}')
  LEFT JOIN recycled USING (lead_id)
  LEFT JOIN metrics USING (lead_id)
  LEFT JOIN differences USING (lead_id)
  LEFT JOIN reading USING (lead_id)
  LEFT JOIN campaigning USING (lead_id)
  LEFT JOIN quick_starts USING (lead_id)
),
