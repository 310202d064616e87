class ProductsController < ApplicationController
  def index
    @products = params[:q].present? ? Product.search(params[:q]) : Product.for_sale.order(:name).limit(60)
    render json: @products.map { |product| product.slice(:sku, :name, :price) }
  end

  def show
    render json: Product.find(params[:id]).slice(:sku, :name, :description, :price, :roast)
  end
end
