require "sidekiq/web"

Rails.application.routes.draw do
  get "up" => "rails/health#show", as: :rails_health_check
  root "products#index"

  resources :products, only: %i[index show]
  resources :orders, only: %i[create show]
  resources :subscriptions, only: %i[index new create update destroy]
  resource :session, only: %i[new create destroy]
  post "webhooks/stripe", to: "webhooks#stripe"

  Sidekiq::Web.use(Rack::Auth::Basic) do |_user, password|
    ActiveSupport::SecurityUtils.secure_compare(password, ENV.fetch("SIDEKIQ_WEB_PASSWORD"))
  end
  mount Sidekiq::Web => "/sidekiq"
  mount ActionCable.server => "/cable"
end
