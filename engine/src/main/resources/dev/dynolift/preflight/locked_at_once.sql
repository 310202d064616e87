-- How many objects are locked at once: by a dump, which locks every table, partitions too; and by whoever reads the
-- largest partitioned table, whose partitions are locked with all their indexes.
WITH RECURSIVE app AS (
    SELECT c.oid, c.relkind, c.relispartition
      FROM pg_class c
      JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relkind IN ('r', 'p')
       AND :of_the_app
), part (root, relation) AS (
    SELECT oid, oid FROM app WHERE relkind = 'p' AND NOT relispartition
    UNION ALL
    SELECT part.root, i.inhrelid FROM part JOIN pg_inherits i ON i.inhparent = part.relation
), tree AS (
    SELECT part.root, count(DISTINCT part.relation) + count(i.indexrelid) AS locks
      FROM part
      LEFT JOIN pg_index i ON i.indrelid = part.relation
     GROUP BY part.root
)
SELECT (SELECT count(*) FROM app) AS dumped,
       (SELECT COALESCE(max(locks), 0) FROM tree) AS largest_tree;
