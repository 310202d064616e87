-- What an engine ended with, in place of what an earlier one did.
INSERT INTO dynolift.failure (direction, what, why, next) VALUES (?, ?, ?, ?)
    ON CONFLICT (direction) DO UPDATE
   SET what = excluded.what, why = excluded.why, next = excluded.next, failed_at = excluded.failed_at;
