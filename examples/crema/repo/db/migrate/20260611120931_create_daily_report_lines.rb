class CreateDailyReportLines < ActiveRecord::Migration[7.1]
  def change
    create_table :daily_report_lines, id: false do |t|
      t.integer :position, primary_key: true
      t.bigint :product_id, null: false
      t.bigint :sold, null: false
      t.float :share
    end
  end
end
