-- Subscriptions of this database that are at work.
SELECT s.subname
  FROM pg_subscription s
  JOIN pg_database d ON d.oid = s.subdbid
 WHERE d.datname = current_database() AND s.subenabled
 ORDER BY 1;
