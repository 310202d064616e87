# A little less than the router's 30 seconds.
Rails.application.config.middleware.insert_before Rack::Runtime, Rack::Timeout, service_timeout: 25
