class Product < ApplicationRecord
  searchkick word_start: %i[name], searchable: %i[name description]

  has_and_belongs_to_many :categories
  has_many :reviews, dependent: :restrict_with_error
  has_one_attached :photo do |photo|
    photo.variant :card, resize_to_fill: [400, 520]
  end

  enum :roast, { light: "light", medium: "medium", medium_dark: "medium-dark", dark: "dark" }, suffix: true
  scope :for_sale, -> { where(discontinued_at: nil) }
end
