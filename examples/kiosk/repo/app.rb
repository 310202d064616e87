require "sinatra/base"
require "active_record"
require "dalli"

ActiveRecord::Base.establish_connection(ENV.fetch("JAWSDB_URL").sub("mysql://", "mysql2://"))

CACHE = Dalli::Client.new(ENV.fetch("MEMCACHIER_SERVERS").split(","),
  username: ENV["MEMCACHIER_USERNAME"], password: ENV["MEMCACHIER_PASSWORD"])

class Opening < ActiveRecord::Base
end

# The site in front of it is static; what it asks for is here.
class Kiosk < Sinatra::Base
  get("/up") { "ok" }
  get("/openings.json") { CACHE.fetch("openings", 60) { Opening.order(:day).to_json } }
end
