-- Other owners of the app's tables, views and sequences.
SELECT DISTINCT pg_get_userbyid(c.relowner)
  FROM pg_class c
  JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE c.relkind IN ('r', 'p', 'v', 'm', 'S', 'f') AND pg_get_userbyid(c.relowner) <> session_user
   AND :of_the_app
 ORDER BY 1;
