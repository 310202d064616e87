# Run by Heroku Scheduler.
namespace :subscription do
  desc "Renew the subscriptions that are due (daily, 09:00 UTC)"
  task renew: :environment do
    Subscription.due.find_each { |subscription| RenewSubscriptionJob.perform_later(subscription) }
  end
end

namespace :search do
  desc "Index what changed in the last two hours (hourly, at 20 past)"
  task reindex_recent: :environment do
    Product.where(updated_at: 2.hours.ago..).reindex
  end
end

namespace :carts do
  desc "Cancel checkouts that nobody finished (every ten minutes)"
  task expire: :environment do
    Order.pending.where(created_at: ..1.hour.ago).find_each(&:cancel!)
  end
end

namespace :sessions do
  desc "Delete sessions that nobody used for 60 days (daily, 02:30 UTC; BATCH rows at a time)"
  task trim: :environment do
    sessions = ActiveRecord::SessionStore::Session.where(updated_at: ..60.days.ago)
    sessions.in_batches(of: Integer(ENV.fetch("BATCH", 1000)), &:delete_all)
  end
end
