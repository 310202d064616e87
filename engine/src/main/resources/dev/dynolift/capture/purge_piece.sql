-- Removes from some blocks of a log what a snapshot saw. A scan of a range of row addresses reads these blocks alone.
DELETE FROM dynolift.:"log"
 WHERE ctid >= :'first'::tid AND ctid < :'end'::tid
   AND transaction < pg_snapshot_xmax(:'snapshot'::pg_snapshot)
   AND pg_visible_in_snapshot(transaction, :'snapshot'::pg_snapshot);
