require_relative "boot"
require "rails/all"
Bundler.require(*Rails.groups)

module Crema
  class Application < Rails::Application
    config.load_defaults 7.1
    config.autoload_lib(ignore: %w[assets tasks])
    config.time_zone = ENV.fetch("TZ", "Europe/Berlin")
    config.active_job.queue_adapter = :sidekiq
    config.active_job.queue_name_prefix = ENV["ACTIVE_JOB_QUEUE_PREFIX"]
    config.active_record.schema_format = :sql
  end
end
