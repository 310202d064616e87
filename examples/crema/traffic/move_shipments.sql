-- Parcels change their month, so rows move between partitions, and into the default
-- one when no month is there for the new date. Others are scanned where they are.
\set days random(1, 60)
WITH parcel AS (
  SELECT id, ships_on FROM shipments
   WHERE id >= (SELECT CAST(1 + floor(random() * max(id)) AS bigint) FROM shipments)
   ORDER BY id LIMIT 2 FOR UPDATE SKIP LOCKED)
UPDATE shipments AS s
   SET ships_on = CASE WHEN s.ships_on > '2026-12-31' THEN date '2026-05-15' ELSE s.ships_on + :days END
  FROM parcel WHERE s.id = parcel.id AND s.ships_on = parcel.ships_on;
WITH parcel AS (
  SELECT id, ships_on FROM shipments
   WHERE id >= (SELECT CAST(1 + floor(random() * max(id)) AS bigint) FROM shipments)
   ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED)
UPDATE shipments AS s
   SET scans = s.scans || jsonb_build_array(jsonb_build_object('at', now(), 'place', 'Łódź')), delivered_at = 'infinity'
  FROM parcel WHERE s.id = parcel.id AND s.ships_on = parcel.ships_on AND jsonb_array_length(s.scans) < 20;
