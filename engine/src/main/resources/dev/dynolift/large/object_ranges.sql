-- Ranges of numbers that hold some 32 MB each, without gaps between them; an object costs 2 kB even when it is empty. An
-- object's size is known only to who opens it; 262144 means to read.
SELECT CASE WHEN lag(first) OVER (ORDER BY first) IS NULL THEN 0 ELSE first END,
       COALESCE(lead(first) OVER (ORDER BY first), 4294967296) AS end_object,
       objects, bytes, slices
  FROM (SELECT min(oid::bigint) AS first, count(*) AS objects, sum(size)::bigint AS bytes,
               max((GREATEST(size, 1) - 1) / :slice + 1) AS slices
          FROM (SELECT oid, size, sum(size + 2048) OVER (ORDER BY oid) / 33554432 AS part
      FROM (SELECT oid, size, lo_close(handle)
              FROM (SELECT oid, handle, lo_lseek64(handle, 0, 2) AS size
                      FROM (SELECT oid, lo_open(oid, 262144) AS handle
                              FROM pg_largeobject_metadata
                             WHERE true
                            OFFSET 0) AS opened
                    OFFSET 0) AS measured
            OFFSET 0) AS object
               ) AS numbered
         GROUP BY part::bigint) AS ranged
 ORDER BY first;
