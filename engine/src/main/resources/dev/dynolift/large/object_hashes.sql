-- What each large object in a range of numbers holds, in a line each that begins with its number.
SELECT concat_ws(' ', oid, size, sum(hashtextextended(concat_ws(' ', number,
           encode(sha256(lo_get(oid, number * :slice, :slice)), 'hex')), 0)::numeric))
      FROM (SELECT oid, size, lo_close(handle)
              FROM (SELECT oid, handle, lo_lseek64(handle, 0, 2) AS size
                      FROM (SELECT oid, lo_open(oid, 262144) AS handle
                              FROM pg_largeobject_metadata
                             WHERE oid::bigint >= :first AND oid::bigint < :end
                            OFFSET 0) AS opened
                    OFFSET 0) AS measured
            OFFSET 0) AS object
 CROSS JOIN LATERAL generate_series(0, (GREATEST(size, 1) - 1) / :slice) AS number
 GROUP BY oid, size;
