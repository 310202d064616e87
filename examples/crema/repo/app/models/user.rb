class User < ApplicationRecord
  belongs_to :referrer, class_name: "User", optional: true
  has_many :addresses, dependent: :delete_all
  has_many :subscriptions, dependent: :destroy
  has_many :orders, dependent: :nullify
  has_and_belongs_to_many :favourites, class_name: "Product", join_table: :favourites

  validates :email, presence: true, uniqueness: true # citext: the letters' case does not matter
end
