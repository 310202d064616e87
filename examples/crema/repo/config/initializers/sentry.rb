Sentry.init do |config|
  config.dsn = ENV["SENTRY_DSN"]
  config.environment = ENV.fetch("SENTRY_ENVIRONMENT", Rails.env)
  config.release = ENV.fetch("SENTRY_RELEASE") { ENV["HEROKU_SLUG_COMMIT"] }
end
