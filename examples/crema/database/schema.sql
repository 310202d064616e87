-- The shop's structure, as `rails db:schema:dump` writes it with schema_format = :sql, ordered for reading.
-- Runs as the owner of an empty database; needs no superuser (all extensions are trusted). PostgreSQL 14 and later.
SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;

--
-- Extensions
--
CREATE EXTENSION IF NOT EXISTS btree_gin WITH SCHEMA public;
COMMENT ON EXTENSION btree_gin IS 'support for indexing common datatypes in GIN';
CREATE EXTENSION IF NOT EXISTS citext WITH SCHEMA public;
COMMENT ON EXTENSION citext IS 'data type for case-insensitive character strings';
CREATE EXTENSION IF NOT EXISTS hstore WITH SCHEMA public;
COMMENT ON EXTENSION hstore IS 'data type for storing sets of (key, value) pairs';
CREATE EXTENSION IF NOT EXISTS pg_trgm WITH SCHEMA public;
COMMENT ON EXTENSION pg_trgm IS 'text similarity measurement and index searching based on trigrams';
CREATE EXTENSION IF NOT EXISTS pgcrypto WITH SCHEMA public;
COMMENT ON EXTENSION pgcrypto IS 'cryptographic functions';

--
-- Types
--
CREATE TYPE public.subscription_status AS ENUM ('trialing', 'active', 'past_due', 'paused', 'cancelled');
-- 'medium-dark' was added later: the order of the labels is not the order in which they were made.
CREATE TYPE public.roast_level AS ENUM ('light', 'medium', 'dark');
ALTER TYPE public.roast_level ADD VALUE 'medium-dark' BEFORE 'dark';
CREATE TYPE public.flavour_note AS ENUM ('chocolate', 'caramel', 'nutty', 'berry', 'citrus', 'floral', 'spice', 'smoke');
CREATE DOMAIN public.country_code AS character(2) CONSTRAINT country_code_is_iso CHECK (VALUE ~ '^[A-Z]{2}$');

--
-- Sequences that belong to no column. Orders and invoices draw their numbers from the same one.
--
CREATE SEQUENCE public.document_numbers_seq START WITH 100000 INCREMENT BY 1 MINVALUE 1 CACHE 5;

--
-- Functions
--
CREATE FUNCTION public.touch_updated_at() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  NEW.updated_at := clock_timestamp();
  RETURN NEW;
END
$$;

-- users.orders_count follows orders, as counter_culture would do it in Ruby.
CREATE FUNCTION public.count_orders_of_user() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF TG_OP IN ('UPDATE', 'DELETE') AND OLD.user_id IS NOT NULL THEN
    UPDATE public.users SET orders_count = orders_count - 1 WHERE id = OLD.user_id;
  END IF;
  IF TG_OP IN ('INSERT', 'UPDATE') AND NEW.user_id IS NOT NULL THEN
    UPDATE public.users SET orders_count = orders_count + 1 WHERE id = NEW.user_id;
  END IF;
  RETURN NULL;
END
$$;

--
-- People
--
CREATE TABLE public.users (
    id bigserial PRIMARY KEY,
    email public.citext NOT NULL,
    encrypted_password character varying DEFAULT ''::character varying NOT NULL,
    name character varying,
    name_for_search text GENERATED ALWAYS AS (lower((name)::text)) STORED,
    roles text[] DEFAULT '{}'::text[] NOT NULL,
    preferences public.hstore,
    settings jsonb DEFAULT '{}'::jsonb NOT NULL,
    referrer_id bigint,
    orders_count integer DEFAULT 0 NOT NULL,
    notes text,
    confirmed_at timestamp(6) without time zone,
    deactivated_until timestamp with time zone,
    created_at timestamp(6) without time zone NOT NULL,
    updated_at timestamp(6) without time zone NOT NULL
);
COMMENT ON COLUMN public.users.deactivated_until IS 'infinity: until further notice';
CREATE UNIQUE INDEX index_users_on_email ON public.users USING btree (email);
CREATE INDEX index_users_on_referrer_id ON public.users USING btree (referrer_id) WHERE (referrer_id IS NOT NULL);
CREATE INDEX index_users_on_name_trigram ON public.users USING gin (name_for_search public.gin_trgm_ops);
ALTER TABLE ONLY public.users
    ADD CONSTRAINT fk_users_referrer FOREIGN KEY (referrer_id) REFERENCES public.users(id) ON DELETE SET NULL;
CREATE TRIGGER touch_users BEFORE UPDATE OF email, name, roles, preferences, settings, notes ON public.users
    FOR EACH ROW EXECUTE FUNCTION public.touch_updated_at();

CREATE TABLE public.addresses (
    id bigserial PRIMARY KEY,
    user_id bigint NOT NULL REFERENCES public.users(id) ON DELETE CASCADE,
    label character varying DEFAULT 'home'::character varying,
    street text NOT NULL,
    city character varying NOT NULL,
    postcode character varying,
    country public.country_code NOT NULL,
    created_at timestamp(6) without time zone NOT NULL,
    updated_at timestamp(6) without time zone NOT NULL
);
CREATE INDEX index_addresses_on_user_id ON public.addresses USING btree (user_id);

CREATE TABLE public.sessions (
    id bigserial PRIMARY KEY,
    session_id character varying NOT NULL,
    data text,
    created_at timestamp(6) without time zone NOT NULL,
    updated_at timestamp(6) without time zone NOT NULL
);
CREATE UNIQUE INDEX index_sessions_on_session_id ON public.sessions USING btree (session_id);
CREATE INDEX index_sessions_on_updated_at ON public.sessions USING btree (updated_at);

--
-- Catalogue
--
CREATE TABLE public.categories (
    id bigserial PRIMARY KEY,
    parent_id bigint REFERENCES public.categories(id),
    slug character varying NOT NULL,
    name character varying NOT NULL,
    "position" integer DEFAULT 0 NOT NULL
);
CREATE UNIQUE INDEX index_categories_on_slug ON public.categories USING btree (lower((slug)::text));

CREATE TABLE public.products (
    id bigserial PRIMARY KEY,
    sku character varying NOT NULL,
    name character varying NOT NULL,
    description text,
    roast public.roast_level,
    flavours public.flavour_note[] DEFAULT '{}'::public.flavour_note[] NOT NULL,
    origins text[],
    price numeric(10,2) NOT NULL,
    stock integer DEFAULT 0 NOT NULL,
    views_count bigint DEFAULT 0 NOT NULL,
    details jsonb DEFAULT '{}'::jsonb NOT NULL,
    artwork bytea,
    search tsvector GENERATED ALWAYS AS (to_tsvector('simple'::regconfig, (((name)::text || ' '::text) || COALESCE(description, ''::text)))) STORED,
    discontinued_at timestamp(6) without time zone,
    created_at timestamp(6) without time zone NOT NULL,
    updated_at timestamp(6) without time zone NOT NULL,
    CONSTRAINT products_price_not_negative CHECK ((price >= (0)::numeric)),
    CONSTRAINT products_stock_not_negative CHECK ((stock >= 0))
);
CREATE UNIQUE INDEX index_products_on_sku ON public.products USING btree (sku);
CREATE INDEX index_products_on_search ON public.products USING gin (search);
CREATE INDEX index_products_on_details ON public.products USING gin (details jsonb_path_ops);
CREATE INDEX index_products_for_sale ON public.products USING btree (price) WHERE (discontinued_at IS NULL);

-- has_and_belongs_to_many: no primary key, each pair once.
CREATE TABLE public.categories_products (
    category_id bigint NOT NULL REFERENCES public.categories(id),
    product_id bigint NOT NULL REFERENCES public.products(id)
);
CREATE UNIQUE INDEX index_categories_products ON public.categories_products USING btree (category_id, product_id);

CREATE TABLE public.reviews (
    id bigserial PRIMARY KEY,
    product_id bigint NOT NULL REFERENCES public.products(id),
    user_id bigint REFERENCES public.users(id) ON DELETE SET NULL,
    stars smallint NOT NULL,
    helpfulness double precision,
    body text,
    keywords text[],
    created_at timestamp(6) without time zone NOT NULL,
    CONSTRAINT reviews_stars_in_range CHECK (((stars >= 1) AND (stars <= 5)))
);
CREATE INDEX index_reviews_on_user_id ON public.reviews USING btree (user_id);
CREATE INDEX index_reviews_on_product_and_keywords ON public.reviews USING gin (product_id, keywords);

-- has_and_belongs_to_many: no primary key, no unique index. Double clicks have left duplicate rows.
CREATE TABLE public.favourites (
    user_id bigint NOT NULL REFERENCES public.users(id) ON DELETE CASCADE,
    product_id bigint NOT NULL REFERENCES public.products(id),
    note text
);
CREATE INDEX index_favourites_on_user_id ON public.favourites USING btree (user_id);

CREATE TABLE public.coupons (
    code text PRIMARY KEY,
    percent_off numeric(5,2),
    amount_off numeric,
    valid_during daterange,
    redeemed integer DEFAULT 0 NOT NULL,
    CONSTRAINT coupons_take_something_off CHECK (((percent_off IS NOT NULL) OR (amount_off IS NOT NULL)))
);

--
-- Roastery
--
CREATE TABLE public.roast_batches (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    product_id bigint NOT NULL REFERENCES public.products(id),
    weight_kg numeric(12,4),
    moisture numeric,
    drum_temperature real,
    first_crack interval,
    profile bytea,
    best_before timestamp with time zone DEFAULT 'infinity'::timestamp with time zone,
    harvested_on date,
    roasted_at timestamp with time zone NOT NULL
);
CREATE INDEX index_roast_batches_on_product_id ON public.roast_batches USING btree (product_id);

CREATE TABLE public.inventory_levels (
    warehouse character varying(8) NOT NULL,
    product_id bigint NOT NULL REFERENCES public.products(id),
    lot integer NOT NULL,
    on_hand integer DEFAULT 0 NOT NULL,
    counted_at timestamp(6) without time zone,
    PRIMARY KEY (warehouse, product_id, lot)
);

CREATE TABLE public.tasting_flights (
    id bigserial PRIMARY KEY,
    name character varying NOT NULL,
    created_at timestamp(6) without time zone NOT NULL
);

-- acts_as_list: two steps trade places in one transaction.
CREATE TABLE public.tasting_steps (
    id bigserial PRIMARY KEY,
    tasting_flight_id bigint NOT NULL REFERENCES public.tasting_flights(id) ON DELETE CASCADE,
    "position" integer NOT NULL,
    product_id bigint NOT NULL REFERENCES public.products(id),
    CONSTRAINT tasting_steps_one_per_position UNIQUE (tasting_flight_id, "position") DEFERRABLE INITIALLY IMMEDIATE
);

--
-- Subscriptions
--
CREATE TABLE public.plans (
    code text PRIMARY KEY,
    name character varying NOT NULL,
    price numeric(10,2) NOT NULL,
    "interval" interval DEFAULT '1 mon'::interval NOT NULL,
    features text[] DEFAULT '{}'::text[] NOT NULL
);

CREATE TABLE public.subscriptions (
    id uuid DEFAULT gen_random_uuid() PRIMARY KEY,
    user_id bigint NOT NULL REFERENCES public.users(id) ON DELETE CASCADE,
    plan_code text NOT NULL REFERENCES public.plans(code) ON UPDATE CASCADE,
    status public.subscription_status DEFAULT 'trialing'::public.subscription_status NOT NULL,
    cycle integer DEFAULT 0 NOT NULL,
    renews_on date,
    grind jsonb,
    cancelled_at timestamp with time zone,
    lock_version integer DEFAULT 0 NOT NULL,
    created_at timestamp(6) without time zone NOT NULL,
    updated_at timestamp(6) without time zone NOT NULL
);
CREATE INDEX index_subscriptions_on_user_id ON public.subscriptions USING btree (user_id);
CREATE INDEX index_subscriptions_active_on_user_id ON public.subscriptions USING btree (user_id)
    WHERE (status = 'active'::public.subscription_status);
CREATE INDEX index_subscriptions_due ON public.subscriptions USING btree (renews_on)
    WHERE (status = ANY (ARRAY['active'::public.subscription_status, 'past_due'::public.subscription_status]));
CREATE TRIGGER touch_subscriptions BEFORE UPDATE ON public.subscriptions
    FOR EACH ROW EXECUTE FUNCTION public.touch_updated_at();

CREATE TABLE public.subscription_items (
    subscription_id uuid NOT NULL REFERENCES public.subscriptions(id) ON DELETE CASCADE,
    product_id bigint NOT NULL REFERENCES public.products(id),
    quantity integer DEFAULT 1 NOT NULL,
    CONSTRAINT subscription_items_quantity CHECK ((quantity > 0)),
    PRIMARY KEY (subscription_id, product_id)
);

--
-- Orders and money
--
CREATE TABLE public.orders (
    id bigserial PRIMARY KEY,
    number bigint DEFAULT nextval('public.document_numbers_seq'::regclass) NOT NULL,
    user_id bigint REFERENCES public.users(id) ON DELETE SET NULL,
    subscription_id uuid REFERENCES public.subscriptions(id) ON DELETE SET NULL,
    state character varying DEFAULT 'pending'::character varying NOT NULL,
    total numeric(12,2) DEFAULT 0 NOT NULL,
    currency character(3) DEFAULT 'EUR'::bpchar NOT NULL,
    gift_message text,
    placed_at timestamp with time zone,
    created_at timestamp(6) without time zone NOT NULL,
    updated_at timestamp(6) without time zone NOT NULL,
    CONSTRAINT orders_state_known CHECK (((state)::text = ANY (ARRAY['pending'::text, 'paid'::text, 'shipped'::text, 'refunded'::text, 'cancelled'::text])))
);
CREATE UNIQUE INDEX index_orders_on_number ON public.orders USING btree (number);
CREATE INDEX index_orders_on_user_id ON public.orders USING btree (user_id);
CREATE INDEX index_orders_on_subscription_id ON public.orders USING btree (subscription_id) WHERE (subscription_id IS NOT NULL);
CREATE INDEX index_orders_open ON public.orders USING btree (created_at) WHERE ((state)::text = 'pending'::text);
CREATE TRIGGER touch_orders BEFORE UPDATE ON public.orders
    FOR EACH ROW EXECUTE FUNCTION public.touch_updated_at();
CREATE TRIGGER count_orders AFTER INSERT OR DELETE OR UPDATE OF user_id ON public.orders
    FOR EACH ROW EXECUTE FUNCTION public.count_orders_of_user();

CREATE TABLE public.order_items (
    id bigserial PRIMARY KEY,
    order_id bigint NOT NULL REFERENCES public.orders(id) ON DELETE CASCADE,
    product_id bigint NOT NULL REFERENCES public.products(id),
    quantity integer NOT NULL,
    unit_price numeric(10,2) NOT NULL,
    line_total numeric(12,2) GENERATED ALWAYS AS (((quantity)::numeric * unit_price)) STORED,
    CONSTRAINT order_items_quantity CHECK ((quantity > 0))
);
CREATE INDEX index_order_items_on_order_id ON public.order_items USING btree (order_id);

CREATE TABLE public.payments (
    id uuid DEFAULT gen_random_uuid() PRIMARY KEY,
    order_id bigint NOT NULL REFERENCES public.orders(id) ON DELETE CASCADE,
    amount numeric NOT NULL,
    fee numeric,
    succeeded boolean,
    gateway_answer json,
    card_fingerprint bytea,
    created_at timestamp(6) without time zone NOT NULL
);
COMMENT ON COLUMN public.payments.gateway_answer IS 'byte for byte as the gateway sent it: json, not jsonb';
CREATE INDEX index_payments_on_order_id ON public.payments USING btree (order_id);

CREATE TABLE public.invoices (
    id bigserial PRIMARY KEY,
    number bigint DEFAULT nextval('public.document_numbers_seq'::regclass) NOT NULL,
    order_id bigint REFERENCES public.orders(id) ON DELETE SET NULL,
    lines numeric(12,2)[] DEFAULT '{}'::numeric[] NOT NULL,
    issued_on date NOT NULL,
    CONSTRAINT invoices_number_unique UNIQUE (number)
);
CREATE INDEX index_invoices_on_order_id ON public.invoices USING btree (order_id);

CREATE TABLE public.coupon_redemptions (
    id bigserial PRIMARY KEY,
    coupon_code text NOT NULL REFERENCES public.coupons(code) ON UPDATE CASCADE,
    order_id bigint REFERENCES public.orders(id) ON DELETE CASCADE,
    redeemed_at timestamp with time zone DEFAULT now() NOT NULL
);
CREATE INDEX index_coupon_redemptions_on_coupon_code ON public.coupon_redemptions USING btree (coupon_code);
CREATE INDEX index_coupon_redemptions_on_order_id ON public.coupon_redemptions USING btree (order_id);

--
-- Shipments, one partition a month; what has no month yet waits in the default partition.
--
CREATE TABLE public.shipments (
    id bigserial NOT NULL,
    order_id bigint REFERENCES public.orders(id) ON DELETE SET NULL,
    carrier character varying DEFAULT 'dhl'::character varying NOT NULL,
    tracking_code text,
    weight_grams integer,
    scans jsonb DEFAULT '[]'::jsonb NOT NULL,
    ships_on date NOT NULL,
    delivered_at timestamp with time zone,
    PRIMARY KEY (id, ships_on)
) PARTITION BY RANGE (ships_on);
CREATE TABLE public.shipments_archive PARTITION OF public.shipments FOR VALUES FROM (MINVALUE) TO ('2026-05-01');
CREATE TABLE public.shipments_2026_05 PARTITION OF public.shipments FOR VALUES FROM ('2026-05-01') TO ('2026-06-01');
CREATE TABLE public.shipments_2026_06 PARTITION OF public.shipments FOR VALUES FROM ('2026-06-01') TO ('2026-07-01');
CREATE TABLE public.shipments_2026_07 PARTITION OF public.shipments FOR VALUES FROM ('2026-07-01') TO ('2026-08-01');
CREATE TABLE public.shipments_2026_08 PARTITION OF public.shipments FOR VALUES FROM ('2026-08-01') TO ('2026-09-01');
CREATE TABLE public.shipments_2026_09 PARTITION OF public.shipments FOR VALUES FROM ('2026-09-01') TO ('2026-10-01');
CREATE TABLE public.shipments_default PARTITION OF public.shipments DEFAULT;
CREATE INDEX index_shipments_on_order_id ON public.shipments USING btree (order_id);
CREATE INDEX index_shipments_undelivered ON public.shipments USING btree (ships_on) WHERE (delivered_at IS NULL);

--
-- What visitors do: half of the database. No foreign keys, as analytics gems have it.
--
CREATE TABLE public.events (
    id bigserial PRIMARY KEY,
    visit_token uuid NOT NULL,
    user_id bigint,
    name character varying NOT NULL,
    properties jsonb,
    "time" timestamp(6) without time zone NOT NULL
);
CREATE INDEX index_events_on_user_id_and_time ON public.events USING btree (user_id, "time") WHERE (user_id IS NOT NULL);
CREATE INDEX index_events_on_time ON public.events USING brin ("time");
CREATE INDEX index_events_purchases ON public.events USING gin (properties jsonb_path_ops) WHERE ((name)::text = 'purchase'::text);

CREATE TABLE public.site_counters (
    name text PRIMARY KEY,
    value bigint DEFAULT 0 NOT NULL,
    updated_at timestamp(6) without time zone NOT NULL
);

-- Emptied and filled again by `rake daily:report`.
CREATE TABLE public.daily_report_lines (
    "position" integer PRIMARY KEY,
    product_id bigint NOT NULL,
    sold bigint NOT NULL,
    share double precision
);

--
-- From the shop before this one; its names were made by another ORM.
--
CREATE TABLE public."LegacyOrders" (
    "OrderID" integer GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
    "CustomerName" character varying(120),
    "Total Amount" numeric(14,4),
    "isPaid" boolean DEFAULT false,
    "orderedAt" timestamp without time zone,
    "select" text
);
CREATE INDEX "IX_LegacyOrders_CustomerName" ON public."LegacyOrders" USING btree (upper(("CustomerName")::text));

--
-- Active Storage
--
CREATE TABLE public.active_storage_blobs (
    id bigserial PRIMARY KEY,
    key character varying NOT NULL,
    filename character varying NOT NULL,
    content_type character varying,
    metadata text,
    service_name character varying NOT NULL,
    byte_size bigint NOT NULL,
    checksum character varying,
    created_at timestamp(6) without time zone NOT NULL
);
CREATE UNIQUE INDEX index_active_storage_blobs_on_key ON public.active_storage_blobs USING btree (key);
CREATE TABLE public.active_storage_attachments (
    id bigserial PRIMARY KEY,
    name character varying NOT NULL,
    record_type character varying NOT NULL,
    record_id bigint NOT NULL,
    blob_id bigint NOT NULL REFERENCES public.active_storage_blobs(id),
    created_at timestamp(6) without time zone NOT NULL
);
CREATE INDEX index_active_storage_attachments_on_blob_id ON public.active_storage_attachments USING btree (blob_id);
CREATE UNIQUE INDEX index_active_storage_attachments_uniqueness
    ON public.active_storage_attachments USING btree (record_type, record_id, name, blob_id);
CREATE TABLE public.active_storage_variant_records (
    id bigserial PRIMARY KEY,
    blob_id bigint NOT NULL REFERENCES public.active_storage_blobs(id),
    variation_digest character varying NOT NULL
);
CREATE UNIQUE INDEX index_active_storage_variant_records_uniqueness
    ON public.active_storage_variant_records USING btree (blob_id, variation_digest);

--
-- Views
--
CREATE VIEW public.active_subscribers AS
 SELECT u.id,
    u.email,
    s.plan_code,
    s.renews_on,
    (p.price * (u.orders_count)::numeric) AS spent_roughly
   FROM ((public.users u
     JOIN public.subscriptions s ON ((s.user_id = u.id)))
     JOIN public.plans p ON ((p.code = s.plan_code)))
  WHERE (s.status = 'active'::public.subscription_status);

CREATE MATERIALIZED VIEW public.daily_sales AS
 SELECT (o.created_at)::date AS day,
    o.currency,
    count(*) AS orders,
    sum(o.total) AS revenue
   FROM public.orders o
  WHERE ((o.state)::text <> 'cancelled'::text)
  GROUP BY ((o.created_at)::date), o.currency
  WITH NO DATA;
CREATE UNIQUE INDEX index_daily_sales_on_day_and_currency ON public.daily_sales USING btree (day, currency);

--
-- Rails
--
CREATE TABLE public.ar_internal_metadata (
    key character varying NOT NULL PRIMARY KEY,
    value character varying,
    created_at timestamp(6) without time zone NOT NULL,
    updated_at timestamp(6) without time zone NOT NULL
);
CREATE TABLE public.schema_migrations (
    version character varying NOT NULL PRIMARY KEY
);

SET search_path TO "$user", public;

INSERT INTO "schema_migrations" (version) VALUES
('20260914081502'),
('20260611120931'),
('20260302093344'),
('20251120154210'),
('20250807073011'),
('20240219101545'),
('20230503164822'),
('20221011090000'),
('20210415140702'),
('20190124120000');
