package dev.dynolift.repository;

import java.util.LinkedHashMap;
import java.util.Map;

/** One whole example of every file that the audit reads. */
final class Corpus {

    private Corpus() {}

    /** Name to content. */
    static Map<String, String> files() {
        Map<String, String> files = new LinkedHashMap<>();
        files.put(
                "Procfile",
                "# shop\nweb: bundle exec puma -p $PORT\nworker_2: A=b bundle exec sidekiq -t 25 && echo x\n");
        files.put("app.json", """
                {"name": "shop", "stack": "heroku-24", "env": {"A": "x", "B": {"required": true}},
                 "addons": ["heroku-redis:mini", {"plan": "heroku-postgresql"}], "buildpacks": [{"url": "heroku/ruby"}],
                 "formation": {"web": {"quantity": 2, "size": "standard-1x"}}, "scripts": {"postdeploy": "x"}}
                """);
        files.put(
                "static.json",
                "{\"root\": \"dist/\", \"routes\": {\"/**\": \"index.html\"}, \"redirects\": {\"/a\": {\"url\": \"/b\", \"status\": 302}},"
                        + " \"headers\": {\"/\": {\"X-One\": \"1\"}}, \"proxies\": {\"/api/\": {\"origin\": \"${API_URL}\"}}}");
        files.put("heroku.yml", """
                setup:
                  addons:
                    - plan: heroku-postgresql
                  config: {A: b}
                build:
                  docker: {web: Dockerfile}
                  config: {C: d}
                release:
                  command: [rake db:migrate]
                run:
                  web: {command: [puma], image: web}
                """);
        files.put(
                "Dockerfile",
                "FROM ruby:3.3 AS base\nARG X=1\nRUN a \\\n  b\nFROM base\nEXPOSE 80\nUSER app\nCMD [\"puma\"]\n");
        files.put("Aptfile", "libvips42\n:repo:deb http://x\n");
        files.put(
                ".github/workflows/deploy.yml",
                "on: {push: {branches: [main]}}\njobs:\n  deploy:\n    env: {HEROKU_API_KEY: '${{ secrets.HEROKU_API_KEY }}'}\n"
                        + "    steps:\n      - uses: akhileshns/heroku-deploy@v3\n        with: {heroku_app_name: shop}\n"
                        + "      - run: git push https://git.heroku.com/shop.git main\n");
        files.put(
                ".circleci/config.yml",
                "orbs: {heroku: circleci/heroku@2}\njobs:\n  build:\n    steps: [checkout, {run: 'heroku container:release web -a shop'}]\n"
                        + "workflows: {all: {jobs: [{build: {context: [org]}}]}}\n");
        files.put(
                ".semaphore/semaphore.yml",
                "version: v1.0\nblocks:\n  - name: a\n    task:\n      secrets: [{name: heroku}]\n      jobs: [{name: x, commands: [make]}]\n"
                        + "promotions: [{name: p, pipeline_file: deploy.yml}]\n");
        files.put(
                ".gitlab-ci.yml",
                "deploy:\n  script: [dpl --provider=heroku --app=shop --api-key=$KEY]\n  only: [main]\n");
        files.put(".travis.yml", "deploy:\n  provider: heroku\n  app: {main: shop}\n  api_key: {secure: abc}\n");
        files.put(".buildpacks", "https://github.com/a/b#c\nheroku/ruby\n");
        files.put(".profile", "export A=1\n");
        files.put(".profile.d/a.sh", "export B=1\n");
        files.put(".gitignore", "/config/master.key\n*.log\n!keep\n.env*\n[a-\n**/x\n");
        files.put(".env", "A=b\n");
        files.put("config/master.key", "0".repeat(32));
        files.put("config/credentials.yml.enc", "x--y--z");
        files.put("package.json", """
                {"engines": {"node": "20.x"}, "packageManager": "yarn@4", "workspaces": {"packages": ["a/*"]},
                 "scripts": {"start": "node index.js", "heroku-postbuild": "x"}, "dependencies": {"express": "^4", "bull": "4"}}
                """);
        files.put("pnpm-workspace.yaml", "packages:\n  - 'a/*'\n");
        files.put("Gemfile", "ruby '3.3.4'\ngem 'rails'\n");
        files.put("Gemfile.lock", """
                GEM
                  remote: https://rubygems.org/
                  specs:
                    puma (6.4.2)
                      nio4r (~> 2.0)
                    rails (7.1.3)
                    railties (7.1.3)
                    sidekiq (7.2.1)

                PLATFORMS
                  x86_64-linux

                RUBY VERSION
                   ruby 3.3.4p94

                BUNDLED WITH
                   2.5.6
                """);
        files.put(".ruby-version", "ruby-3.3.4\n");
        files.put(".tool-versions", "ruby 3.3.4\nnodejs 20.1.0\n");
        files.put(".node-version", "v20.1.0\n");
        files.put("runtime.txt", "python-3.12.1\n");
        files.put("requirements.txt", "-r other.txt\ndjango[x]==4.2.1 ; python_version > '3' # y\ncelery>=5\nredis\n");
        files.put("Pipfile.lock", "{\"default\": {\"django\": {\"version\": \"==4.2\"}}}");
        files.put("poetry.lock", "[[package]]\nname = \"Django\"\nversion = \"4.2\"\n");
        files.put("uv.lock", "version = 1\n[[package]]\nname = \"flask\"\nversion = \"3.0\"\n");
        files.put(
                "config/cable.yml",
                "default: &default\n  adapter: redis\n  url: redis://localhost:6379/1\nproduction:\n  <<: *default\n");
        files.put("config/redis.yml", "production: &production\n  url: redis://cache.shop.example:6379\n");
        files.put(
                "config/database.yml",
                "production:\n  url: <%= ENV['DATABASE_URL'] %>\n  pool: <%= ENV.fetch('POOL') { 5 } %>\n");
        files.put("config/sidekiq.yml", ":timeout: 25\n:queues:\n  - default\n");
        files.put("config/puma.rb", "port ENV.fetch('PORT') { 3000 }\npersistent_timeout 75\n");
        files.put(
                "config/routes.rb", "get 'up' => 'rails/health#show', as: :x\nmount ActionCable.server => '/cable'\n");
        files.put(
                "config/environments/production.rb",
                "config.force_ssl = true\nconfig.cache_store = :redis_cache_store\nconfig.hosts << 'x'\n");
        files.put("config/initializers/redis.rb", "R = Redis.new(url: ENV['REDIS_URL'])\n");
        files.put("lib/tasks/scheduler.rake", "namespace :a do\n  task b: :environment do\n  end\nend\n");
        files.put("shop/settings.py", "SECRET_KEY = os.environ['SECRET_KEY']\nALLOWED_HOSTS = ['x']\n");
        files.put("index.js", "app.listen(process.env.PORT || 3000)\n");
        files.put(".git/HEAD", "ref: refs/heads/main\n");
        files.put(".git/packed-refs", "# pack-refs\n" + "a".repeat(40) + " refs/heads/main\n");
        return files;
    }
}
