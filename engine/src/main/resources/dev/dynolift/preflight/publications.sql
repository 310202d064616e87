-- Publications of this database.
SELECT pubname FROM pg_publication ORDER BY 1;
