-- What `rake subscription:renew` does for one customer: an order, its invoice and a shipment in a partition.
-- A customer without an active subscription (or deleted a moment ago) makes every statement touch nothing.
\set days random(1, 45)
BEGIN;
SELECT coalesce(min(user_id), 0) AS user_id FROM (
  SELECT user_id FROM subscriptions
   WHERE status = 'active' AND user_id >= (SELECT CAST(1 + floor(random() * max(id)) AS bigint) FROM users)
   ORDER BY user_id LIMIT 1) AS due \gset
SELECT id FROM users WHERE id = :user_id FOR KEY SHARE;
UPDATE subscriptions
   SET cycle = cycle + 1, renews_on = CAST(renews_on + interval '1 month' AS date), lock_version = lock_version + 1
 WHERE user_id = :user_id AND status = 'active';
INSERT INTO orders (user_id, subscription_id, state, total, placed_at, created_at, updated_at)
SELECT s.user_id, s.id, 'paid', p.price, now(), now(), now()
  FROM subscriptions s JOIN plans p ON p.code = s.plan_code
 WHERE s.user_id = :user_id AND s.status = 'active';
INSERT INTO invoices (order_id, lines, issued_on)
SELECT id, ARRAY[total, 0.00], current_date FROM orders WHERE user_id = :user_id AND created_at = now();
INSERT INTO shipments (order_id, weight_grams, ships_on)
SELECT id, 500, date '2026-09-01' + :days FROM orders WHERE user_id = :user_id AND created_at = now();
COMMIT;
