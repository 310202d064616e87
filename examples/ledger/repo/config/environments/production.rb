Rails.application.configure do
  config.eager_load = true
  config.x.signing_key = ENV.fetch("SIGNING_KEY")
end
