-- A table for each type, holding the values that copies get wrong.
SET search_path = public;
CREATE FUNCTION pg_temp.table_of(name text, type text, rows text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('CREATE TABLE %I (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, v %s)', 'v_' || name, type);
    EXECUTE format('INSERT INTO %I (v) VALUES (NULL), %s', 'v_' || name, rows);
END $$;
CREATE EXTENSION citext;
CREATE EXTENSION hstore;
CREATE EXTENSION ltree;
CREATE EXTENSION cube;
CREATE EXTENSION isn;
CREATE EXTENSION seg;
CREATE EXTENSION lo;
-- A label may be used once it is committed.
BEGIN;
CREATE TYPE mood AS ENUM ('sad', 'happy', 'with '' quote');
ALTER TYPE mood ADD VALUE 'before' BEFORE 'sad';
ALTER TYPE mood RENAME VALUE 'happy' TO 'glücklich';
COMMIT;
CREATE TYPE plain_pair AS (a int, b text, c float8[]);
CREATE TYPE mixed_pair AS (m mood, p plain_pair, dropped int, e citext);
ALTER TYPE mixed_pair DROP ATTRIBUTE dropped;
CREATE TYPE float_range AS RANGE (subtype = float8);
CREATE TYPE mood_range AS RANGE (subtype = mood);
CREATE DOMAIN positive AS numeric(20, 5) CHECK (value > 0);
CREATE DOMAIN moods AS mood[];

SELECT pg_temp.table_of('bool', 'bool', $$ (true), (false) $$);
SELECT pg_temp.table_of('char', '"char"', $$ (''), ('a'), ((-1)::"char"), ((-128)::"char"), (127::"char"), ('\') $$);
SELECT pg_temp.table_of('name', 'name', $$ (''), (repeat('x', 63)), ('Ünï "quoted"') $$);
SELECT pg_temp.table_of('int2', 'int2', $$ (-32768), (32767), (0) $$);
SELECT pg_temp.table_of('int4', 'int4', $$ (-2147483648), (2147483647) $$);
SELECT pg_temp.table_of('int8', 'int8', $$ (-9223372036854775808), (9223372036854775807) $$);
-- A NaN with its sign, minus zero, the smallest and largest numbers, and some that need all their digits.
SELECT pg_temp.table_of('float8', 'float8', $$ ('NaN'), (-'NaN'::float8), ('Infinity'), ('-Infinity'), ('-0'), (0),
    ('4.9406564584124654e-324'), ('2.2250738585072009e-308'), ('1.7976931348623157e308'), (0.1::float8 + 0.2::float8),
    ('9007199254740993'), ('0.1') $$);
SELECT pg_temp.table_of('float4', 'float4', $$ ('NaN'), (-'NaN'::float4), ('Infinity'), ('-Infinity'), ('-0'),
    ('1.4e-45'), ('3.4028235e38'), ('16777217'), ('0.1') $$);
SELECT pg_temp.table_of('numeric', 'numeric', $$ ('NaN'), ('Infinity'), ('-Infinity'), (1.0), (1.00), (1), ('-0.000'),
    ('1e131071'), ('1e-16383'), (repeat('9', 131072)::numeric), (('0.' || repeat('7', 16383))::numeric), ('100000000'),
    ('-12345678901234567890.098765432100') $$);
SELECT pg_temp.table_of('numeric_scaled', 'numeric(12,4)', $$ (1), (-99999999.9999), ('NaN') $$);
SELECT pg_temp.table_of('money', 'money', $$ ('-92233720368547758.08'), ('92233720368547758.07'), ('0.01') $$);
-- What COPY's own text form has to escape, what looks like its end or its NULL, and letters of all lengths.
SELECT pg_temp.table_of('text', 'text', $$ (''), ('\N'), (E'\\.'), (E'\\.\n'), (E'a\tb\nc\rd\\e'), (E'\x01\x1f\x7f'),
    (E'\b\f\v'), ('Zoë 漢字 🏳️‍🌈 ' || chr(65279) || chr(1114111) || chr(128)), ('   '), (repeat('long ', 100000)),
    ('"'), ('''') $$);
SELECT pg_temp.table_of('varchar', 'varchar(5)', $$ (''), ('abc  '), ('ééééé') $$);
SELECT pg_temp.table_of('bpchar', 'char(5)', $$ (''), ('ab'), ('ab   '), ('ééééé') $$);
SELECT pg_temp.table_of('bytea', 'bytea', $$ (''), ('\x00'), ('\x5c78'), (decode(repeat('00ff0a0d095c27', 50000), 'hex')) $$);
SELECT pg_temp.table_of('date', 'date', $$ ('infinity'), ('-infinity'), ('4713-01-01 BC'), ('0001-12-31 BC'),
    ('5874897-12-31'), ('2024-02-29') $$);
SELECT pg_temp.table_of('time', 'time', $$ ('00:00'), ('24:00:00'), ('23:59:59.999999') $$);
SELECT pg_temp.table_of('time_rounded', 'time(3)', $$ ('23:59:59.999') $$);
SELECT pg_temp.table_of('timetz', 'timetz', $$ ('24:00:00-15:59:59'), ('00:00:00+15:59:59'), ('12:00+05:45') $$);
SELECT pg_temp.table_of('timestamp', 'timestamp', $$ ('infinity'), ('-infinity'), ('4713-01-01 00:00:00 BC'),
    ('294276-12-31 23:59:59.999999'), ('1999-12-31 23:59:59.999999'), ('0044-03-15 12:00 BC') $$);
-- Hours that Berlin has twice, or not at all, and a zone that was off by seconds.
SELECT pg_temp.table_of('timestamptz', 'timestamptz', $$ ('infinity'), ('-infinity'), ('4713-01-01 00:00:00+00 BC'),
    ('294276-12-31 23:59:59.999999+00'), ('2024-10-27 02:30 Europe/Berlin'), ('2024-03-31 02:30 Europe/Berlin'),
    ('1890-01-01 00:00 Europe/Amsterdam'), ('2016-12-31 23:59:60 UTC') $$);
SELECT pg_temp.table_of('interval', 'interval', $$ ('1 mon -1 day'), ('30 days'), ('1 mon'), ('720:00:00'), ('-0.000001 s'),
    ('178000000 years'), ('-178000000 years'), ('1 year 2 mons -3 days +04:05:06.789'), ('0') $$);
SELECT pg_temp.table_of('interval_field', 'interval day to second(2)', $$ ('1 2:03:04.56') $$);
SELECT pg_temp.table_of('uuid', 'uuid', $$ ('00000000-0000-0000-0000-000000000000'), ('ffffffff-ffff-ffff-ffff-ffffffffffff') $$);
-- json keeps order, doubles, spaces and escapes; jsonb keeps the scale of numbers.
SELECT pg_temp.table_of('json', 'json', $$ ('{"b": 1, "a" : 2,"b":3}'), ('"\u0000 \ud83d\ude00"'), (' [ 1.0, 1.00 ,-0 ] '),
    ('1e400'), ('null'), (E'"tab\\t back\\\\ slash"') $$);
SELECT pg_temp.table_of('jsonb', 'jsonb', $$ ('{"b": 1, "a" : 2,"b":3, "aa": {"": []}}'), ('[1.0, 1.00, -0, 0.000, 1e-10]'),
    ('1e1000'), ('"\u00e9 \\ \" \u001f \ud83d\ude00"'), ('null'), ('{}'), ('[]'), ('""'),
    (to_jsonb(repeat('x', 300000))) $$);
SELECT pg_temp.table_of('jsonpath', 'jsonpath', $$ ('$.a[*] ? (@.b > 1 && @.c like_regex "^x" flag "i")'), ('strict $') $$);
-- What a value says of its own encoding must stay, though it is not true.
SELECT pg_temp.table_of('xml', 'xml', $$ ('<a b="1"/>'), ('text'), ('<?xml version="1.0" encoding="ISO-8859-1"?><ä>é</ä>'),
    ('<?xml version="1.0" standalone="yes"?><a/>'), ('<!-- note --><a><![CDATA[<>]]></a>'), ('') $$);
SELECT pg_temp.table_of('inet', 'inet', $$ ('0.0.0.0/0'), ('192.168.1.5/24'), ('::'), ('::ffff:1.2.3.4/128'), ('fe80::1/10') $$);
SELECT pg_temp.table_of('cidr', 'cidr', $$ ('10.0.0.0/8'), ('2001:db8::/32') $$);
SELECT pg_temp.table_of('macaddr', 'macaddr', $$ ('08:00:2b:01:02:03') $$);
SELECT pg_temp.table_of('macaddr8', 'macaddr8', $$ ('08:00:2b:01:02:03:04:05') $$);
SELECT pg_temp.table_of('bit', 'bit(11)', $$ (B'10101010101'), (B'00000000000') $$);
SELECT pg_temp.table_of('varbit', 'varbit', $$ (B''), (B'1'), (B'0000000001') $$);
SELECT pg_temp.table_of('point', 'point', $$ ('(NaN,-0)'), ('(Infinity,1e-320)'), ('(0.1,0.2)') $$);
SELECT pg_temp.table_of('line', 'line', $$ ('{1,-1,0}'), ('{0,-1,0.1}') $$);
SELECT pg_temp.table_of('lseg', 'lseg', $$ ('[(0,0),(1,0.3)]') $$);
SELECT pg_temp.table_of('box', 'box', $$ ('(1,1),(0,0)'), ('(-0,0),(0,-0)') $$);
SELECT pg_temp.table_of('path', 'path', $$ ('[(0,0),(1,1)]'), ('((0,0),(1,1),(2,0))') $$);
SELECT pg_temp.table_of('polygon', 'polygon', $$ ('((0,0),(1,1),(2,0))') $$);
SELECT pg_temp.table_of('circle', 'circle', $$ ('<(0,0),1.5>'), ('<(1,2),0>') $$);
SELECT pg_temp.table_of('tsvector', 'tsvector', $$ ($q$'a':1A,2B,3C,4 'fat cat':16383 'it''s' '\\back' 'ünï':2$q$), ('') $$);
SELECT pg_temp.table_of('tsquery', 'tsquery', $$ ($q$!'a':*AB & ('b' <3> 'it''s')$q$), ('') $$);
SELECT pg_temp.table_of('pg_lsn', 'pg_lsn', $$ ('0/0'), ('FFFFFFFF/FFFFFFFF') $$);
SELECT pg_temp.table_of('oid', 'oid', $$ (0), (4294967295) $$);
SELECT pg_temp.table_of('xid', 'xid', $$ ('4294967295') $$);
SELECT pg_temp.table_of('xid8', 'xid8', $$ ('18446744073709551615') $$);
SELECT pg_temp.table_of('cid', 'cid', $$ ('4294967295') $$);
SELECT pg_temp.table_of('tid', 'tid', $$ ('(4294967295,65535)'), ('(0,1)') $$);
SELECT pg_temp.table_of('pg_snapshot', 'pg_snapshot', $$ ('10:20:10,14,15') $$);
SELECT pg_temp.table_of('txid_snapshot', 'txid_snapshot', $$ ('10:20:10,14,15') $$);
SELECT pg_temp.table_of('refcursor', 'refcursor', $$ ('cursor "1"') $$);
SELECT pg_temp.table_of('int2vector', 'int2vector', $$ ('1 2 -3'), ('') $$);
SELECT pg_temp.table_of('oidvector', 'oidvector', $$ ('1 4294967295') $$);
SELECT pg_temp.table_of('aclitem', 'aclitem', $$ ('pg_monitor=r/pg_monitor'), ('=UC/pg_monitor') $$);
-- Names there and here, whatever their numbers are.
SELECT pg_temp.table_of('regclass', 'regclass', $$ ('v_oid'), ('pg_class'), (0), (4294967295) $$);
SELECT pg_temp.table_of('regtype', 'regtype', $$ ('mood'), ('plain_pair[]'), ('timestamp with time zone') $$);
SELECT pg_temp.table_of('regproc', 'regproc', $$ ('pg_export_snapshot'), (0) $$);
SELECT pg_temp.table_of('regprocedure', 'regprocedure', $$ ('abs(integer)'), ('hstore(text,text)') $$);
SELECT pg_temp.table_of('regoper', 'regoper', $$ (0) $$);
SELECT pg_temp.table_of('regoperator', 'regoperator', $$ ('+(integer,integer)') $$);
SELECT pg_temp.table_of('regrole', 'regrole', $$ ('pg_monitor') $$);
SELECT pg_temp.table_of('regnamespace', 'regnamespace', $$ ('public') $$);
SELECT pg_temp.table_of('regcollation', 'regcollation', $$ ('"C"') $$);
SELECT pg_temp.table_of('regconfig', 'regconfig', $$ ('german') $$);
SELECT pg_temp.table_of('regdictionary', 'regdictionary', $$ ('simple') $$);
SELECT pg_temp.table_of('int4range', 'int4range', $$ ('empty'), ('(,)'), ('[1,5)'), ('[5,)') $$);
SELECT pg_temp.table_of('numrange', 'numrange', $$ ('[1.0,1.00]'), ('(-Infinity,NaN]') $$);
SELECT pg_temp.table_of('tstzrange', 'tstzrange', $$ ('[-infinity,infinity]'), ('["0044-03-15 00:00+00 BC",)') $$);
SELECT pg_temp.table_of('datemultirange', 'datemultirange', $$ ('{}'), ('{[2020-01-01,2020-02-01),(2021-01-01,)}') $$);
SELECT pg_temp.table_of('float_range', 'float_range', $$ ('[-0,NaN]'), ('empty') $$);
SELECT pg_temp.table_of('float_multirange', 'float_multirange', $$ ('{[-0,1),[2,Infinity)}') $$);
SELECT pg_temp.table_of('mood_range', 'mood_range', $$ ('[before,glücklich)') $$);
SELECT pg_temp.table_of('int_array', 'int[]', $$ ('{}'), ('[-2:-1][5:6]={{1,2},{3,NULL}}'), ('{{{{{{7}}}}}}') $$);
SELECT pg_temp.table_of('text_array', 'text[]', $$ ('{NULL,"NULL","",",","{}","\\","\""}') $$);
SELECT pg_temp.table_of('jsonb_array', 'jsonb[]', $$ (ARRAY['{"a":1.00}', NULL]::jsonb[]) $$);
SELECT pg_temp.table_of('bytea_array', 'bytea[]', $$ (ARRAY['\x', '\x00ff']::bytea[]) $$);
SELECT pg_temp.table_of('numeric_array', 'numeric(9,2)[]', $$ ('{1,2.5,NaN}') $$);
SELECT pg_temp.table_of('mood', 'mood', $$ ('before'), ('sad'), ('glücklich'), ('with '' quote') $$);
SELECT pg_temp.table_of('mood_array', 'mood[]', $$ ('[0:1]={sad,NULL}') $$);
SELECT pg_temp.table_of('moods', 'moods', $$ ('{before}') $$);
SELECT pg_temp.table_of('positive', 'positive', $$ (0.00001), ('NaN') $$);
SELECT pg_temp.table_of('plain_pair', 'plain_pair', $$ ((1, '(",")', '{NaN,-0}')::plain_pair), ((NULL, NULL, NULL)::plain_pair),
    ((0, '', '{}')::plain_pair) $$);
SELECT pg_temp.table_of('plain_pair_array', 'plain_pair[]', $$ (ARRAY[(1, 'x', NULL)::plain_pair, NULL]) $$);
SELECT pg_temp.table_of('mixed_pair', 'mixed_pair', $$ (('sad', (1, E'a\\"b', NULL), 'Case')::mixed_pair) $$);
SELECT pg_temp.table_of('citext', 'citext', $$ ('Ünï'), (''), ('ABC') $$);
SELECT pg_temp.table_of('citext_array', 'citext[]', $$ ('{A,b}') $$);
SELECT pg_temp.table_of('hstore', 'hstore', $$ (''), ('"a"=>NULL, "b"=>"NULL", ""=>"", "q\""=>"=>"') $$);
SELECT pg_temp.table_of('ltree', 'ltree', $$ (''), ('Top.Child_1') $$);
SELECT pg_temp.table_of('lquery', 'lquery', $$ ('*.a|b@*{1,2}.!c') $$);
SELECT pg_temp.table_of('ltxtquery', 'ltxtquery', $$ ('a & !b@*') $$);
SELECT pg_temp.table_of('cube', 'cube', $$ ('(1,2,3),(4,5,6.1)'), ('(NaN)'), ('()') $$);
SELECT pg_temp.table_of('isbn', 'isbn', $$ ('0-393-04002-X'), ('0393040029!') $$);
SELECT pg_temp.table_of('seg', 'seg', $$ ('~6.50 .. <8'), ('5.00') $$);
SELECT pg_temp.table_of('lo', 'lo', $$ (4294967295) $$);
