package dev.dynolift.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynolift.inventory.Delivery;
import dev.dynolift.inventory.Delivery.Deployment;
import dev.dynolift.inventory.Delivery.Promotion;
import dev.dynolift.inventory.Finding;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeliveryReaderTest {

    private static final String WORKFLOW = """
            name: Deploy
            on:
              push:
                branches: [main, release]
            jobs:
              build:
                runs-on: ubuntu-latest
                steps:
                  - run: bundle exec rspec
                    env:
                      DATABASE_URL: ${{ secrets.TEST_DATABASE_URL }}
              deploy:
                steps:
                  - uses: akhileshns/heroku-deploy@v3.13.15
                    with:
                      heroku_api_key: ${{ secrets.HEROKU_API_KEY }}
                      heroku_app_name: "crema-staging"
                  - uses: akhileshns/heroku-deploy@v3.13.15
                    with:
                      heroku_api_key: 0123456789abcdefPLANTED9
                      heroku_app_name: ${{ secrets.APP }}
                  # git push https://git.heroku.com/commented.git
                  - run: heroku container:release web -a crema
            """;

    @TempDir
    Path folder;

    @Test
    void reads_semaphore_with_its_promotions_secrets_and_deploy_commands() throws Exception {
        write(".semaphore/semaphore.yml", """
                version: v1.0
                name: Build
                blocks:
                  - name: RSpec
                    task:
                      secrets:
                        - name: database
                      jobs:
                        - name: rspec
                          commands: [checkout, bundle exec rspec]
                promotions:
                  - name: Production
                    pipeline_file: production.yml
                    auto_promote:
                      when: "branch = 'master' and result = 'passed'"
                  - name: Staging
                    pipeline_file: staging.yml
                """);
        write(".semaphore/production.yml", """
                name: Production
                blocks:
                  - task:
                      secrets: [{name: heroku}]
                      jobs:
                        - commands:
                            - git remote add heroku https://git.heroku.com/crema.git
                            - git push heroku HEAD:master
                            - heroku run -a crema rake db:migrate
                """);

        DeliveryReading reading = DeliveryReader.read(folder);

        Delivery production = reading.deliveries().get(0);
        Delivery build = reading.deliveries().get(1);
        assertThat(build.steps()).containsExactly("RSpec");
        assertThat(build.secrets()).containsExactly("database");
        assertThat(build.promotions())
                .containsExactly(
                        new Promotion("Production", "production.yml", true, "branch = 'master' and result = 'passed'"),
                        new Promotion("Staging", "staging.yml", false, null));
        assertThat(production.deployments())
                .containsExactly(
                        new Deployment("crema", "git push", ".semaphore/production.yml:8"),
                        new Deployment("crema", "heroku run", ".semaphore/production.yml:9"));
        assertThat(reading.findings()).isEmpty();
    }

    @Test
    void reads_github_actions_and_tells_a_key_that_is_written_out_without_showing_it() throws Exception {
        write(".github/workflows/deploy.yml", WORKFLOW);

        DeliveryReading reading = DeliveryReader.read(folder);

        Delivery deploy = reading.deliveries().get(0);
        assertThat(deploy.branches()).containsExactly("main", "release");
        assertThat(deploy.steps()).containsExactly("build", "deploy");
        assertThat(deploy.secrets()).containsExactly("APP", "HEROKU_API_KEY", "TEST_DATABASE_URL");
        assertThat(deploy.deployments()).extracting(Deployment::app).containsExactly("crema", "crema-staging", null);
        assertThat(reading.findings()).extracting(Finding::id).containsExactly("secret-in-pipeline-file");
        assertThat(reading.toString()).doesNotContain("PLANTED9").doesNotContain("commented");
    }

    @Test
    void travis_may_deploy_in_a_stage_of_its_own() throws Exception {
        write(".travis.yml", """
                language: ruby
                deploy:
                  # provider: heroku
                  provider: script
                jobs:
                  include:
                    - stage: Deploy
                      deploy:
                        provider: heroku
                        app: crema
                    - stage: Deploy
                      deploy:
                        - provider: heroku
                          app: {main: crema-de}
                """);

        assertThat(DeliveryReader.read(folder).deliveries())
                .flatExtracting(Delivery::deployments)
                .extracting(deployment -> deployment.app() + " " + deployment.place())
                .containsExactly("crema .travis.yml:9", "crema-de .travis.yml:13");
    }

    @Test
    void reads_circle_gitlab_and_travis() throws Exception {
        write(".circleci/config.yml", """
                version: 2.1
                orbs: {heroku: circleci/heroku@2}
                jobs:
                  deploy:
                    steps:
                      - heroku/deploy-via-git:
                          app-name: crema
                workflows:
                  all:
                    jobs:
                      - deploy:
                          context: heroku-production
                          filters: {branches: {only: main}}
                """);
        write(".gitlab-ci.yml", """
                stages: [test, deploy]
                .base: &base {image: ruby:3}
                production:
                  <<: *base
                  stage: deploy
                  script:
                    - gem install dpl
                    - dpl --provider=heroku --app=crema-lab --api-key=$HEROKU_PRODUCTION_KEY
                  only: [main]
                """);
        write(".travis.yml", """
                language: ruby
                branches: {only: [master]}
                deploy:
                  provider: heroku
                  api_key: {secure: "PLANTED9=="}
                  app:
                    master: crema-old
                    next: crema-next
                """);

        DeliveryReading reading = DeliveryReader.read(folder);

        assertThat(reading.deliveries())
                .extracting(Delivery::service)
                .containsExactly("CircleCI", "GitLab CI", "Travis CI");
        assertThat(reading.deliveries())
                .flatExtracting(Delivery::deployments)
                .extracting(Deployment::app)
                .containsExactly("crema", "crema-lab", "crema-old", "crema-next");
        assertThat(reading.deliveries().get(0).secrets()).containsExactly("heroku-production");
        assertThat(reading.deliveries().get(0).branches()).containsExactly("main");
        assertThat(reading.deliveries().get(1).secrets()).containsExactly("HEROKU_PRODUCTION_KEY");
        assertThat(reading.deliveries().get(2).branches()).containsExactly("master");
        assertThat(reading.toString()).doesNotContain("PLANTED9");
    }

    @Test
    void a_malformed_file_is_a_finding_and_its_commands_are_read_all_the_same() throws Exception {
        write(".github/workflows/broken.yml", "jobs: [\n  - run: git push https://git.heroku.com/crema.git main\n");

        DeliveryReading reading = DeliveryReader.read(folder);

        assertThat(reading.findings()).extracting(Finding::id).containsExactly("file-malformed");
        assertThat(reading.deliveries().get(0).deployments().get(0).app()).isEqualTo("crema");
    }

    @Test
    void no_mutation_of_a_file_ends_in_an_exception() throws Exception {
        Random random = new Random(7);
        for (int round = 0; round < 400; round++) {
            StringBuilder mutated = new StringBuilder(WORKFLOW);
            for (int change = 0; change < 1 + random.nextInt(6); change++) {
                int place = random.nextInt(mutated.length());
                switch (random.nextInt(4)) {
                    case 0 -> mutated.deleteCharAt(place);
                    case 1 -> mutated.insert(place, "{[&*!|>'\"%@`:-?\t".charAt(random.nextInt(16)));
                    case 2 -> mutated.insert(place, "\n- x: &a [*a]\n");
                    default -> mutated.delete(place, Math.min(mutated.length(), place + random.nextInt(80)));
                }
            }
            for (String name : new String[] {
                ".github/workflows/a.yml", ".semaphore/a.yml", ".circleci/config.yml", ".gitlab-ci.yml", ".travis.yml"
            }) {
                write(name, mutated.toString());
            }
            assertThat(DeliveryReader.read(folder).deliveries()).hasSize(5);
        }
    }

    @Test
    void follows_no_link_out_of_the_checkout() throws Exception {
        Path outside = Files.writeString(folder.resolve("outside.yml"), WORKFLOW);
        Path checkout = Files.createDirectories(folder.resolve("checkout/.github/workflows"));
        Files.createSymbolicLink(checkout.resolve("deploy.yml"), outside);

        assertThat(DeliveryReader.read(folder.resolve("checkout")).deliveries()).isEmpty();
    }

    private void write(String name, String text) throws Exception {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
