-- Someone new: user, address, session, subscription. An address that is taken already ends the script at \gset.
\set plan random(0, 7)
\set product random(1, 400)
BEGIN;
INSERT INTO users (email, encrypted_password, name, preferences, settings, created_at, updated_at)
VALUES ('New.' || replace(CAST(gen_random_uuid() AS text), '-', '') || '@Example.com', '$2a$12$' || md5(CAST(random() AS text)), 'Nguyễn Thị ' || :product,
        'newsletter=>yes', jsonb_build_object('theme', 'dark'), now(), now())
ON CONFLICT (email) DO NOTHING
RETURNING id AS user_id \gset
INSERT INTO addresses (user_id, street, city, country, created_at, updated_at)
VALUES (:user_id, 'Große Straße ' || :product, 'Köln', 'DE', now(), now());
INSERT INTO sessions (session_id, data, created_at, updated_at)
VALUES ('2::' || gen_random_uuid(), repeat(md5(CAST(random() AS text)), 8), now(), now());
INSERT INTO subscriptions (user_id, plan_code, status, renews_on, created_at, updated_at)
SELECT :user_id, code, 'active', current_date + 30, now(), now() FROM plans ORDER BY code OFFSET :plan LIMIT 1;
INSERT INTO subscription_items (subscription_id, product_id, quantity)
SELECT id, :product, 1 FROM subscriptions WHERE user_id = :user_id;
COMMIT;
