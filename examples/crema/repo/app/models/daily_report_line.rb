class DailyReportLine < ApplicationRecord
  self.primary_key = "position"

  def self.rebuild!
    transaction do
      connection.truncate(table_name)
      connection.execute(<<~SQL)
        INSERT INTO daily_report_lines ("position", product_id, sold, share)
        SELECT row_number() OVER (ORDER BY sum(quantity) DESC, product_id), product_id, sum(quantity), avg(quantity)
          FROM order_items JOIN orders ON orders.id = order_id
         WHERE orders.created_at > now() - interval '1 day'
         GROUP BY product_id ORDER BY sum(quantity) DESC, product_id LIMIT 20
      SQL
    end
  end
end
