require "sinatra/base"
require "active_record"

ActiveRecord::Base.establish_connection(ENV.fetch("JAWSDB_URL").sub("mysql://", "mysql2://"))

class Opening < ActiveRecord::Base
end

# The site in front of it is static; what it asks for is here.
class Kiosk < Sinatra::Base
  get("/up") { "ok" }
  get("/openings.json") { Opening.order(:day).to_json }
end
