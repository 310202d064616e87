-- A checkout: ten rows in six statements.
\set customer random(1, :rows / 20)
\set order random(1, :rows)
\set item random(1, :rows / 2)
\set product random(1, 1900)
BEGIN;
INSERT INTO orders (customer_id, state, total, created_at, updated_at) VALUES (:customer, 'new', 12.34, now(), now());
INSERT INTO line_items (order_id, product_id, quantity, price)
    VALUES (:order, :product, 1, 1.23), (:order, :product + 1, 2, 2.34), (:order, :product + 2, 3, 3.45);
UPDATE products SET stock = stock - 1 WHERE id IN (:product, :product + 40, :product + 80);
UPDATE customers SET balance = balance + 1, updated_at = now() WHERE id = :customer;
UPDATE orders SET state = 'shipped', updated_at = now() WHERE id = :order;
UPDATE line_items SET quantity = quantity + 1 WHERE id = :item;
COMMIT;
