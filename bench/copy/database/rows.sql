-- The rows of database.sql: :scale times as many as about 1 GB.
INSERT INTO schema_migrations SELECT 20150101000000 + n * 11 FROM generate_series(1, 400) n;
INSERT INTO ar_internal_metadata VALUES ('environment', 'production', '2020-01-01', '2020-01-01');

INSERT INTO accounts (name, slug, plan_period, created_at, updated_at)
SELECT 'Account ' || n, 'Account-' || n, daterange('2020-01-01'::date + n % 900, '2024-01-01'::date + n % 900),
    timestamp '2020-01-01' + n * interval '1 minute', timestamp '2024-01-01' + n * interval '1 second'
FROM generate_series(1, (3000 * :scale)::int) n;

INSERT INTO users (account_id, email, encrypted_password, reset_password_token, name, settings, preferences,
    sign_in_count, last_sign_in_ip, created_at, updated_at)
SELECT n % (3000 * :scale)::int + 1, 'User' || md5(n::text) || '@Example.com', '$2a$12$' || md5('p' || n) || md5('q' || n),
    CASE WHEN n % 7 = 0 THEN md5('r' || n) END, 'Zoë ' || left(md5('n' || n), 8),
    hstore(ARRAY['theme', 'locale', 'beta'], ARRAY[(n % 3)::text, 'de', CASE WHEN n % 5 = 0 THEN NULL ELSE 'on' END]),
    jsonb_build_object('newsletter', n % 2 = 0, 'columns', ARRAY['name', 'price'], 'width', n % 1000),
    n % 300, ('10.' || n % 250 || '.' || n % 99 || '.7')::inet,
    timestamp '2020-01-01' + n * interval '37 seconds', timestamp '2024-01-01' + n * interval '1 second'
FROM generate_series(1, (60000 * :scale)::int) n;

INSERT INTO sessions (session_id, data, created_at, updated_at)
SELECT md5('s' || n), repeat(encode(decode(md5('d' || n), 'hex'), 'base64'), 4 + n % 6),
    timestamp '2025-01-01' + n * interval '11 seconds', timestamp '2025-01-01' + n * interval '13 seconds'
FROM generate_series(1, (70000 * :scale)::int) n;

INSERT INTO addresses (user_id, street, city, zip, country, location)
SELECT n % (60000 * :scale)::int + 1, left(md5('a' || n), 18) || ' ' || n % 90, 'Köln', lpad((n % 99999)::text, 5, '0'),
    'DE', point(n % 180, n % 90)
FROM generate_series(1, (80000 * :scale)::int) n;

INSERT INTO categories (parent_id, name, position)
SELECT CASE WHEN n > 20 THEN n % 20 + 1 END, 'Category ' || n, n FROM generate_series(1, 300) n;

INSERT INTO products (sku, name, description, price, weight, tags, attributes, available, created_at, updated_at)
SELECT 'SKU-' || n, 'Product ' || left(md5('n' || n), 12) || ' ' || n % 100,
    (SELECT string_agg(md5(n::text || k), ' ') FROM generate_series(1, 4 + n % 20) k),
    n % 90000, (n % 9999)::numeric / 1000, ARRAY['tag' || n % 40, 'tag' || n % 77],
    jsonb_build_object('color', 'c' || n % 30, 'size', n % 50, 'material', md5((n % 200)::text)),
    tstzrange('2024-01-01'::timestamptz + n * interval '1 hour', NULL),
    timestamp '2020-01-01' + n * interval '1 minute', timestamp '2024-01-01' + n * interval '1 second'
FROM generate_series(1, (15000 * :scale)::int) n;

INSERT INTO categories_products SELECT n % 300 + 1, (n % 300 * 7 + n / 300) % (15000 * :scale)::int + 1
FROM generate_series(1, (40000 * :scale)::int) n;

INSERT INTO variants (product_id, options, price, stock)
SELECT n % (15000 * :scale)::int + 1, hstore('size', (n % 9)::text) || hstore('color', 'c' || n % 30), n % 90000, n % 500
FROM generate_series(1, (45000 * :scale)::int) n;

INSERT INTO orders (number, user_id, address_id, state, total, note, completed_at, created_at, updated_at)
SELECT 'R' || lpad((n * 7919::bigint % 1000000007)::text, 10, '0'), n * 31::bigint % (60000 * :scale)::int + 1,
    n % (80000 * :scale)::int + 1, (enum_range(NULL::order_state))[1 + n % 6], n % 500000,
    CASE WHEN n % 9 = 0 THEN 'Leave it at the door, ' || md5('o' || n) END,
    CASE WHEN n % 6 > 1 THEN '2022-01-01'::timestamptz + n * interval '5 minutes' END,
    timestamp '2022-01-01' + n * interval '5 minutes', timestamp '2024-01-01' + n * interval '1 second'
FROM generate_series(1, (180000 * :scale)::int) n;

INSERT INTO line_items (order_id, variant_id, quantity, price, created_at)
SELECT n % (180000 * :scale)::int + 1, n * 17::bigint % (45000 * :scale)::int + 1, 1 + n % 5, n % 90000,
    timestamp '2022-01-01' + n * interval '2 minutes'
FROM generate_series(1, (500000 * :scale)::int) n;

INSERT INTO payments (id, order_id, amount, fee, reference, response, created_at)
SELECT md5('pay' || n)::uuid, n % (180000 * :scale)::int + 1, (n % 500000)::numeric / 100, sqrt(n % 1000),
    'ch_' || left(md5('ch' || n), 24),
    jsonb_build_object('id', md5('ch' || n), 'status', 'succeeded', 'network', n % 4, 'risk', n % 100),
    timestamp '2022-01-01' + n * interval '5 minutes'
FROM generate_series(1, (150000 * :scale)::int) n;

INSERT INTO reservations (variant_id, during, quantities)
SELECT n % (45000 * :scale)::int + 1,
    tstzrange('2025-01-01'::timestamptz + n * interval '3 minutes', '2025-01-01'::timestamptz + n * interval '4 minutes'),
    int4range(n % 10, n % 10 + 5)
FROM generate_series(1, (30000 * :scale)::int) n;

INSERT INTO active_storage_blobs (key, filename, content_type, metadata, byte_size, checksum, created_at)
SELECT md5('b' || n), 'photo-' || n || '.jpg', 'image/jpeg', '{"identified":true,"width":800,"height":600}', n * 31,
    decode(md5('c' || n), 'hex'), timestamp '2023-01-01' + n * interval '1 minute'
FROM generate_series(1, (40000 * :scale)::int) n;

INSERT INTO active_storage_attachments (name, record_type, record_id, blob_id, created_at)
SELECT 'photo', (ARRAY['Product', 'User'])[1 + n % 2], n % (15000 * :scale)::int + 1, n,
    timestamp '2023-01-01' + n * interval '1 minute'
FROM generate_series(1, (40000 * :scale)::int) n;

INSERT INTO versions (item_type, item_id, event, whodunnit, object, created_at)
SELECT (ARRAY['Order', 'Product', 'User'])[1 + n % 3], n % 15000 + 1, 'update', (n % 60000)::text,
    E'---\nid: ' || n || E'\nstate: pending\nchecksum: ' || md5('v' || n) || md5('w' || n) || E'\nnote: "a\\tb"\n',
    timestamp '2022-01-01' + n * interval '3 minutes'
FROM generate_series(1, (140000 * :scale)::int) n;

INSERT INTO import_lines
SELECT n, CASE WHEN n % 50 <> 0 THEN md5('i' || n) || ';' || n || E';\t"x"' END, '2024-01-01'::date + n % 365
FROM generate_series(1, (50000 * :scale)::int) n;

INSERT INTO "LegacyOrders"
SELECT n, 'Customer ' || n % 5000, (n % 70000)::numeric::money / 100, CASE n % 3 WHEN 0 THEN true WHEN 1 THEN false END,
    '12:00:00+02'::timetz, make_interval(days => n % 30, secs => n % 60)
FROM generate_series(1, (30000 * :scale)::int) n;

INSERT INTO page_views (user_id, path, duration, viewed_at)
SELECT n % (60000 * :scale)::int + 1, '/products/' || n % 15000 || '?ref=' || left(md5('pv' || n), 10),
    make_interval(secs => n % 600), '2025-01-01'::timestamptz + (n % 380) * interval '1 day' + n * interval '1 ms'
FROM generate_series(1, (250000 * :scale)::int) n;

INSERT INTO events (uid, user_id, name, properties, tags, occurred_at)
SELECT md5('e' || n)::uuid, CASE WHEN n % 11 > 0 THEN n * 13::bigint % (60000 * :scale)::int + 1 END,
    (ARRAY['page', 'search', 'add_to_cart', 'checkout', 'identify', 'click', 'view'])[1 + n % 7],
    jsonb_build_object('visit', md5((n / 5)::text), 'url', 'https://shop.example.com/p/' || n % 15000, 'referrer',
        'https://search.example.com/?q=' || md5('f' || n), 'browser', 'Firefox', 'version', n % 140, 'amount', n % 977 / 10.0,
        'experiment', jsonb_build_array('a' || n % 9, n % 2 = 0, NULL), 'trace', md5('t' || n) || md5('u' || n),
        'title', 'Größe und Farbe "' || left(md5('g' || n), 20) || '"', 'logged_in', n % 3 = 0),
    ARRAY['t' || n % 50, 't' || n % 333, 'web'], timestamp '2023-01-01' + n * interval '20 seconds'
FROM generate_series(1, (880000 * :scale)::int) n;
