class Plan < ApplicationRecord
  self.primary_key = "code"
end
