class Order < ApplicationRecord
  belongs_to :user, optional: true
  belongs_to :subscription, optional: true
  has_many :order_items, dependent: :delete_all
  has_many :payments, dependent: :delete_all

  scope :pending, -> { where(state: "pending") }

  def cancel! = update!(state: "cancelled")
end
