-- What was copied and counts no more, as its tables are copied again.
SELECT coalesce(sum(chunks), 0), coalesce(sum(rows), 0), coalesce(sum(bytes), 0),
       coalesce(array_agg(leaf_name ORDER BY leaf_name), '{}')
  FROM dynolift.copied_again;
