-- Indexes, foreign keys, triggers and views of database.sql, after the rows: built so, they are packed.
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
