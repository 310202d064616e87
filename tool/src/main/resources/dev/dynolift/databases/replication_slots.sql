-- Whoever follows this database's changes has a slot; a slot of the whole server belongs to a follower of Heroku's.
SELECT count(*) FROM pg_replication_slots WHERE database = current_database();
