class Subscription < ApplicationRecord
  belongs_to :user
  belongs_to :plan, foreign_key: :plan_code, primary_key: :code
  has_many :orders, dependent: :nullify

  enum :status, %w[trialing active past_due paused cancelled].index_by(&:itself)
  scope :due, -> { where(status: %w[active past_due], renews_on: ..Date.current) }

  def renew!
    with_lock do
      orders.create!(user:, state: "paid", total: plan.price, placed_at: Time.current)
      update!(cycle: cycle + 1, renews_on: renews_on + plan.interval)
    end
  end
end
