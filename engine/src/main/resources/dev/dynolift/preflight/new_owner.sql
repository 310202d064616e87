-- The role that shall own the app's objects: the database's owner when we may act as it, else we ourselves.
SELECT CASE WHEN pg_has_role(datdba, 'MEMBER') THEN pg_get_userbyid(datdba) ELSE session_user END
  FROM pg_database
 WHERE datname = current_database();
