namespace :daily do
  desc "Rebuild the daily report and refresh the sales figures (daily, 06:30 UTC)"
  task report: :environment do
    DailyReportLine.rebuild!
    ActiveRecord::Base.connection.execute("REFRESH MATERIALIZED VIEW CONCURRENTLY daily_sales")
  end
end
