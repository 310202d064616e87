threads 5, 5
port ENV.fetch("PORT")
persistent_timeout 75
