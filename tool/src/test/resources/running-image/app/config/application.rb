require "bundler/setup"
require "rails"
require "action_controller/railtie"
require "sprockets/railtie"
require "digest"
require "sidekiq"
require_relative "../jobs/long_job"

module Crema
  class Application < Rails::Application
    config.eager_load = false
    config.hosts.clear
    config.logger = ActiveSupport::Logger.new($stdout)
    config.secret_key_base = ENV.fetch("SECRET_KEY_BASE")

    routes.append do
      get "up", to: ->(_) { [200, {}, ["up"]] }
      # The digest of what arrived, byte by byte.
      get "digest/:name", to: lambda { |env|
        name = env["action_dispatch.request.path_parameters"][:name]
        [200, {}, [Digest::SHA256.hexdigest(ENV.fetch(name))]]
      }
      # What nobody has to hide.
      get "open/:name", to: lambda { |env|
        [200, {}, [ENV.fetch(env["action_dispatch.request.path_parameters"][:name], "(none)")]]
      }
      get "process", to: ->(_) { [200, {}, ["#{Process.uid} #{Dir.pwd} #{Encoding.default_external} #{Time.now.zone}"]] }
      get "slow", to: lambda { |_|
        puts "slow: begun"
        sleep 2
        [200, {}, ["answered"]]
      }
      post "job", to: lambda { |_|
        LongJob.perform_async
        [201, {}, []]
      }
    end
  end
end

$stdout.sync = true
Crema::Application.initialize!
