-- Whether a setting of a column is to be made of a table without its heirs, which have settings of their own. Since 18 a
-- column that may not be NULL is so in all heirs.
SELECT COALESCE((SELECT c.relkind = 'r' AND EXISTS (SELECT FROM pg_inherits i WHERE i.inhparent = c.oid)
                   FROM pg_class c WHERE c.oid = to_regclass(?)), false)
       AND (? OR current_setting('server_version_num')::int < 180000);
