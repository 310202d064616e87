-- Tables without a key: a double click leaves the same row twice, one of two equal rows is changed or taken away.
\set product random_zipfian(1, 400, 1.1)
\set category random(1, 24)
BEGIN;
SELECT id AS user_id FROM users
 WHERE id >= (SELECT CAST(1 + floor(random() * max(id)) AS bigint) FROM users)
 ORDER BY id LIMIT 1 FOR KEY SHARE \gset
INSERT INTO favourites (user_id, product_id) VALUES (:user_id, :product), (:user_id, :product);
UPDATE favourites SET note = E'two\tcolumns'
 WHERE ctid = (SELECT ctid FROM favourites WHERE user_id = :user_id ORDER BY product_id LIMIT 1 FOR UPDATE SKIP LOCKED);
COMMIT;
DELETE FROM favourites
 WHERE ctid = ANY (ARRAY(SELECT ctid FROM favourites
                          WHERE user_id >= (SELECT CAST(1 + floor(random() * max(id)) AS bigint) FROM users)
                          ORDER BY user_id LIMIT 2 FOR UPDATE SKIP LOCKED));
DELETE FROM categories_products WHERE category_id = :category AND product_id = :product;
INSERT INTO categories_products VALUES (:category, :product) ON CONFLICT DO NOTHING;
