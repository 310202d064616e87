-- Who owns how many tables, views and sequences. The login's own role has no name here: it is half of the login.
SELECT CASE WHEN pg_get_userbyid(c.relowner) = session_user THEN 'the login itself'
            ELSE pg_get_userbyid(c.relowner) END AS owner,
       count(*)
  FROM pg_class c
  JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE c.relkind IN ('r', 'p', 'v', 'm', 'S', 'f')
   AND :of_the_app
 GROUP BY 1
 ORDER BY 2 DESC, 1;
