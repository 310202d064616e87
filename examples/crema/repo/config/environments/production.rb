require "active_support/core_ext/integer/time"

Rails.application.configure do
  config.enable_reloading = false
  config.eager_load = true
  config.consider_all_requests_local = false
  config.action_controller.perform_caching = true

  config.public_file_server.enabled = ENV["RAILS_SERVE_STATIC_FILES"].present?
  config.assets.compile = false
  config.asset_host = ENV["CDN_HOST"]
  config.active_storage.service = :amazon
  config.active_storage.variant_processor = :vips

  config.force_ssl = true
  config.ssl_options = { redirect: { exclude: ->(request) { request.path == "/up" } } }
  config.hosts << ENV["APP_HOST"] << "crema.example"
  config.host_authorization = { exclude: ->(request) { request.path == "/up" } }

  if ENV["RAILS_LOG_TO_STDOUT"].present?
    config.logger = ActiveSupport::TaggedLogging.new(ActiveSupport::Logger.new($stdout))
  end
  config.log_tags = [:request_id]
  config.log_level = ENV.fetch("RAILS_LOG_LEVEL", "info")

  config.cache_store = :redis_cache_store, {
    url: ENV["REDIS_URL"], ssl_params: { verify_mode: OpenSSL::SSL::VERIFY_NONE }, expires_in: 1.day
  }

  config.action_mailer.default_url_options = { host: ENV["APP_HOST"], protocol: "https" }
  config.action_mailer.delivery_method = :smtp
  config.action_mailer.smtp_settings = {
    address: "smtp.sendgrid.net", port: 587, domain: "crema.example", authentication: :plain, enable_starttls_auto: true,
    user_name: ENV["SENDGRID_USERNAME"], password: ENV["SENDGRID_PASSWORD"]
  }

  config.i18n.fallbacks = true
  config.active_support.report_deprecations = false
  config.active_record.dump_schema_after_migration = false
end
