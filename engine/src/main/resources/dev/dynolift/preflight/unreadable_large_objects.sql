-- How many large objects we may not read: neither ours nor granted to us or to everybody.
SELECT count(*)
  FROM pg_largeobject_metadata l
 WHERE NOT pg_has_role(l.lomowner, 'USAGE')
   AND NOT EXISTS (SELECT FROM aclexplode(l.lomacl) AS a
                    WHERE a.privilege_type = 'SELECT' AND (a.grantee = 0 OR pg_has_role(a.grantee, 'USAGE')))
   AND current_setting('lo_compat_privileges') = 'off';
