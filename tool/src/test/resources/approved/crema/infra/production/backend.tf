# The bucket is made by the folder ../state.
terraform {
  backend "s3" {
    bucket       = "crema-terraform"
    key          = "production/terraform.tfstate"
    region       = "us-east-1"
    encrypt      = true
    use_lockfile = true
  }
}
