-- Names for what the other files ask for again and again. Times are microseconds since 1970-01-01T00:00Z, points are
-- hundredths. {leads}, {events}: the Parquet files; {as_of}: the moment as of which leads are scored.

CREATE TEMP MACRO as_of() AS {as_of};
CREATE TEMP MACRO days(n) AS n * 86400000000;
CREATE TEMP MACRO age(happened) AS as_of() - happened;

-- Written as a comparison of the column itself, so that row groups that are too old are not read.
CREATE TEMP MACRO ago(n) AS make_timestamptz(as_of() - days(n));

CREATE TEMP MACRO calendar_day(happened) AS happened // days(1);
CREATE TEMP MACRO calendar_week(happened) AS (calendar_day(happened) + 3) // 7;
CREATE TEMP MACRO calendar_month(happened) AS
  12 * year(make_timestamp(happened)) + month(make_timestamp(happened));

-- A bit for each calendar period, 1 for that of the as-of time: different periods are counted by `bit_or`.
-- Only for what is recent: a BIGINT has 62 of them.
CREATE TEMP MACRO day_bit(happened) AS 1::BIGINT << (calendar_day(as_of()) - calendar_day(happened));
CREATE TEMP MACRO week_bit(happened) AS 1::BIGINT << (calendar_week(as_of()) - calendar_week(happened));
CREATE TEMP MACRO month_bit(happened) AS 1::BIGINT << (calendar_month(as_of()) - calendar_month(happened));
CREATE TEMP MACRO periods(bits) AS bit_count(bits)::INTEGER;

-- What is left of points that fade, after 0, 1, 2 … steps.
CREATE TEMP MACRO hot_page_points(steps) AS
  [200, 180, 162, 146, 131, 118, 106, 96, 86, 77, 70, 63, 56, 51][1 + steps];
CREATE TEMP MACRO hot_hand_points(steps) AS
  [2500, 2375, 2256, 2143, 2036, 1934, 1838, 1746, 1659, 1576, 1497, 1422, 1351, 1283][1 + steps];
CREATE TEMP MACRO pricing_points(steps) AS [1200, 600, 300, 150, 75][1 + steps];
CREATE TEMP MACRO click_points(steps) AS [300, 150, 75, 38, 19][1 + steps];
CREATE TEMP MACRO reply_points(steps) AS [1200, 960, 768, 614, 492, 393, 315, 252, 201][1 + steps];

-- What an event is. `ignored` is what the model's `ignore` statements leave out.
CREATE TEMP MACRO ignored(type, path, campaign) AS
  coalesce(type = 'page_view' AND lower(path) LIKE '/jobs%', false)
  OR coalesce(type = 'email_click' AND lower(campaign) = 'link check', false);
CREATE TEMP MACRO is_hand_raise(type, form) AS
  type = 'demo_request' OR (type = 'form_submit' AND lower(form) IN ('contact', 'trial'));
CREATE TEMP MACRO is_key_feature(type, feature) AS
  type = 'feature_used' AND lower(feature) IN ('report_sent', 'import', 'api_key');
CREATE TEMP MACRO is_free_mail(domain) AS domain IN ('freemail.example', 'inboxly.example', 'postbox.example');
CREATE TEMP MACRO cents(amount) AS (amount * 100)::BIGINT;
CREATE TEMP MACRO thousandth(amount) AS round(amount * 0.1)::BIGINT;
CREATE TEMP MACRO points(hundredths) AS (hundredths * 0.01::DECIMAL(3, 2))::DECIMAL(18, 2);
