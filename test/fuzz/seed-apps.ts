import { join } from 'node:path';
import { httpApiApp } from '../../examples/plain/http-api/app';
import { queueWorkerApp } from '../../examples/plain/queue-worker/app';
import { stateMachineApp } from '../../examples/plain/state-machine/app';
import { writeReleasedFunction } from '../cli/small-assembly';
import { writeBroadAssembly } from './broad-assembly';

const EXAMPLES = { 'http-api': httpApiApp, 'queue-worker': queueWorkerApp, 'state-machine': stateMachineApp };

/** Two assemblies of one app: what runs now, and the change. */
export interface SeedApp {
  readonly name: string;
  readonly from: string;
  readonly to: string;
}

/**
 * Writes the apps that cases are mutated from, once, into a directory.
 *
 * @param quick leaves out those whose handlers have to be bundled first
 */
export function writeSeedApps(directory: string, quick: boolean): readonly SeedApp[] {
  const app = (name: string, write: (directory: string, change: 'from' | 'to') => void): SeedApp => {
    const [from, to] = [join(directory, `${name}-from`), join(directory, `${name}-to`)];
    write(from, 'from');
    write(to, 'to');
    return { name, from, to };
  };
  return [
    app('small', (path, change) => writeReleasedFunction(path, change)),
    app('small-with-hook', (path, change) => writeReleasedFunction(path, change, { silentHook: true })),
    app('broad', writeBroadAssembly),
    ...Object.entries(quick ? {} : EXAMPLES).map(([name, make]) =>
      app(name, (path, change) => make(path, change === 'from' ? 'base' : 'good').synth()),
    ),
  ];
}
