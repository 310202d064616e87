require "./app"
run Kiosk
