-- Three updates of 3,000 rows.
\set first random(1, :rows - 9000)
BEGIN;
UPDATE orders SET total = total + 1, updated_at = now() WHERE id BETWEEN :first AND :first + 2999;
UPDATE orders SET total = total + 1, updated_at = now() WHERE id BETWEEN :first + 3000 AND :first + 5999;
UPDATE orders SET total = total + 1, updated_at = now() WHERE id BETWEEN :first + 6000 AND :first + 8999;
COMMIT;
