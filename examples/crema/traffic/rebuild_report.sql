-- `rake daily:report`: a small table is emptied with TRUNCATE and filled again in one transaction.
BEGIN;
TRUNCATE daily_report_lines;
INSERT INTO daily_report_lines ("position", product_id, sold, share)
SELECT row_number() OVER (ORDER BY sum(quantity) DESC, product_id), product_id, sum(quantity), avg(quantity)
  FROM order_items WHERE id > (SELECT max(id) - 500 FROM order_items)
 GROUP BY product_id ORDER BY sum(quantity) DESC, product_id LIMIT 20;
COMMIT;
