-- The tables of database.sql, with primary keys and no other index.
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
