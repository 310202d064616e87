-- What the processes at the other end of silent connections do: whether each works. One that is not listed is gone; one
-- that waits for its client, while the client waits for it, has lost a message.
SELECT pid, state IS NULL OR state NOT LIKE 'idle%' AND wait_event_type IS DISTINCT FROM 'Client'
  FROM pg_stat_activity
 WHERE pid = ANY (:'processes'::int[]);
