-- A constraint's own name, and what it belongs to, both as SQL writes them, by the name that people are told: the one behind
-- the other.
SELECT quote_ident(k.conname), quote_ident(n.nspname) || '.' || quote_ident(COALESCE(c.relname, t.typname))
  FROM pg_constraint k
  LEFT JOIN pg_class c ON c.oid = k.conrelid
  LEFT JOIN pg_type t ON t.oid = k.contypid
  JOIN pg_namespace n ON n.oid = COALESCE(c.relnamespace, t.typnamespace)
 WHERE quote_ident(n.nspname) || '.' || quote_ident(COALESCE(c.relname, t.typname)) || ' ' || quote_ident(k.conname) = ?;
