# The developers' commands. The menu stands in CONTRIBUTING.md.
.PHONY: menu check test format strict rehearse kill-test fuzz-test large-test copy-kill-test history-test regression-test apply-test deploy-test image-test docs

menu:
	@sed -n '/^make /p' CONTRIBUTING.md

check:
	@.ci/run

test:
	mvn -B verify

format:
	mvn -q -B spotless:apply

strict:
	@newest=$$(.ci/newest-jdk) && JAVA_HOME=$$newest mvn -B -ntp -P strict -DskipTests clean package

rehearse:
	./dynolift rehearse examples/crema

# One class alone, for as long as it takes.
LONG_TEST = mvn -B verify -Dsurefire.failIfNoSpecifiedTests=false '-Dtest.longest=10 h'

kill-test:
	$(LONG_TEST) -pl engine,tool,scenarios -Dtest=KilledRehearsalTest,KilledEngineTest -Ddynolift.kills=10

copy-kill-test:
	$(LONG_TEST) -pl engine,tool -Dtest=KilledCopyTest -Ddynolift.kills=50

# One hour; another length with make history-test MINUTES=10, the same decisions again with SEED=N.
MINUTES ?= 60
SEED ?=
history-test:
	$(LONG_TEST) -pl engine,tool -Dtest=RandomHistoriesTest -Ddynolift.minutes=$(MINUTES) $(if $(SEED),-Ddynolift.seed=$(SEED))

fuzz-test:
	$(LONG_TEST) -pl engine,tool -Dtest=MalformedRepositoryTest -Ddynolift.rounds=3000

regression-test:
	$(LONG_TEST) -pl engine,tool,scenarios -Dtest=RegressionDatabaseTest -Ddynolift.regression=all

apply-test:
	$(LONG_TEST) -pl engine,tool -Dtest=AppliedEstateTest,AppliedExamplesTest,AppliedPlacesTest -DexcludedGroups=none

deploy-test:
	$(LONG_TEST) -pl engine,tool -Dtest=DeployScriptTest,BuildScriptTest,SiteScriptsTest,NewAwsKeyTest,CacheLoginTest -DexcludedGroups=none

image-test:
	.ci/image-tools
	DYNOLIFT_TERRAFORM_PLUGINS=$$(.ci/terraform-plugins) \
	$(LONG_TEST) -pl engine,tool -Dtest=RunningImageTest -DexcludedGroups=none

docs:
	mvn -q -B verify -Dtest=CommandPagesTest -Dsurefire.failIfNoSpecifiedTests=false -Ddynolift.docs=write

large-test:
	$(LONG_TEST) -pl engine,tool -Dtest=SmallHeapTest,ManyTablesTest,CrashTrapsTest,LargeUpdateTest,LaterEpochTest,SourceFailoverTest -DexcludedGroups=none
