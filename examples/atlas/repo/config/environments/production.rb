Rails.application.configure do
  config.asset_host = ENV["ASSET_HOST"]
  config.eager_load = true
  config.force_ssl = true
end
