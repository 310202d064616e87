require "rails/all"

module Atlas
  class Application < Rails::Application
    config.load_defaults 7.2
    config.x.tiles.key = ENV.fetch("TILE_KEY")
  end
end
