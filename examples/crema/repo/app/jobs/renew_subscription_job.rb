class RenewSubscriptionJob < ActiveJob::Base
  queue_as :renewals

  def perform(subscription) = subscription.renew!
end
