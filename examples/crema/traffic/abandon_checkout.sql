-- A card is declined: everything written is rolled back. The numbers drawn from the sequences stay used.
\set product random(1, 400)
BEGIN;
UPDATE products SET stock = CASE WHEN stock = 0 THEN 5000 ELSE stock - 1 END WHERE id = :product;
INSERT INTO orders (state, gift_message, created_at, updated_at) VALUES ('pending', 'never sent', now(), now()) RETURNING id AS order_id \gset
INSERT INTO order_items (order_id, product_id, quantity, unit_price) SELECT :order_id, id, 1, price FROM products WHERE id = :product;
INSERT INTO payments (order_id, amount, succeeded, gateway_answer, created_at)
VALUES (:order_id, 1, false, '{"error":{"code" : "card_declined"}}', now());
ROLLBACK;
