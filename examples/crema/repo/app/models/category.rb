class Category < ApplicationRecord
  belongs_to :parent, class_name: "Category", optional: true
  has_and_belongs_to_many :products
end
