-- A checkout: one transaction over six tables. Products are locked in the order of their ids, so two checkouts that
-- share bags wait for each other and never deadlock. The trigger on orders counts in users.
\set first random_zipfian(1, 400, 1.1)
\set second random(1, 400)
\set quantity random(1, 3)
BEGIN;
SELECT id AS user_id FROM users
 WHERE id >= (SELECT CAST(1 + floor(random() * max(id)) AS bigint) FROM users)
 ORDER BY id LIMIT 1 FOR KEY SHARE \gset
SELECT id FROM products WHERE id IN (:first, :second) ORDER BY id FOR NO KEY UPDATE;
UPDATE products
   SET stock = CASE WHEN stock < :quantity THEN 5000 ELSE stock - :quantity END
 WHERE id IN (:first, :second);
INSERT INTO orders (user_id, state, gift_message, created_at, updated_at)
VALUES (:user_id, 'pending', CASE WHEN random() < 0.1 THEN E'Für dich ☕\n\\o/' END, now(), now())
RETURNING id AS order_id \gset
INSERT INTO order_items (order_id, product_id, quantity, unit_price)
SELECT :order_id, id, :quantity, price FROM products WHERE id IN (:first, :second) ORDER BY id;
UPDATE orders
   SET total = (SELECT sum(line_total) FROM order_items WHERE order_id = :order_id), state = 'paid', placed_at = now()
 WHERE id = :order_id;
INSERT INTO payments (order_id, amount, fee, succeeded, gateway_answer, created_at)
SELECT id, total, round(total * 0.014 + 0.25, 4), true,
       CAST('{"id" : "ch_' || md5(CAST(random() AS text)) || '",  "amount":' || total || ' }' AS json), now()
  FROM orders WHERE id = :order_id;
UPDATE coupons SET redeemed = redeemed + 1
 WHERE code = (SELECT code FROM coupons WHERE code >= 'BEAN' || lpad(CAST(:second AS text), 4, '0') ORDER BY code LIMIT 1 FOR UPDATE SKIP LOCKED);
COMMIT;
