-- A visit: six events in one insert, as the analytics gem writes them, a session and the hottest rows of the shop.
\set product random_zipfian(1, 400, 1.2)
\set visitor random(1, 20000)
INSERT INTO events (visit_token, user_id, name, properties, "time")
SELECT CAST(md5(CAST(:visitor AS text) || now()) AS uuid), CASE WHEN :visitor % 3 <> 0 THEN :visitor END,
       (ARRAY['view', 'view', 'search', 'view', 'add_to_cart', 'purchase'])[step],
       jsonb_build_object('path', '/products/' || :product, 'product_id', :product, 'ms', round(CAST(random() * 900 AS numeric), 2),
                          'referrer', NULL, 'browser', 'Firefox 143 on Linux', 'writer', :writer), clock_timestamp()
  FROM generate_series(1, 6) AS step;
UPDATE products SET views_count = views_count + 1 WHERE id = :product;
INSERT INTO sessions (session_id, data, created_at, updated_at)
VALUES ('2::' || gen_random_uuid(), repeat(md5(CAST(random() AS text)), 10), now(), now());
