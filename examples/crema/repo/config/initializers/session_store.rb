Rails.application.config.session_store :active_record_store, key: "_crema_session", expire_after: 60.days
