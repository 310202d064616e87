-- Housekeeping: old sessions and a few old events go, an order is deleted with all that hangs on it.
DELETE FROM sessions WHERE id IN (
  SELECT id FROM sessions WHERE id >= (SELECT CAST(1 + floor(random() * max(id)) AS bigint) FROM sessions)
   ORDER BY id LIMIT 12 FOR UPDATE SKIP LOCKED);
DELETE FROM events WHERE id IN (
  SELECT id FROM events WHERE id >= (SELECT CAST(1 + floor(random() * max(id)) AS bigint) FROM events)
   ORDER BY id LIMIT 30 FOR UPDATE SKIP LOCKED);
DELETE FROM orders WHERE id IN (
  SELECT id FROM orders WHERE id >= (SELECT CAST(1 + floor(random() * max(id)) AS bigint) FROM orders) AND user_id IS NULL
   ORDER BY id LIMIT 2 FOR UPDATE SKIP LOCKED);
