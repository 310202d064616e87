-- Whether a schema called dynolift holds something, and nothing that we made.
SELECT to_regclass('dynolift.progress') IS NULL AND to_regclass('dynolift.status') IS NULL
       AND to_regclass('dynolift.request') IS NULL
       AND EXISTS (SELECT FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = 'dynolift');
