import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { Script } from 'node:vm';
import { build } from 'esbuild';
import { expect } from 'expect';
import { bind } from 'jest-each';
import { spyOn } from 'jest-mock';

/**
 * The release model and the invariants play releases in thousands of orders, for seconds, and nearly every mutant of a
 * release would wait for them. They are left out, so that it is the tables that have to say what is wrong with it. So are the
 * simulations of the quality gate.
 */
const TOO_SLOW = /^(release\/(model\/|release-invariants)|gates\/quality\/(?!quality-time))/;

/** Below lib/domain and test/domain: what is mutated, and has to be caught by its own tests. */
const FOLDERS = ['gate', 'gates', 'release'];

/** @typedef {{ readonly id: string; readonly name: string; readonly fileName: string; readonly body: () => unknown }} Test */

/**
 * Builds the tests of the domain into one script, with the code that they test.
 *
 * @returns {Promise<() => readonly Test[]>} runs the script and answers its tests; all modules are loaded anew each time
 */
export async function domainTests() {
  const files = FOLDERS.flatMap((folder) =>
    readdirSync(`test/domain/${folder}`, { recursive: true, encoding: 'utf8' }).map((file) => `${folder}/${file}`),
  )
    .filter((file) => file.endsWith('.test.ts') && !TOO_SLOW.test(file))
    .map((file) => `test/domain/${file}`);
  const { outputFiles } = await build({
    stdin: {
      contents: files.map((file) => `inFile('${file}'); require('./${file}');`).join('\n'),
      resolveDir: process.cwd(),
    },
    ...{ bundle: true, write: false, platform: 'node', target: 'node20', format: 'cjs', packages: 'external' },
    // Mutated code compares what can never be the same, and the like: no news.
    logLevel: 'error',
  });
  const script = new Script(`(function (require, inFile, describe, it, expect, jest) {${outputFiles[0].text}\n})`);
  const run = script.runInThisContext();
  const require = createRequire(resolve('package.json'));
  // By chance a mutant would be found in one run and not in the next; and nobody reads the smallest counterexample.
  require('fast-check').configureGlobal({ seed: 1, endOnFailure: true });
  return () => {
    /** @type {Test[]} */
    const tests = [];
    let fileName = '';
    let place = '';
    const describe = (title, block) => {
      const before = place;
      place += `${title} `;
      block();
      place = before;
    };
    const it = (title, body) => {
      const name = `${place}${title}`;
      // Two tests may have one name: in two files, or in a table.
      tests.push({ id: `${tests.length} ${name}`, name, fileName, body });
    };
    run(
      require,
      (file) => (fileName = file),
      Object.assign(describe, { each: bind(describe, false) }),
      Object.assign(it, { each: bind(it, false) }),
      expect,
      { spyOn },
    );
    return tests;
  };
}
