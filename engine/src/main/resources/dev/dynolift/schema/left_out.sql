-- What a copy of definitions does not carry, each in words for people.
SELECT 'Publications are not copied: ' || string_agg(quote_ident(pubname), ', ') || '.' FROM pg_publication
HAVING count(*) > 0
UNION ALL
SELECT 'Subscriptions are not copied: ' || string_agg(quote_ident(subname), ', ') || '.' FROM pg_subscription
 WHERE subdbid = (SELECT oid FROM pg_database WHERE datname = current_database())
HAVING count(*) > 0
UNION ALL
SELECT 'Event triggers are not copied (Heroku''s own need rights that nobody has elsewhere): '
       || string_agg(quote_ident(evtname), ', ') || '.' FROM pg_event_trigger
HAVING count(*) > 0
UNION ALL
SELECT 'Of foreign tables the definition is copied, not the rows, which are elsewhere: '
       || string_agg(c.oid::regclass::text, ', ') || '.' FROM pg_class c
 WHERE c.relkind = 'f'
HAVING count(*) > 0
UNION ALL
SELECT 'Rows that the app put into tables of extensions are not copied: ' || string_agg(c.oid::regclass::text, ', ')
       || '. Compare them with the target''s.'
  FROM pg_extension e, unnest(e.extconfig) AS config JOIN pg_class c ON c.oid = config
 WHERE c.relkind = 'r' AND c.reltuples <> 0
HAVING count(*) > 0
UNION ALL
SELECT 'Security labels are copied where the target knows their provider: ' || string_agg(DISTINCT provider, ', ') || '.'
  FROM pg_seclabels
HAVING count(*) > 0;
