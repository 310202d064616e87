require "sidekiq"

$stdout.sync = true
# Debian's Sidekiq is a little older than its Redis client, which says so at every call.
Redis.silence_deprecations = true

# Still at work when the process is told to stop.
class LongJob
  include Sidekiq::Worker

  def perform
    puts "job: begun"
    sleep 2
    puts "job: done"
  end
end
