-- How the database orders and classifies text; the columns have other names in each version.
SELECT d.datcollate AS collate, d.datctype AS ctype,
       CASE COALESCE(to_jsonb(d) ->> 'datlocprovider', 'c')
           WHEN 'c' THEN 'libc' WHEN 'i' THEN 'icu' ELSE 'builtin' END
       || COALESCE(' ' || COALESCE(to_jsonb(d) ->> 'datlocale', to_jsonb(d) ->> 'daticulocale'), '') AS provider
  FROM pg_database d
 WHERE d.datname = current_database();
