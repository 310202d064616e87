-- Nested transactions, as Rails makes them with requires_new: the coupon does not apply and is undone, the gift stays.
\set product random(1, 400)
BEGIN;
INSERT INTO orders (state, gift_message, created_at, updated_at) VALUES ('pending', 'first draft', now(), now()) RETURNING id AS order_id \gset
SAVEPOINT active_record_1;
INSERT INTO order_items (order_id, product_id, quantity, unit_price) SELECT :order_id, id, 2, price FROM products WHERE id = :product;
SAVEPOINT active_record_2;
UPDATE order_items SET quantity = 99 WHERE order_id = :order_id;
INSERT INTO coupon_redemptions (coupon_code, order_id)
SELECT code, :order_id FROM coupons ORDER BY random() LIMIT 1 FOR KEY SHARE SKIP LOCKED;
DELETE FROM order_items WHERE order_id = :order_id;
ROLLBACK TO SAVEPOINT active_record_2;
UPDATE orders SET gift_message = 'Alles Gute, ' || :order_id, total = (SELECT sum(line_total) FROM order_items WHERE order_id = :order_id)
 WHERE id = :order_id;
RELEASE SAVEPOINT active_record_1;
SAVEPOINT active_record_1;
INSERT INTO invoices (order_id, lines, issued_on) VALUES (:order_id, '{1.00,NULL,2.00}', current_date);
RELEASE SAVEPOINT active_record_1;
COMMIT;
