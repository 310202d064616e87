-- Somebody changes name, preferences and the letters' case of an e-mail address: citext calls the two equal,
-- the bytes differ. Now and then the address really changes.
\set dice random(1, 10)
UPDATE users
   SET email = CASE WHEN :dice = 1 THEN CAST('moved.' || id || '.' || md5(CAST(random() AS text)) || '@example.com' AS citext)
                    WHEN CAST(email AS text) = upper(CAST(email AS text)) THEN CAST(lower(CAST(email AS text)) AS citext)
                    ELSE CAST(upper(CAST(email AS text)) AS citext) END,
       preferences = coalesce(preferences, '') || hstore('grind', (ARRAY['filter', 'espresso', NULL])[1 + :dice % 3]),
       settings = jsonb_set(settings, '{cups_a_day}', to_jsonb(:dice)),
       notes = CASE WHEN :dice = 2 THEN NULL WHEN :dice = 3 THEN '' WHEN :dice = 4 THEN E'tab\there \\N' ELSE notes END
 WHERE id = (SELECT id FROM users
              WHERE id >= (SELECT CAST(1 + floor(random() * max(id)) AS bigint) FROM users)
              ORDER BY id LIMIT 1);
UPDATE addresses SET city = 'Łódź', country = 'PL', updated_at = now()
 WHERE id = (SELECT id FROM addresses
              WHERE id >= (SELECT CAST(1 + floor(random() * max(id)) AS bigint) FROM addresses)
              ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED);
