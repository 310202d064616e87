require_relative "config/application"
run Crema::Application
