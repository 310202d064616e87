-- How many large objects there are; their bytes need rights to each.
SELECT count(*) FROM pg_largeobject_metadata;
