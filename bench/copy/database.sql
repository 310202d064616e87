-- A database such as a Rails shop of some years has: psql -v scale=1 -f database.sql makes about 1 GB with 82 indexes.
-- 60 % of it is one table, "events". Rows follow from their number alone, so that every run copies the same.
\set ON_ERROR_STOP on
SET client_min_messages = warning;
SET synchronous_commit = off;
SET maintenance_work_mem = '512MB';
SET TimeZone = 'UTC';

CREATE EXTENSION citext;
CREATE EXTENSION hstore;
CREATE EXTENSION pg_trgm;

CREATE TYPE order_state AS ENUM ('cart', 'pending', 'paid', 'shipped', 'returned', 'cancelled');
CREATE DOMAIN cents AS bigint CHECK (VALUE >= 0);

CREATE FUNCTION touch_updated_at() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.updated_at := now();
    RETURN NEW;
END $$;

-- ---- tables -------------------------------------------------------------------------------------------------------

CREATE TABLE schema_migrations (version varchar NOT NULL PRIMARY KEY);
CREATE TABLE ar_internal_metadata (
    key varchar NOT NULL PRIMARY KEY, value varchar, created_at timestamp(6) NOT NULL, updated_at timestamp(6) NOT NULL
);

CREATE TABLE accounts (
    id bigserial PRIMARY KEY,
    name varchar NOT NULL,
    slug citext NOT NULL,
    plan_period daterange NOT NULL,
    created_at timestamp(6) NOT NULL,
    updated_at timestamp(6) NOT NULL
);

CREATE TABLE users (
    id bigserial PRIMARY KEY,
    account_id bigint NOT NULL,
    email citext NOT NULL,
    encrypted_password varchar NOT NULL DEFAULT '',
    reset_password_token varchar,
    name varchar,
    settings hstore NOT NULL DEFAULT '',
    preferences jsonb NOT NULL DEFAULT '{}',
    sign_in_count integer NOT NULL DEFAULT 0,
    last_sign_in_ip inet,
    created_at timestamp(6) NOT NULL,
    updated_at timestamp(6) NOT NULL
);

CREATE TABLE sessions (
    id bigserial PRIMARY KEY,
    session_id varchar NOT NULL,
    data text,
    created_at timestamp(6) NOT NULL,
    updated_at timestamp(6) NOT NULL
);

CREATE TABLE addresses (
    id bigserial PRIMARY KEY,
    user_id bigint NOT NULL,
    street varchar, city varchar, zip varchar(10), country char(2),
    location point
);

CREATE TABLE categories (
    id serial PRIMARY KEY,
    parent_id integer,
    name varchar NOT NULL,
    position smallint
);

CREATE TABLE products (
    id bigserial PRIMARY KEY,
    sku varchar NOT NULL,
    name varchar NOT NULL,
    description text,
    price cents NOT NULL,
    weight numeric(8, 3),
    tags text[] NOT NULL DEFAULT '{}',
    attributes jsonb NOT NULL DEFAULT '{}',
    available tstzrange,
    created_at timestamp(6) NOT NULL,
    updated_at timestamp(6) NOT NULL
);

CREATE TABLE categories_products (category_id integer NOT NULL, product_id bigint NOT NULL);

CREATE TABLE variants (
    id bigserial PRIMARY KEY,
    product_id bigint NOT NULL,
    options hstore NOT NULL,
    price cents NOT NULL,
    stock integer NOT NULL DEFAULT 0
);

CREATE TABLE orders (
    id bigserial PRIMARY KEY,
    number varchar NOT NULL,
    user_id bigint NOT NULL,
    address_id bigint,
    state order_state NOT NULL DEFAULT 'cart',
    total cents NOT NULL,
    note text,
    completed_at timestamptz,
    created_at timestamp(6) NOT NULL,
    updated_at timestamp(6) NOT NULL
);

CREATE TABLE line_items (
    id bigserial PRIMARY KEY,
    order_id bigint NOT NULL,
    variant_id bigint NOT NULL,
    quantity integer NOT NULL CHECK (quantity > 0),
    price cents NOT NULL,
    amount bigint GENERATED ALWAYS AS (quantity * price) STORED,
    created_at timestamp(6) NOT NULL
);

CREATE TABLE payments (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    order_id bigint NOT NULL,
    amount numeric(12, 2) NOT NULL,
    fee double precision,
    reference varchar NOT NULL,
    response jsonb,
    created_at timestamp(6) NOT NULL
);

CREATE TABLE reservations (
    id bigserial PRIMARY KEY,
    variant_id bigint NOT NULL,
    during tstzrange NOT NULL,
    quantities int4range
);

CREATE TABLE active_storage_blobs (
    id bigserial PRIMARY KEY,
    key varchar NOT NULL,
    filename varchar NOT NULL,
    content_type varchar,
    metadata text,
    byte_size bigint NOT NULL,
    checksum bytea,
    created_at timestamp(6) NOT NULL
);

CREATE TABLE active_storage_attachments (
    id bigserial PRIMARY KEY,
    name varchar NOT NULL,
    record_type varchar NOT NULL,
    record_id bigint NOT NULL,
    blob_id bigint NOT NULL,
    created_at timestamp(6) NOT NULL
);

CREATE TABLE versions (
    id bigserial PRIMARY KEY,
    item_type varchar NOT NULL,
    item_id bigint NOT NULL,
    event varchar NOT NULL,
    whodunnit varchar,
    object text,
    created_at timestamp(6)
);

CREATE TABLE import_lines (line integer, content text, imported_on date);

CREATE TABLE "LegacyOrders" (
    "OrderID" integer NOT NULL CONSTRAINT "PK_LegacyOrders" PRIMARY KEY,
    "customerName" varchar(80),
    "Total Amount" money,
    "isPaid" boolean,
    "Time" time with time zone,
    "Lead" interval
);

CREATE TABLE page_views (
    id bigserial,
    user_id bigint,
    path text NOT NULL,
    duration interval,
    viewed_at timestamptz NOT NULL,
    PRIMARY KEY (id, viewed_at)
) PARTITION BY RANGE (viewed_at);
CREATE TABLE page_views_q1 PARTITION OF page_views FOR VALUES FROM ('2025-01-01') TO ('2025-04-01');
CREATE TABLE page_views_q2 PARTITION OF page_views FOR VALUES FROM ('2025-04-01') TO ('2025-07-01');
CREATE TABLE page_views_q3 PARTITION OF page_views FOR VALUES FROM ('2025-07-01') TO ('2025-10-01');
CREATE TABLE page_views_q4 PARTITION OF page_views FOR VALUES FROM ('2025-10-01') TO ('2026-01-01');
CREATE TABLE page_views_other PARTITION OF page_views DEFAULT;

CREATE TABLE events (
    id bigserial PRIMARY KEY,
    uid uuid NOT NULL,
    user_id bigint,
    name varchar NOT NULL,
    properties jsonb NOT NULL,
    tags text[] NOT NULL,
    occurred_at timestamp(6) NOT NULL
);

-- ---- rows ---------------------------------------------------------------------------------------------------------

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

-- ---- indexes and constraints --------------------------------------------------------------------------------------

CREATE UNIQUE INDEX index_accounts_on_slug ON accounts (slug);
CREATE INDEX index_accounts_on_plan_period ON accounts USING gist (plan_period);
CREATE UNIQUE INDEX index_users_on_email ON users (email);
CREATE UNIQUE INDEX index_users_on_reset_password_token ON users (reset_password_token);
CREATE INDEX index_users_on_account_id ON users (account_id);
CREATE INDEX index_users_on_settings ON users USING gin (settings);
CREATE INDEX index_users_on_lower_name ON users (lower(name));
CREATE UNIQUE INDEX index_sessions_on_session_id ON sessions (session_id);
CREATE INDEX index_sessions_on_updated_at ON sessions (updated_at);
CREATE INDEX index_addresses_on_user_id ON addresses (user_id);
CREATE INDEX index_addresses_on_zip ON addresses (country, zip text_pattern_ops);
CREATE INDEX index_categories_on_parent_id ON categories (parent_id);
CREATE UNIQUE INDEX index_products_on_sku ON products (sku);
CREATE INDEX index_products_on_name_trigrams ON products USING gin (name gin_trgm_ops);
CREATE INDEX index_products_on_tags ON products USING gin (tags);
CREATE INDEX index_products_on_attributes ON products USING gin (attributes jsonb_path_ops);
CREATE UNIQUE INDEX index_categories_products ON categories_products (category_id, product_id);
CREATE INDEX index_categories_products_on_product_id ON categories_products (product_id);
CREATE INDEX index_variants_on_product_id ON variants (product_id) INCLUDE (price);
CREATE INDEX index_variants_in_stock ON variants (product_id) WHERE stock > 0;
ALTER TABLE orders ADD CONSTRAINT orders_number_key UNIQUE (number) DEFERRABLE;
CREATE INDEX index_orders_on_user_id ON orders (user_id);
CREATE INDEX index_orders_on_address_id ON orders (address_id);
CREATE INDEX index_orders_on_state_and_created_at ON orders (state, created_at DESC);
CREATE INDEX index_orders_pending ON orders (created_at) WHERE state = 'pending';
CREATE INDEX index_orders_on_completed_at ON orders (completed_at DESC NULLS LAST);
CREATE INDEX index_line_items_on_order_id ON line_items (order_id);
CREATE INDEX index_line_items_on_variant_id ON line_items (variant_id);
CREATE UNIQUE INDEX index_payments_on_reference ON payments (reference);
CREATE INDEX index_payments_on_order_id ON payments (order_id);
CREATE INDEX index_reservations_on_during ON reservations USING gist (during);
CREATE INDEX index_reservations_on_variant_id ON reservations (variant_id);
CREATE UNIQUE INDEX index_active_storage_blobs_on_key ON active_storage_blobs (key);
CREATE UNIQUE INDEX index_active_storage_attachments_uniqueness
    ON active_storage_attachments (record_type, record_id, name, blob_id);
CREATE INDEX index_active_storage_attachments_on_blob_id ON active_storage_attachments (blob_id);
CREATE INDEX index_versions_on_item ON versions (item_type, item_id);
CREATE INDEX index_versions_on_created_at ON versions USING brin (created_at);
CREATE INDEX index_import_lines_on_content ON import_lines USING hash (content);
CREATE INDEX "IX_LegacyOrders_customerName" ON "LegacyOrders" ("customerName");
CREATE INDEX index_page_views_on_user_id ON page_views (user_id);
CREATE INDEX index_page_views_on_viewed_at ON page_views USING brin (viewed_at);
CREATE UNIQUE INDEX index_events_on_uid ON events (uid);
CREATE INDEX index_events_on_user_id_and_occurred_at ON events (user_id, occurred_at);
CREATE INDEX index_events_on_visit ON events ((properties ->> 'visit'));
CREATE INDEX index_events_on_tags ON events USING gin (tags);
CREATE INDEX index_events_checkout ON events (occurred_at) WHERE name = 'checkout';
CREATE INDEX index_events_on_occurred_at ON events USING brin (occurred_at);

ALTER TABLE users ADD CONSTRAINT fk_users_account FOREIGN KEY (account_id) REFERENCES accounts;
ALTER TABLE addresses ADD CONSTRAINT fk_addresses_user FOREIGN KEY (user_id) REFERENCES users ON DELETE CASCADE;
ALTER TABLE categories ADD CONSTRAINT fk_categories_parent FOREIGN KEY (parent_id) REFERENCES categories;
ALTER TABLE categories_products ADD CONSTRAINT fk_cp_category FOREIGN KEY (category_id) REFERENCES categories;
ALTER TABLE categories_products ADD CONSTRAINT fk_cp_product FOREIGN KEY (product_id) REFERENCES products;
ALTER TABLE variants ADD CONSTRAINT fk_variants_product FOREIGN KEY (product_id) REFERENCES products;
ALTER TABLE orders ADD CONSTRAINT fk_orders_user FOREIGN KEY (user_id) REFERENCES users;
ALTER TABLE orders ADD CONSTRAINT fk_orders_address FOREIGN KEY (address_id) REFERENCES addresses ON DELETE SET NULL;
ALTER TABLE line_items ADD CONSTRAINT fk_line_items_order FOREIGN KEY (order_id) REFERENCES orders ON DELETE CASCADE
    DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE line_items ADD CONSTRAINT fk_line_items_variant FOREIGN KEY (variant_id) REFERENCES variants;
ALTER TABLE payments ADD CONSTRAINT fk_payments_order FOREIGN KEY (order_id) REFERENCES orders;
ALTER TABLE reservations ADD CONSTRAINT fk_reservations_variant FOREIGN KEY (variant_id) REFERENCES variants;
ALTER TABLE active_storage_attachments ADD CONSTRAINT fk_attachments_blob FOREIGN KEY (blob_id) REFERENCES active_storage_blobs;
ALTER TABLE page_views ADD CONSTRAINT fk_page_views_user FOREIGN KEY (user_id) REFERENCES users;
ALTER TABLE events ADD CONSTRAINT fk_events_user FOREIGN KEY (user_id) REFERENCES users;

CREATE TRIGGER touch BEFORE UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION touch_updated_at();
CREATE TRIGGER touch BEFORE UPDATE ON products FOR EACH ROW EXECUTE FUNCTION touch_updated_at();

CREATE VIEW open_orders AS SELECT * FROM orders WHERE state IN ('cart', 'pending');
CREATE MATERIALIZED VIEW daily_sales AS
SELECT o.completed_at::date AS day, count(*) AS orders, sum(o.total) AS total
FROM orders o
WHERE o.completed_at IS NOT NULL
GROUP BY 1;
CREATE UNIQUE INDEX index_daily_sales_on_day ON daily_sales (day);

COMMENT ON TABLE events IS 'What visitors did; 60 % of all bytes';
ALTER TABLE events ALTER COLUMN user_id SET STATISTICS 200;

VACUUM (FREEZE, ANALYZE);
CHECKPOINT;
