# The developers' commands. The menu stands in CONTRIBUTING.md.
.PHONY: menu check test format strict rehearse kill-test fuzz-test large-test copy-kill-test history-test regression-test apply-test deploy-test docs

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

kill-test:
	mvn -B verify -pl engine,tool,scenarios -Dtest=KilledRehearsalTest,KilledEngineTest -Dsurefire.failIfNoSpecifiedTests=false -Ddynolift.kills=10

copy-kill-test:
	mvn -B verify -pl engine,tool -Dtest=KilledCopyTest -Dsurefire.failIfNoSpecifiedTests=false -Ddynolift.kills=50

# One hour; another length with make history-test MINUTES=10, the same decisions again with SEED=N.
MINUTES ?= 60
SEED ?=
history-test:
	mvn -B verify -pl engine,tool -Dtest=RandomHistoriesTest -Dsurefire.failIfNoSpecifiedTests=false -Ddynolift.minutes=$(MINUTES) $(if $(SEED),-Ddynolift.seed=$(SEED))

fuzz-test:
	mvn -B verify -pl engine,tool -Dtest=MalformedRepositoryTest -Dsurefire.failIfNoSpecifiedTests=false -Ddynolift.rounds=3000

regression-test:
	mvn -B verify -pl engine,tool,scenarios -Dtest=RegressionDatabaseTest -Dsurefire.failIfNoSpecifiedTests=false -Ddynolift.regression=all

apply-test:
	mvn -B verify -pl engine,tool -Dtest=AppliedEstateTest,AppliedExamplesTest -Dsurefire.failIfNoSpecifiedTests=false -DexcludedGroups=none

deploy-test:
	mvn -B verify -pl engine,tool -Dtest=DeployScriptTest,BuildScriptTest -Dsurefire.failIfNoSpecifiedTests=false -DexcludedGroups=none

docs:
	mvn -q -B verify -Dtest=CommandPagesTest -Dsurefire.failIfNoSpecifiedTests=false -Ddynolift.docs=write

large-test:
	mvn -B verify -pl engine,tool -Dtest=SmallHeapTest,ManyTablesTest,CrashTrapsTest,LargeUpdateTest,LaterEpochTest,SourceFailoverTest -Dsurefire.failIfNoSpecifiedTests=false -DexcludedGroups=none
