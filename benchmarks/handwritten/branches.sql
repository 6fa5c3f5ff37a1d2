-- The metrics, a branch for each kind of event: the fastest of what was tried. Each branch reads no more rows, columns
-- and weeks than it needs and aggregates a few narrow metrics; leads are joined to what came out.
--
-- Most groups begin afresh when a lead is recycled. For the latest of something it is enough to compare it with that
-- moment at the end; only what is counted needs it row by row.

WITH

recycled AS (
  SELECT lead_id, max(epoch_us(ts)) AS reset
  FROM read_parquet('{events}')
  WHERE type = 'recycled' AND ts <= ago(0)
  GROUP BY lead_id
),

-- All time.

counted_events AS (
  SELECT lead_id, type
  FROM read_parquet('{events}') LEFT JOIN recycled USING (lead_id)
  WHERE type IN ('page_view', 'email_open', 'email_click') AND ts <= ago(0) AND NOT ignored(type, path, campaign)
    AND (reset IS NULL OR epoch_us(ts) > reset)
),
view_counts AS (SELECT lead_id, count(*) AS view_count FROM counted_events WHERE type = 'page_view' GROUP BY lead_id),
open_counts AS (SELECT lead_id, count(*) AS open_count FROM counted_events WHERE type = 'email_open' GROUP BY lead_id),
click_counts AS (SELECT lead_id, count(*) AS click_count FROM counted_events WHERE type = 'email_click' GROUP BY lead_id),

logins AS (
  SELECT lead_id, epoch_us(min(ts)) AS first_login, epoch_us(max(ts)) AS last_login
  FROM read_parquet('{events}')
  WHERE type = 'login' AND ts <= ago(0)
  GROUP BY lead_id
),
contacts AS (
  SELECT
    lead_id,
    epoch_us(max(ts) FILTER (type = 'unsubscribe')) AS last_unsubscribe,
    epoch_us(max(ts) FILTER (type = 'sales_touch')) AS last_touch,
    epoch_us(max(ts) FILTER (type IN ('email_reply', 'meeting'))) AS last_answer
  FROM read_parquet('{events}')
  WHERE type IN ('unsubscribe', 'sales_touch', 'email_reply', 'meeting') AND ts <= ago(0)
  GROUP BY lead_id
),
purchases AS (
  SELECT
    lead_id,
    sum(thousandth(amount)) FILTER (ts > ago(365)) AS bought365,
    sum(amount) AS bought_in_all,
    epoch_us(max(ts)) AS last_purchase,
    max({'ts': ts, 'amount': amount}) FILTER (amount IS NOT NULL).amount AS last_amount,
    -min({'ts': ts, 'amount': -amount}) FILTER (amount IS NOT NULL).amount AS first_amount
  FROM read_parquet('{events}')
  WHERE type = 'purchase' AND ts <= ago(0)
  GROUP BY lead_id
),
quick_starts AS (
  SELECT lead_id, true AS is_quick
  FROM read_parquet('{events}') JOIN logins USING (lead_id)
  WHERE type = 'feature_used' AND ts <= ago(0)
    AND epoch_us(ts) > first_login AND epoch_us(ts) <= first_login + days(14)
  GROUP BY lead_id
),

-- The last 90 days.

recent AS (
  SELECT
    lead_id, epoch_us(ts) AS happened, age(epoch_us(ts)) AS age, type, lower(path) AS page, title, form, campaign,
    feature, seconds, amount
  FROM read_parquet('{events}')
  WHERE ts > ago(90) AND ts <= ago(0) AND NOT ignored(type, path, campaign)
),
activity AS (SELECT lead_id, max(happened) AS last_activity FROM recent GROUP BY lead_id),
pages AS (
  SELECT
    lead_id,
    bit_or(day_bit) FILTER (d30 AND fresh) AS page_days30,
    bit_or(day_bit) FILTER (d7 AND fresh) AS page_days7,
    bit_or(week_bit) FILTER (product AND age < days(60) AND fresh) AS product_weeks60,
    count(*) FILTER (pricing AND d7 AND fresh) AS pricing7,
    count(*) FILTER (pricing AND d30 AND fresh) AS pricing30,
    max(happened) FILTER (pricing) AS last_pricing,
    sum(seconds) FILTER (d7 AND fresh) AS seconds7,
    sum(seconds) FILTER (d30 AND fresh) AS seconds30,
    count(seconds) FILTER (d30 AND fresh) AS timed30,
    max(seconds) FILTER (d30 AND fresh) AS longest30,
    count(*) FILTER (d7 AND fresh) AS views7,
    count(*) FILTER (NOT d7 AND d14 AND fresh) AS views7_to_14,
    count(*) FILTER (fresh) AS views90,
    count(*) FILTER (product AND fresh) AS products90,
    sum(CASE WHEN d14 THEN hot_page_points(age // days(1)) END) AS hot_page_sum
  FROM (
    SELECT
      lead_id, happened, age, seconds, page LIKE '/pricing%' AS pricing, page LIKE '/product/%' AS product,
      age < days(7) AS d7, age < days(14) AS d14, age < days(30) AS d30,
      CASE WHEN d30 THEN day_bit(happened) END AS day_bit, week_bit(happened) AS week_bit,
      reset IS NULL OR happened > reset AS fresh
    FROM recent LEFT JOIN recycled USING (lead_id)
    WHERE type = 'page_view'
  )
  GROUP BY lead_id
),
hands AS (
  SELECT
    lead_id,
    max(happened) AS last_hand,
    sum(CASE WHEN age < days(14) THEN hot_hand_points(age // days(1)) END) AS hot_hand_sum
  FROM recent
  WHERE is_hand_raise(type, form)
  GROUP BY lead_id
),
chats AS (
  SELECT lead_id, max(happened) AS last_chat, max(happened) FILTER (seconds >= 300) AS last_long_chat
  FROM recent
  WHERE type = 'chat' AND age < days(30)
  GROUP BY lead_id
),
webinars AS (
  SELECT lead_id, max(happened) AS last_webinar, max(happened) FILTER (seconds >= 600) AS last_long_webinar
  FROM recent
  WHERE type = 'webinar'
  GROUP BY lead_id
),
last_downloads AS (
  SELECT lead_id, max(happened) AS last_download
  FROM recent
  WHERE type = 'content_download' AND age < days(30)
  GROUP BY lead_id
),
open_days AS (
  SELECT lead_id, bit_or(day_bit(happened)) AS open_days30
  FROM recent LEFT JOIN recycled USING (lead_id)
  WHERE type = 'email_open' AND age < days(30) AND (reset IS NULL OR happened > reset)
  GROUP BY lead_id
),
replies AS (
  SELECT lead_id, max(happened) AS last_reply
  FROM recent
  WHERE type = 'email_reply' AND age < days(60)
  GROUP BY lead_id
),
login_days AS (
  SELECT lead_id, bit_or(day_bit(happened)) AS login_days14
  FROM recent
  WHERE type = 'login' AND age < days(14)
  GROUP BY lead_id
),
key_uses AS (
  SELECT lead_id, count(*) AS key_features30
  FROM recent
  WHERE is_key_feature(type, feature) AND age < days(30)
  GROUP BY lead_id
),
meeting_months AS (
  SELECT lead_id, bit_or(month_bit(happened)) AS meeting_months90, max(happened) AS last_meeting
  FROM recent
  WHERE type = 'meeting'
  GROUP BY lead_id
),
adjustments AS (
  SELECT lead_id, sum(cents(amount)) AS adjusted90
  FROM recent
  WHERE type = 'adjustment'
  GROUP BY lead_id
),
page_paths AS (
  SELECT
    lead_id,
    count(*) FILTER (page LIKE '/blog/%' AND latest > as_of() - days(30)) AS blogs30,
    count(*) FILTER (page LIKE '/customers/%') AS customers90,
    count(*) FILTER (latest > as_of() - days(30)) AS paths30,
    max({'latest': latest, 'page': page}) FILTER (latest > as_of() - days(30)).page AS last_path30
  FROM (
    SELECT lead_id, page, max(happened) AS latest
    FROM recent
    WHERE type = 'page_view' AND (age < days(30) OR page LIKE '/customers/%') AND page IS NOT NULL
    GROUP BY lead_id, page
  ) LEFT JOIN recycled USING (lead_id)
  WHERE reset IS NULL OR latest > reset
  GROUP BY lead_id
),
video_titles AS (
  SELECT lead_id, sum(20 * greatest(0, 10 - age(latest) // days(7))) AS video_sum
  FROM (
    SELECT lead_id, lower(title) AS title, max(happened) AS latest
    FROM recent
    WHERE type = 'video_watch' AND title IS NOT NULL
    GROUP BY ALL
  ) LEFT JOIN recycled USING (lead_id)
  WHERE reset IS NULL OR latest > reset
  GROUP BY lead_id
),
used_features AS (
  SELECT lead_id, count(*) AS features30
  FROM (
    SELECT DISTINCT lead_id, lower(feature) AS feature
    FROM recent
    WHERE type = 'feature_used' AND age < days(30) AND feature IS NOT NULL
  )
  GROUP BY lead_id
),
click_days AS (
  SELECT lead_id, sum(click_points(age(latest) // days(14))) AS click_sum
  FROM (
    SELECT lead_id, max(happened) AS latest
    FROM recent
    WHERE type = 'email_click' AND age < days(60)
    GROUP BY lead_id, calendar_day(happened)
  ) LEFT JOIN recycled USING (lead_id)
  WHERE reset IS NULL OR latest > reset
  GROUP BY lead_id
),
-- From a price list back to the latest download before it; whether that was after the reset is seen at the end.
reading AS (
  SELECT lead_id, max(latest_download) AS read_from
  FROM (
    SELECT lead_id, happened, type, max(happened) FILTER (type = 'content_download') OVER earlier AS latest_download
    FROM recent
    WHERE type = 'content_download' OR (type = 'page_view' AND page LIKE '/pricing%')
    WINDOW earlier AS (PARTITION BY lead_id ORDER BY happened RANGE BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
  )
  WHERE type = 'page_view' AND happened - latest_download <= days(14)
  GROUP BY lead_id
),

-- The last 180 days.

half_year AS (
  SELECT lead_id, epoch_us(ts) AS happened, type, lower(title) AS title, lower(campaign) AS campaign
  FROM read_parquet('{events}')
  WHERE ts > ago(180) AND ts <= ago(0) AND NOT ignored(type, path, campaign)
    AND type IN ('content_download', 'email_bounce', 'email_click', 'ad_click', 'form_submit', 'demo_request')
),
case_months AS (
  SELECT lead_id, bit_or(month_bit(happened)) AS case_months180
  FROM half_year LEFT JOIN recycled USING (lead_id)
  WHERE type = 'content_download' AND title LIKE 'case study%' AND (reset IS NULL OR happened > reset)
  GROUP BY lead_id
),
bounce_counts AS (
  SELECT
    lead_id,
    count(*) AS bounces180,
    bit_or(CASE WHEN age(happened) < days(90) THEN week_bit(happened) END)
      FILTER (reset IS NULL OR happened > reset) AS bounce_weeks90
  FROM half_year LEFT JOIN recycled USING (lead_id)
  WHERE type = 'email_bounce'
  GROUP BY lead_id
),
download_titles AS (
  SELECT
    lead_id,
    count(*) FILTER (latest > as_of() - days(90)) AS titles90,
    count(*) AS titles180
  FROM (
    SELECT lead_id, title, max(happened) AS latest
    FROM half_year
    WHERE type = 'content_download' AND title IS NOT NULL
    GROUP BY lead_id, title
  ) LEFT JOIN recycled USING (lead_id)
  WHERE reset IS NULL OR latest > reset
  GROUP BY lead_id
),
click_campaigns AS (
  SELECT lead_id, count(*) AS click_campaigns180
  FROM (
    SELECT lead_id, campaign, max(happened) AS latest
    FROM half_year
    WHERE type = 'email_click' AND campaign IS NOT NULL
    GROUP BY lead_id, campaign
  ) LEFT JOIN recycled USING (lead_id)
  WHERE reset IS NULL OR latest > reset
  GROUP BY lead_id
),
open_campaigns AS (
  SELECT lead_id, count(*) AS open_campaign_count
  FROM (
    SELECT lead_id, lower(campaign) AS campaign, epoch_us(max(ts)) AS latest
    FROM read_parquet('{events}')
    WHERE type = 'email_open' AND ts >= TIMESTAMPTZ '2025-10-01 00:00:00+00' AND ts <= ago(0) AND campaign IS NOT NULL
    GROUP BY ALL
  ) LEFT JOIN recycled USING (lead_id)
  WHERE reset IS NULL OR latest > reset
  GROUP BY lead_id
),
-- Each form carries the latest click before it, each demo request the latest of what the forms before it carry.
campaigning AS (
  SELECT lead_id, max(latest_form) AS path_from
  FROM (
    SELECT lead_id, happened, type, max(latest_click) FILTER (type = 'form_submit') OVER earlier AS latest_form
    FROM (
      SELECT lead_id, happened, type, max(happened) FILTER (type = 'ad_click') OVER earlier AS latest_click
      FROM half_year
      WHERE type IN ('ad_click', 'form_submit', 'demo_request')
        AND lead_id IN (SELECT lead_id FROM half_year WHERE type = 'demo_request')
      WINDOW earlier AS (PARTITION BY lead_id ORDER BY happened RANGE BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
    )
    WINDOW earlier AS (PARTITION BY lead_id ORDER BY happened RANGE BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
  )
  WHERE type = 'demo_request' AND happened - latest_form <= days(30)
  GROUP BY lead_id
),

measured AS (
  SELECT *
  FROM read_parquet('{leads}')
  LEFT JOIN recycled USING (lead_id)
  LEFT JOIN view_counts USING (lead_id)
  LEFT JOIN open_counts USING (lead_id)
  LEFT JOIN click_counts USING (lead_id)
  LEFT JOIN logins USING (lead_id)
  LEFT JOIN contacts USING (lead_id)
  LEFT JOIN purchases USING (lead_id)
  LEFT JOIN quick_starts USING (lead_id)
  LEFT JOIN activity USING (lead_id)
  LEFT JOIN pages USING (lead_id)
  LEFT JOIN hands USING (lead_id)
  LEFT JOIN chats USING (lead_id)
  LEFT JOIN webinars USING (lead_id)
  LEFT JOIN last_downloads USING (lead_id)
  LEFT JOIN open_days USING (lead_id)
  LEFT JOIN replies USING (lead_id)
  LEFT JOIN login_days USING (lead_id)
  LEFT JOIN key_uses USING (lead_id)
  LEFT JOIN meeting_months USING (lead_id)
  LEFT JOIN adjustments USING (lead_id)
  LEFT JOIN page_paths USING (lead_id)
  LEFT JOIN video_titles USING (lead_id)
  LEFT JOIN used_features USING (lead_id)
  LEFT JOIN click_days USING (lead_id)
  LEFT JOIN reading USING (lead_id)
  LEFT JOIN case_months USING (lead_id)
  LEFT JOIN bounce_counts USING (lead_id)
  LEFT JOIN download_titles USING (lead_id)
  LEFT JOIN click_campaigns USING (lead_id)
  LEFT JOIN open_campaigns USING (lead_id)
  LEFT JOIN campaigning USING (lead_id)
),
