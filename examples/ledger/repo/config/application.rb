require "rails"
require "active_record/railtie"
require "action_controller/railtie"

module Ledger
  class Application < Rails::Application
    config.load_defaults 8.0
    config.api_only = true
  end
end
