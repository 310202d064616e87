-- Every visitor writes the same five rows.
\set which random_zipfian(1, 5, 1.5)
UPDATE site_counters
   SET value = value + 1, updated_at = clock_timestamp()
 WHERE name = (ARRAY['visitors', 'carts', 'orders', 'signups', 'renewals'])[:which];
