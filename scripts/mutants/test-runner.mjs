import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { domainTests } from './domain-tests.mjs';

/** Where mutated code looks for what it is to be. */
const mutated = (globalThis.__stryker__ ??= {});

/**
 * Runs the tests of the domain inside of Stryker's own processes. They test what is pure: none needs an environment of
 * its own, and without one a mutant takes milliseconds where it takes seconds with Jest.
 *
 * @implements {import('@stryker-mutator/api/test-runner').TestRunner}
 */
class DomainTestRunner {
  capabilities() {
    return { reloadEnvironment: true };
  }

  async init() {
    this.load = await domainTests();
  }

  async dryRun() {
    mutated.activeMutant = undefined;
    mutated.mutantCoverage = { static: {}, perTest: {} };
    mutated.currentTestId = undefined;
    this.tests = this.load();
    const results = [];
    for (const test of this.tests) {
      mutated.currentTestId = test.id;
      results.push(await resultOf(test));
    }
    mutated.currentTestId = undefined;
    writeFileSync(TIMES, JSON.stringify(results.map(({ timeSpentMs }) => timeSpentMs)));
    // They are in the order of the files.
    this.tests = undefined;
    const { mutantCoverage } = mutated;
    mutated.mutantCoverage = undefined;
    return { status: 'complete', tests: results, mutantCoverage };
  }

  async mutantRun({ activeMutant, testFilter, hitLimit, mutantActivation, reloadEnvironment }) {
    mutated.hitLimit = hitLimit;
    mutated.hitCount = hitLimit === undefined ? undefined : 0;
    mutated.activeMutant = mutantActivation === 'static' ? activeMutant.id : undefined;
    this.times ??= JSON.parse(readFileSync(TIMES, 'utf8'));
    try {
      if (reloadEnvironment || !this.tests) this.tests = quickestFirst(this.load(), this.times);
    } catch (error) {
      // What cannot even be loaded is noticed by every test.
      return { status: 'killed', killedBy: testFilter ?? [], failureMessage: String(error), nrOfTests: 0 };
    }
    mutated.activeMutant = activeMutant.id;
    let nrOfTests = 0;
    try {
      const asked = testFilter && new Set(testFilter);
      for (const test of this.tests) {
        if (asked && !asked.has(test.id)) continue;
        nrOfTests++;
        const { status, failureMessage } = await resultOf(test);
        if (mutated.hitCount > hitLimit) return { status: 'timeout', reason: `Hit limit reached (${hitLimit})` };
        if (status === FAILED) return { status: 'killed', killedBy: [test.id], failureMessage, nrOfTests };
      }
      return { status: 'survived', nrOfTests };
    } finally {
      mutated.activeMutant = undefined;
      // Made while the mutant was active, and still what it made of them.
      if (mutantActivation === 'static') this.tests = undefined;
    }
  }
}

/** Where the dry run, which is in one process of several, leaves the times of the tests for all: a file of the sandbox. */
const TIMES = 'times-of-tests.json';

/** Most mutants are found by a test of less than a millisecond, and need not wait for those of seconds. */
function quickestFirst(tests, times) {
  // A mutant may have made more rows of a table than there were.
  const timed = tests.map((test, index) => ({ test, ms: times[index] ?? 0 }));
  return timed.sort((left, right) => left.ms - right.ms).map(({ test }) => test);
}

const SUCCEEDED = 0;
const FAILED = 1;

async function resultOf(test) {
  const { id, name, fileName, body } = test;
  const startedAt = performance.now();
  const problem = await outcomeOf(body);
  const known = { id, name, fileName: resolve(fileName), timeSpentMs: performance.now() - startedAt };
  return problem === undefined
    ? { ...known, status: SUCCEEDED }
    : { ...known, status: FAILED, failureMessage: problem };
}

async function outcomeOf(body) {
  try {
    await body();
    return undefined;
  } catch (error) {
    return String(error);
  }
}

export const strykerPlugins = [
  { kind: 'TestRunner', name: 'domain', factory: Object.assign(() => new DomainTestRunner(), { inject: [] }) },
];
