-- Rows of a table whose text is not UTF-8: the key, and the columns. In a database without an encoding only; the bytes
-- are looked at in hexadecimal, because the server checks nothing there. Rows of plain ASCII are passed by early.
SELECT encode(convert_to(:key, 'SQL_ASCII'), 'escape') AS key, concat_ws(', ', :columns) AS columns
  FROM ONLY :"schema".:"table" AS t
 WHERE t::text COLLATE "C" ~ '[^\x01-\x7f]' AND encode(convert_to(t::text, 'SQL_ASCII'), 'hex') !~ :utf8
 LIMIT 3;
