-- Fills the shop's empty tables: psql -v scale=1 -f database/fill.sql
-- Scale 1 makes about 200 MB with indexes, half of it in events. Everything but the few fixed catalogue tables grows
-- with :scale, which may be a fraction. The same scale always gives the same rows: what looks random is a hash of the
-- row's number. Time stands still at 30 September 2026.
\set ON_ERROR_STOP on
SET client_min_messages = warning;
SET synchronous_commit = off;
SET datestyle = 'ISO, MDY';
SET timezone = 'UTC';

SELECT greatest(60, (20000 * :scale)::bigint)   AS users,
       greatest(36, (12000 * :scale)::bigint)   AS subscriptions,
       greatest(150, (55000 * :scale)::bigint)  AS orders,
       greatest(500, (320000 * :scale)::bigint) AS events,
       greatest(20, (8000 * :scale)::bigint)    AS sessions,
       greatest(20, (9000 * :scale)::bigint)    AS reviews,
       greatest(20, (6000 * :scale)::bigint)    AS legacy,
       greatest(20, (3000 * :scale)::bigint)    AS batches,
       greatest(20, (4000 * :scale)::bigint)    AS blobs,
       400 AS products, 200 AS coupons, 60 AS flights \gset

-- A whole number from 0 to n - 1 that depends on i and salt alone.
CREATE FUNCTION pg_temp.pick(i bigint, salt bigint, n bigint) RETURNS bigint LANGUAGE sql IMMUTABLE
    AS 'SELECT abs(hashint8extended(i, salt) % n)';
CREATE FUNCTION pg_temp.product_price(product bigint) RETURNS numeric LANGUAGE sql IMMUTABLE
    AS 'SELECT ((790 + 10 * abs(hashint8extended(product, 1) % 210)) / 100.0)::numeric(10,2)';
-- What people type and machines send: everything a copy that goes through text may break.
CREATE FUNCTION pg_temp.odd_text(i bigint) RETURNS text LANGUAGE sql IMMUTABLE AS $odd$
  SELECT (ARRAY[
    'Happy birthday, Zoë! ☕🎂', 'C:\new\table\.', E'two\tcolumns\nand a second line', '', E'Windows line\r\nends',
    '\N', '\.', E'\\', '"quoted", it''s said', ' spaces around ', 'null', 'NULL', 'Ünïcödé — naïve café', '日本のコーヒー豆',
    'قهوة عربية', E'e\u0301 is not \u00e9', '👩‍🌾👨‍👩‍👧', E'bell\x07 and escape\x1b[31m', '{"looks":"like json"}', '{curly,braces}',
    '$1 $$ $body$ %s %% ${HOME} {{name}}', '''; DROP TABLE users; --', E'form\ffeed and vertical\x0btab', 'a=>1, b=>NULL', E'\u200bzero width',
    repeat('long line ', 40), E'ends with a backslash \\', E'\\\\\\t', 'Straße', 'İstanbul'
  ])[1 + i % 30] $odd$;

-- The catalogue: the same at every scale.
INSERT INTO ar_internal_metadata VALUES
  ('environment', 'production', '2019-01-24 12:00:00', '2019-01-24 12:00:00'),
  ('schema_sha1', encode(digest('crema', 'sha1'), 'hex'), '2019-01-24 12:00:00', '2026-09-14 08:20:11.000001');

INSERT INTO plans VALUES
  ('solo',      'Solo',            14.90, '1 mon',          '{one bag,free delivery}'),
  ('duo',       'Duo',             26.50, '1 mon',          '{two bags,"free delivery, always"}'),
  ('office',    'Büro',           119.00, '14 days',        ARRAY['ten bags', NULL, 'grinder']),
  ('espresso',  'Espresso only',   16.90, '1 mon',          '{}'),
  ('decaf',     'Half a life',     15.90, '1 mon 3 days',   '{decaf}'),
  ('gift-3',    'Gift, 3 months',  44.00, '3 mons',         '{card}'),
  ('gift-12',   'Gift, 12 months', 160.00, '1 year',        '{card,mug}'),
  ('tasting',   'Tasting flight',  24.00, '1 mon 04:05:06', E'{"six \\"tiny\\" bags","back\\\\slash"}');

INSERT INTO categories (parent_id, slug, name, "position")
SELECT CASE WHEN i > 6 THEN 1 + (i - 1) % 6 END, 'category-' || i,
       (ARRAY['Espresso', 'Filter', 'Décaféiné', 'Kaffeezubehör', '季節限定', 'Gifts'])[1 + (i - 1) % 6] || CASE WHEN i > 6 THEN ' ' || i ELSE '' END, i
FROM generate_series(1, 24) i;

INSERT INTO products (sku, name, description, roast, flavours, origins, price, stock, views_count, details, artwork, discontinued_at, created_at, updated_at)
SELECT 'BEAN-' || lpad(i::text, 5, '0'),
       (ARRAY['Yirgacheffe', 'Huila', 'Antigua', 'Sidamo', 'Tarrazú', 'Kenya AA', 'Mandheling', 'Nariño', 'Geisha', 'Mocha Mattari'])[1 + i % 10]
         || ' ' || (ARRAY['Lot', 'Reserve', 'Natural', 'Washed', 'Honey'])[1 + i / 10 % 5] || ' ' || i,
       CASE WHEN i % 9 <> 0 THEN 'Notes of ' || (ARRAY['dark chocolate', 'blackcurrant', 'orange zest', 'jasmine', 'toffee'])[1 + i % 5]
         || ', grown at ' || 1200 + 5 * i || ' m. ' || pg_temp.odd_text(i) END,
       CASE WHEN i % 11 <> 0 THEN (ARRAY['light', 'medium', 'medium-dark', 'dark']::roast_level[])[1 + i % 4] END,
       CASE i % 4 WHEN 0 THEN '{}' WHEN 1 THEN '{chocolate,nutty}' WHEN 2 THEN '{berry,citrus,floral}' ELSE '{spice,NULL,smoke}' END::flavour_note[],
       CASE i % 5 WHEN 0 THEN NULL WHEN 1 THEN '{Ethiopia}' WHEN 2 THEN '{Colombia,"Costa Rica"}' WHEN 3 THEN '[0:1]={Java,Sumatra}' ELSE '{{a,b},{c,NULL}}' END::text[],
       pg_temp.product_price(i), 2000 + pg_temp.pick(i, 2, 3000), pg_temp.pick(i, 3, 100000),
       jsonb_build_object('altitude', 1200 + 5 * i, 'process', (ARRAY['washed', 'natural', 'honey'])[1 + i % 3], 'certified', i % 2 = 0,
         'score', 80 + pg_temp.pick(i, 4, 1000) / 100.0, 'importer', pg_temp.odd_text(i + 7), 'huge', 12345678901234567890123456789.000),
       CASE WHEN i % 8 <> 0 THEN (SELECT string_agg(decode(md5(i || '/' || k), 'hex'), '' ORDER BY k) FROM generate_series(1, CASE i WHEN 1 THEN 16000 ELSE 300 END) k) END,
       CASE WHEN i % 40 = 0 THEN timestamp '2025-01-01' + i * interval '1 day' END,
       timestamp '2019-02-01' + i * interval '5 hours 7 minutes 0.000123 seconds', timestamp '2026-08-01' + i * interval '1 hour'
FROM generate_series(1, :products) i;

INSERT INTO categories_products
SELECT DISTINCT 1 + pg_temp.pick(i, 5, 24), 1 + i / 3 FROM generate_series(0, 3 * :products - 1) i;

INSERT INTO coupons
SELECT 'BEAN' || lpad(i::text, 4, '0') || CASE i % 20 WHEN 0 THEN ' ÄÖ' WHEN 1 THEN '''' WHEN 2 THEN '\' WHEN 3 THEN 'é' WHEN 4 THEN E'e\u0301' ELSE '' END,
       CASE WHEN i % 3 <> 0 THEN 5 + i % 40 END, CASE i % 12 WHEN 0 THEN 'NaN' WHEN 3 THEN 5.00 WHEN 6 THEN 5.0 WHEN 9 THEN 1e20 END::numeric,
       CASE i % 4 WHEN 0 THEN NULL WHEN 1 THEN daterange('2026-01-01', NULL) WHEN 2 THEN 'empty' ELSE daterange('2025-01-01', '2026-12-31', '[]') END, i % 17
FROM generate_series(0, :coupons - 1) i;

INSERT INTO tasting_flights (name, created_at)
SELECT 'Flight ' || i, timestamp '2026-01-01' + i * interval '1 day' FROM generate_series(1, :flights) i;
INSERT INTO tasting_steps (tasting_flight_id, "position", product_id)
SELECT i, p, 1 + pg_temp.pick(i * 10 + p, 6, :products) FROM generate_series(1, :flights) i, generate_series(1, 6) p;

INSERT INTO inventory_levels
SELECT w, i, l, pg_temp.pick(i * 10 + l, 7, 500), CASE WHEN l > 1 THEN timestamp '2026-09-01' + i * interval '1 minute' END
FROM unnest(ARRAY['BER', 'LIS', 'RTM']) w, generate_series(1, :products) i, generate_series(1, 3) l;

INSERT INTO site_counters
SELECT n, v, timestamp '2026-09-30' FROM (VALUES ('orders', 1::bigint), ('visitors', 9007199254740993), ('carts', 0), ('signups', 7), ('renewals', -1)) c(n, v);

INSERT INTO daily_report_lines
SELECT i, i, 1000 - 7 * i, 1.0 / i FROM generate_series(1, 20) i;

-- People.
INSERT INTO users (email, encrypted_password, name, roles, preferences, settings, referrer_id, orders_count, notes, confirmed_at, deactivated_until, created_at, updated_at)
SELECT CASE i % 3 WHEN 0 THEN 'Reader' WHEN 1 THEN 'barista' ELSE 'o''brien+beans' END || '.' || i || '@' ||
         (ARRAY['example.com', 'Example.ORG', 'café.example', 'mail.example'])[1 + i % 4],
       CASE WHEN i % 50 = 0 THEN '' ELSE '$2a$12$' || md5('password' || i) || left(md5('salt' || i), 21) END,
       CASE WHEN i % 31 <> 0 THEN (ARRAY['Zoë', 'Łukasz', 'Ana María', 'Jürgen', '美咲', 'Олена', 'Siobhán', 'Ahmet', 'نور', 'Grace'])[1 + pg_temp.pick(i, 10, 10)] || ' ' ||
         (ARRAY['O''Brien', 'Żółć', 'da Silva', 'Müller', '鈴木', 'Шевченко', 'Ní Dhomhnaill', 'Yılmaz', 'Haddad', 'Hopper', 'van den Berg', 'Ñúñez'])[1 + pg_temp.pick(i, 11, 12)] END,
       CASE WHEN i % 500 = 0 THEN '{admin,roaster}' WHEN i % 97 = 0 THEN '{"wholesale, EU",NULL}' ELSE '{}' END::text[],
       CASE i % 4 WHEN 0 THEN NULL WHEN 1 THEN 'newsletter=>yes, grind=>filter' WHEN 2 THEN 'newsletter=>NULL, "odd key"=>"a\"b\\c"' ELSE '' END::hstore,
       CASE WHEN i % 3 = 0 THEN '{}' ELSE jsonb_build_object('theme', (ARRAY['dark', 'light'])[1 + i % 2], 'cups_a_day', i % 9, 'tags', jsonb_build_array('☕', NULL, 1.50, true)) END,
       CASE WHEN i > 10 AND i % 5 = 0 THEN 1 + pg_temp.pick(i, 12, i - 1) END,
       coalesce(o.orders, 0),
       CASE WHEN i % 100 = 0 THEN (SELECT string_agg(md5(i || 'note' || k), ' ') FROM generate_series(1, 150) k) WHEN i % 7 = 0 THEN pg_temp.odd_text(i / 7) END,
       CASE WHEN i % 13 <> 0 THEN timestamp '2019-02-01' + i * (interval '2700 days' / :users) + interval '00:03:07.654321' END,
       CASE WHEN i % 200 = 0 THEN 'infinity' WHEN i % 333 = 0 THEN '-infinity' WHEN i % 150 = 0 THEN '2026-10-25 02:30:00.000001+01' END::timestamptz,
       timestamp '2019-02-01' + i * (interval '2700 days' / :users), timestamp '2026-09-01' + i % 40000 * interval '1 minute 0.001 seconds'
FROM generate_series(1, :users) i
LEFT JOIN (SELECT 1 + pg_temp.pick(n, 30, :users) AS user_id, count(*) AS orders FROM generate_series(1, :orders) n WHERE n % 20 <> 0 GROUP BY 1) o ON o.user_id = i
ORDER BY i;

INSERT INTO addresses (user_id, label, street, city, postcode, country, created_at, updated_at)
SELECT 1 + pg_temp.pick(i, 13, :users), CASE i % 5 WHEN 0 THEN NULL WHEN 1 THEN 'work' WHEN 2 THEN pg_temp.odd_text(i) ELSE 'home' END,
       (ARRAY['Rua das Flores', 'Große Straße', 'Nieuwezijds Voorburgwal', 'ul. Świętokrzyska', 'Main St'])[1 + i % 5] || ' ' || 1 + i % 300,
       (ARRAY['Lisboa', 'Köln', 'Amsterdam', 'Łódź', 'Springfield'])[1 + i % 5], lpad((i * 37 % 99999)::text, 5, '0'), (ARRAY['PT', 'DE', 'NL', 'PL', 'US'])[1 + i % 5],
       timestamp '2019-02-01' + i * interval '1 hour', timestamp '2026-09-01' + i % 1000 * interval '1 minute'
FROM generate_series(1, :users) i;

INSERT INTO sessions (session_id, data, created_at, updated_at)
SELECT '2::' || encode(digest('session' || i, 'sha256'), 'hex'),
       CASE WHEN i % 19 <> 0 THEN translate(encode(decode(repeat(md5(i::text), 6 + (i % 12)::int), 'hex'), 'base64'), E'\n', '') END,
       timestamp '2026-08-01' + i * (interval '60 days' / :sessions), timestamp '2026-08-01' + i * (interval '60 days' / :sessions) + interval '20 minutes'
FROM generate_series(1, :sessions) i;

INSERT INTO favourites
SELECT 1 + pg_temp.pick(i / 5 * 4, 14, :users), 1 + pg_temp.pick(i / 5 * 4, 15, :products), CASE i % 35 / 5 WHEN 0 THEN pg_temp.odd_text(i / 35) WHEN 3 THEN 'again' END
FROM generate_series(1, :users) i;

INSERT INTO reviews (product_id, user_id, stars, helpfulness, body, keywords, created_at)
SELECT 1 + pg_temp.pick(i, 16, :products), CASE WHEN i % 10 <> 0 THEN 1 + pg_temp.pick(i, 17, :users) END, 1 + pg_temp.pick(i, 18, 5),
       CASE i % 12 WHEN 0 THEN 'NaN' WHEN 1 THEN 'Infinity' WHEN 2 THEN '-0' WHEN 3 THEN '1e-307' WHEN 4 THEN NULL WHEN 5 THEN '0.30000000000000004' ELSE (i / 7.0)::text END::float8,
       CASE WHEN i % 6 = 0 THEN pg_temp.odd_text(i / 6) ELSE 'Bright, clean and sweet; the best bag of the season, number ' || i || '.' END,
       CASE i % 3 WHEN 0 THEN '{}' WHEN 1 THEN '{bright,clean}' ELSE '{sweet,"long finish"}' END::text[],
       timestamp '2020-01-01' + i * (interval '2400 days' / :reviews)
FROM generate_series(1, :reviews) i;

INSERT INTO roast_batches (product_id, weight_kg, moisture, drum_temperature, first_crack, profile, best_before, harvested_on, roasted_at)
SELECT 1 + pg_temp.pick(i, 19, :products), 12 + pg_temp.pick(i, 20, 100000) / 10000.0,
       CASE i % 7 WHEN 0 THEN 'NaN' WHEN 1 THEN '0.110' WHEN 2 THEN '0.11' WHEN 3 THEN 'Infinity' WHEN 4 THEN NULL WHEN 5 THEN '-1e-30' ELSE '123456789012345678901234567890.123456789' END::numeric,
       CASE i % 9 WHEN 0 THEN 'NaN' WHEN 1 THEN '-Infinity' ELSE (200 + i % 30 + 0.1)::text END::real,
       CASE i % 5 WHEN 0 THEN NULL WHEN 1 THEN '8 min 30.25 s' WHEN 2 THEN '1 mon -3 days 04:05:06.789' WHEN 3 THEN '-1 day' ELSE '24:00:00' END::interval,
       CASE i % 6 WHEN 0 THEN NULL WHEN 1 THEN '' ELSE decode(repeat(md5('profile' || i), 6), 'hex') END,
       CASE i % 8 WHEN 0 THEN 'infinity' WHEN 1 THEN '-infinity' WHEN 2 THEN NULL ELSE '2027-01-01 12:00:00.123456+02' END::timestamptz,
       CASE i % 10 WHEN 0 THEN '0044-03-15 BC' WHEN 1 THEN 'infinity' WHEN 2 THEN NULL ELSE '2025-11-01' END::date,
       timestamptz '2022-01-01 06:00+00' + i * (interval '1700 days' / :batches)
FROM generate_series(1, :batches) i;

-- Subscriptions: the youngest three fifths of the users have one.
INSERT INTO subscriptions (id, user_id, plan_code, status, cycle, renews_on, grind, cancelled_at, lock_version, created_at, updated_at)
SELECT md5('subscription' || i)::uuid, :users + 1 - i, (ARRAY['solo', 'solo', 'solo', 'duo', 'duo', 'office', 'espresso', 'decaf', 'gift-3', 'gift-12', 'tasting'])[1 + pg_temp.pick(i, 25, 11)],
       (ARRAY['active', 'active', 'active', 'active', 'trialing', 'past_due', 'paused', 'cancelled']::subscription_status[])[1 + i % 8],
       pg_temp.pick(i, 26, 60), CASE WHEN i % 8 < 6 THEN date '2026-10-01' + (i % 30)::int END,
       CASE i % 3 WHEN 0 THEN NULL WHEN 1 THEN '{"kind": "filter", "size": 5.0}' ELSE '{"kind": "bean", "notes": ["none", null, {}], "size": 5.00}' END::jsonb,
       CASE WHEN i % 8 = 7 THEN timestamptz '2026-06-01 00:00+00' + i * interval '1 minute' END, pg_temp.pick(i, 27, 9),
       timestamp '2021-01-01' + i * (interval '2000 days' / :subscriptions), timestamp '2026-09-01' + i % 40000 * interval '1 minute'
FROM generate_series(1, :subscriptions) i;

INSERT INTO subscription_items
SELECT md5('subscription' || i)::uuid, 1 + (pg_temp.pick(i, 28, :products) + 131 * k) % :products, 1 + (i + k) % 3
FROM generate_series(1, :subscriptions) i, generate_series(0, i % 2) k;

-- Orders and money. The counters were counted above, so the trigger may rest.
ALTER TABLE orders DISABLE TRIGGER count_orders;
INSERT INTO orders (user_id, subscription_id, state, total, currency, gift_message, placed_at, created_at, updated_at)
SELECT CASE WHEN i % 20 <> 0 THEN 1 + pg_temp.pick(i, 30, :users) END,
       CASE WHEN i % 3 = 0 THEN md5('subscription' || 1 + pg_temp.pick(i, 31, :subscriptions))::uuid END,
       CASE WHEN i > :orders * 0.98 THEN 'pending' ELSE (ARRAY['paid', 'shipped', 'shipped', 'shipped', 'shipped', 'shipped', 'shipped', 'refunded', 'cancelled'])[1 + i % 9] END,
       (SELECT sum((1 + pg_temp.pick(i * 4 + k, 33, 3)) * pg_temp.product_price(1 + pg_temp.pick(i * 4 + k, 32, :products))) FROM generate_series(0, i % 3) k),
       CASE i % 25 WHEN 0 THEN 'USD' WHEN 1 THEN 'JPY' ELSE 'EUR' END, CASE WHEN i % 8 = 0 THEN pg_temp.odd_text(i / 8) END,
       CASE WHEN i <= :orders * 0.98 THEN t + interval '00:01:30.5' END AT TIME ZONE 'UTC', t, t + interval '2 days'
FROM (SELECT i, timestamp '2021-01-01' + i * (interval '2095 days' / :orders) AS t FROM generate_series(1, :orders) i) s
ORDER BY i;
ALTER TABLE orders ENABLE TRIGGER count_orders;

INSERT INTO order_items (order_id, product_id, quantity, unit_price)
SELECT i, 1 + pg_temp.pick(i * 4 + k, 32, :products), 1 + pg_temp.pick(i * 4 + k, 33, 3), pg_temp.product_price(1 + pg_temp.pick(i * 4 + k, 32, :products))
FROM generate_series(1, :orders) i, generate_series(0, i % 3) k;

INSERT INTO payments
SELECT md5('payment' || id)::uuid, id, total, CASE id % 40 WHEN 0 THEN 'NaN' WHEN 1 THEN NULL WHEN 2 THEN 0.250 WHEN 3 THEN 0.25 WHEN 4 THEN 'Infinity' ELSE round(total * 0.014 + 0.25, 4) END::numeric,
       CASE id % 30 WHEN 0 THEN NULL WHEN 1 THEN false ELSE true END,
       CASE id % 6
         WHEN 0 THEN NULL
         WHEN 1 THEN '{"id" : "ch_' || md5('charge' || id) || '",  "amount":' || total || ', "captured" :true }'
         WHEN 2 THEN E'{\n  "id": "ch_' || md5('charge' || id) || E'",\n\t"risk": {"score": 1.10, "score": 1.1},\n  "name": "Zo\\u00eb \\ud83d\\ude00"\n}'
         WHEN 3 THEN '{"z":1,"a":2,"z":3,"id":"ch_' || md5('charge' || id) || '"}'
         WHEN 4 THEN E'  [ ]  '
         ELSE '{"id":"ch_' || md5('charge' || id) || E'","raw":"nul \\u0000 stays escaped","path":"C:\\\\new","e":1E+2}'
       END::json,
       CASE WHEN id % 10 <> 0 THEN decode(md5('card' || user_id), 'hex') END, created_at + interval '1 minute 29.999999 seconds'
FROM orders WHERE state <> 'pending' ORDER BY id;

INSERT INTO invoices (order_id, lines, issued_on)
SELECT o.id, ARRAY[o.total, 0.00, round(o.total * 0.19, 2)], o.created_at::date FROM orders o WHERE o.id % 2 = 0 AND o.state IN ('paid', 'shipped', 'refunded') ORDER BY o.id;

INSERT INTO coupon_redemptions (coupon_code, order_id, redeemed_at)
SELECT c.code, i, timestamptz '2021-01-01 00:00+00' + i * interval '50 minutes'
FROM generate_series(1, :orders, 11) i
JOIN (SELECT code, row_number() OVER (ORDER BY code COLLATE "C") - 1 AS n FROM coupons) c ON c.n = pg_temp.pick(i, 34, :coupons);

INSERT INTO shipments (order_id, carrier, tracking_code, weight_grams, scans, ships_on, delivered_at)
SELECT i, (ARRAY['dhl', 'postnl', 'ctt', 'inpost'])[1 + i % 4], CASE WHEN i % 12 <> 0 THEN 'JJD' || lpad(pg_temp.pick(i, 35, 10000000000)::text, 12, '0') END, 250 + 250 * (i % 8),
       jsonb_build_array(jsonb_build_object('at', s.day, 'place', (ARRAY['Leipzig', 'Venlo', 'Lisboa', 'Łódź'])[1 + i % 4], 'ok', true)),
       s.day, CASE WHEN s.day < '2026-09-25' THEN s.day + time '16:20' + interval '2 days' END AT TIME ZONE 'UTC'
FROM (SELECT i, CASE WHEN i % 2 = 0 THEN date '2026-05-01' + (pg_temp.pick(i, 36, 180))::int ELSE date '2021-01-02' + (i * 1940 / :orders)::int END AS day
      FROM generate_series(1, :orders) i) s
ORDER BY i;

-- What visitors did.
INSERT INTO events (visit_token, user_id, name, properties, "time")
SELECT md5('visit' || i / 6)::uuid, CASE WHEN i / 6 % 3 <> 0 THEN 1 + pg_temp.pick(i / 6, 40, :users) END, n.name,
       CASE WHEN i % 97 = 0 THEN NULL WHEN i % 89 = 0 THEN 'null' WHEN i % 83 = 0 THEN '[]' ELSE
         jsonb_build_object('path', '/products/' || 1 + pg_temp.pick(i, 41, :products), 'product_id', 1 + pg_temp.pick(i, 41, :products),
           'referrer', (ARRAY['https://www.example.com/?q=best+coffee', NULL, 'android-app://example.mail', 'https://social.example/@crema'])[1 + i / 6 % 4],
           'browser', (ARRAY['Firefox 143 on Linux', 'Safari 26 on iPhone', 'Chrome 140 on Windows', 'Samsung Internet'])[1 + i / 6 % 4],
           'screen', (ARRAY['390x844', '1920x1080', '2560x1440'])[1 + i / 6 % 3], 'ms', pg_temp.pick(i, 42, 90000) / 100.0) END,
       timestamp '2025-06-01' + i * (interval '486 days' / :events)
FROM generate_series(1, :events) i,
     LATERAL (SELECT (ARRAY['view', 'view', 'view', 'view', 'view', 'add_to_cart', 'search', 'view', 'view', 'checkout', 'view', 'purchase'])[1 + pg_temp.pick(i, 43, 12)] AS name) n;

INSERT INTO "LegacyOrders" ("CustomerName", "Total Amount", "isPaid", "orderedAt", "select")
SELECT CASE WHEN i % 15 <> 0 THEN 'Customer "' || i || '"' END, CASE WHEN i % 22 = 0 THEN 'NaN' ELSE i * 1.25 END::numeric, CASE i % 3 WHEN 0 THEN NULL WHEN 1 THEN true ELSE false END,
       CASE i % 18 WHEN 0 THEN NULL WHEN 1 THEN 'infinity' ELSE timestamp '2014-03-30 02:30' + i * interval '3 hours' END, pg_temp.odd_text(i)
FROM generate_series(1, :legacy) i;

INSERT INTO active_storage_blobs (key, filename, content_type, metadata, service_name, byte_size, checksum, created_at)
SELECT left(md5('blob' || i) || md5('key' || i), 28), CASE i % 4 WHEN 0 THEN 'Röstkurve ' || i || '.pdf' ELSE 'bag-' || i || '.jpg' END, CASE i % 4 WHEN 0 THEN 'application/pdf' ELSE 'image/jpeg' END,
       CASE WHEN i % 4 <> 0 THEN '{"identified":true,"width":1200,"height":1600,"analyzed":true}' END, 'amazon', 4096 + pg_temp.pick(i, 50, 5000000),
       encode(decode(md5('sum' || i), 'hex'), 'base64'), timestamp '2022-01-01' + i * interval '8 hours'
FROM generate_series(1, :blobs) i;
INSERT INTO active_storage_attachments (name, record_type, record_id, blob_id, created_at)
SELECT CASE i % 4 WHEN 0 THEN 'curve' ELSE 'photo' END, CASE i % 4 WHEN 0 THEN 'RoastBatch' ELSE 'Review' END, i, i, timestamp '2022-01-01' + i * interval '8 hours' FROM generate_series(1, :blobs) i;
INSERT INTO active_storage_variant_records (blob_id, variation_digest)
SELECT i, encode(digest('variant' || i, 'sha1'), 'base64') FROM generate_series(1, :blobs) i WHERE i % 4 <> 0;

REFRESH MATERIALIZED VIEW daily_sales;
DROP FUNCTION pg_temp.pick(bigint, bigint, bigint), pg_temp.product_price(bigint), pg_temp.odd_text(bigint);
SET client_min_messages = error; -- shared catalogues belong to the superuser: ANALYZE would say so for each
ANALYZE;
