-- Slices of the large objects in a range of numbers; even an empty object has one.
SELECT oid, number, lo_get(oid, number * :slice, :slice)
      FROM (SELECT oid, size, lo_close(handle)
              FROM (SELECT oid, handle, lo_lseek64(handle, 0, 2) AS size
                      FROM (SELECT oid, lo_open(oid, 262144) AS handle
                              FROM pg_largeobject_metadata
                             WHERE oid::bigint >= :first AND oid::bigint < :end
                            OFFSET 0) AS opened
                    OFFSET 0) AS measured
            OFFSET 0) AS object
 CROSS JOIN LATERAL generate_series(:from_slice::bigint, LEAST(:to_slice::bigint, (GREATEST(size, 1) - 1) / :slice))
       AS number;
