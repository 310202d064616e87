-- Settings that sessions of this database begin with: the database's, the owner's everywhere, then roles' in the
-- database, so that what is set last is what counts. Lists are kept quoted already. What a fence sets is none of them.
SELECT COALESCE(pg_get_userbyid(NULLIF(s.setrole, 0)), '') AS role,
       split_part(setting, '=', 1) AS name,
       CASE WHEN lower(split_part(setting, '=', 1)) IN ('search_path', 'local_preload_libraries',
                     'session_preload_libraries', 'temp_tablespaces')
            THEN NULLIF(substr(setting, strpos(setting, '=') + 1), '')
            ELSE quote_literal(substr(setting, strpos(setting, '=') + 1)) END AS value
  FROM pg_db_role_setting s
  JOIN pg_database d ON d.datname = current_database()
 CROSS JOIN LATERAL unnest(s.setconfig) AS setting
 WHERE (s.setdatabase = d.oid OR s.setdatabase = 0 AND s.setrole = d.datdba)
   AND split_part(setting, '=', 1) NOT IN ('default_transaction_read_only', 'session_replication_role')
   AND setting NOT LIKE 'dynolift.%'
 ORDER BY s.setrole <> 0, s.setdatabase <> 0, 2;
