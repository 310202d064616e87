class LegacyOrder < ApplicationRecord
  self.table_name = "LegacyOrders"
  self.primary_key = "OrderID"
end
