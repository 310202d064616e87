class AddGrindToSubscriptions < ActiveRecord::Migration[7.1]
  def change
    add_column :subscriptions, :grind, :jsonb
  end
end
