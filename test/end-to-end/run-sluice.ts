import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import type { Report } from '../../lib/report/report';

export interface SluiceRun {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly tookMs: number;
}

/** More than any rehearsal of these tests takes; a process that does not end by itself is killed, and has no status. */
const TIMEOUT_MS = 200_000;

/** The words of a report without colours: where Jest shows some, its workers ask every child for them too. */
function withoutColours(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return { ...Object.fromEntries(Object.entries(env).filter(([name]) => name !== 'FORCE_COLOR')), NO_COLOR: '1' };
}

/** Runs the built command in a process of its own, as a user would, and waits until that process has ended. */
export function runSluice(args: readonly string[], cwd = process.cwd(), timeoutMs = TIMEOUT_MS): SluiceRun {
  const startedAt = performance.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(process.cwd(), 'dist/sluice.js'), ...args], {
    cwd,
    env: withoutColours(process.env),
    encoding: 'utf8',
    timeout: timeoutMs,
    // A report of an hour of traffic is longer than the default.
    maxBuffer: 64 * 1024 * 1024,
  });
  return { status, stdout, stderr, tookMs: performance.now() - startedAt };
}

/** The report that `--json` printed. */
export function reportOf({ stdout, stderr }: SluiceRun): Report {
  if (!stdout.startsWith('{')) throw new Error(`sluice printed no report. Its errors: ${stderr}`);
  return JSON.parse(stdout) as Report;
}
