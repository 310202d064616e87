-- What the large objects in a range of numbers hold, in one line, in whatever order they are read.
SELECT concat_ws(' ', count(*), sum(hashtextextended(concat_ws(' ', oid, size, number,
           encode(sha256(lo_get(oid, number * :slice, :slice)), 'hex')), 0)::numeric))
      FROM (SELECT oid, size, lo_close(handle)
              FROM (SELECT oid, handle, lo_lseek64(handle, 0, 2) AS size
                      FROM (SELECT oid, lo_open(oid, 262144) AS handle
                              FROM pg_largeobject_metadata
                             WHERE oid::bigint >= :first AND oid::bigint < :end
                            OFFSET 0) AS opened
                    OFFSET 0) AS measured
            OFFSET 0) AS object
 CROSS JOIN LATERAL generate_series(0, (GREATEST(size, 1) - 1) / :slice) AS number;
