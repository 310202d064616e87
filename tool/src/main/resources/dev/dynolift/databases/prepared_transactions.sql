-- Transactions that were prepared and neither committed nor rolled back: each holds its locks.
SELECT count(*) FROM pg_prepared_xacts WHERE database = current_database();
