-- Keys are not for ever: a coupon gets another code (its redemptions follow by ON UPDATE CASCADE), a lot another number,
-- two steps of a tasting trade places, and two lots trade keys by way of a third.
\set flight random(1, 60)
\set a random(1, 3)
\set product random(1, 400)
UPDATE coupons SET code = 'BEAN' || lpad(CAST(CAST(floor(random() * 400) AS int) AS text), 4, '0') || '-' || left(md5(CAST(random() AS text)), 8)
 WHERE code = (SELECT code FROM coupons ORDER BY random() LIMIT 1 FOR UPDATE SKIP LOCKED);
UPDATE inventory_levels SET lot = lot + 1000, on_hand = on_hand - 1
 WHERE (warehouse, product_id, lot) = (
       SELECT warehouse, product_id, lot FROM inventory_levels
        WHERE warehouse = 'LIS' AND product_id = :product ORDER BY lot LIMIT 1 FOR UPDATE SKIP LOCKED);
BEGIN;
SET CONSTRAINTS tasting_steps_one_per_position DEFERRED;
SELECT id FROM tasting_flights WHERE id = :flight FOR UPDATE;
SELECT id AS first_step FROM tasting_steps WHERE tasting_flight_id = :flight AND "position" = :a \gset
SELECT id AS second_step FROM tasting_steps WHERE tasting_flight_id = :flight AND "position" = 4 \gset
UPDATE tasting_steps SET "position" = 4 WHERE id = :first_step;
UPDATE tasting_steps SET "position" = :a WHERE id = :second_step;
COMMIT;
BEGIN;
SELECT id FROM products WHERE id = :product FOR NO KEY UPDATE;
UPDATE inventory_levels SET lot = -1 WHERE warehouse = 'BER' AND product_id = :product AND lot = 1;
UPDATE inventory_levels SET lot = 1 WHERE warehouse = 'BER' AND product_id = :product AND lot = 2;
UPDATE inventory_levels SET lot = 2 WHERE warehouse = 'BER' AND product_id = :product AND lot = -1;
COMMIT;
