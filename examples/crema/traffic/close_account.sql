-- Somebody leaves: one DELETE that cascades to addresses, favourites and subscriptions and sets orders, reviews and
-- referrals to NULL.
DELETE FROM users WHERE id = (
  SELECT id FROM users WHERE id >= (SELECT CAST(1 + floor(random() * max(id)) AS bigint) FROM users)
   ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED);
