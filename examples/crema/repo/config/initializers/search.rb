Searchkick.client = Elasticsearch::Client.new(url: ENV["BONSAI_URL"], retry_on_failure: true) if ENV["BONSAI_URL"]
