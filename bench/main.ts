import { benchRehearsal } from './rehearsal/bench-rehearsal';

const BENCHES: Readonly<Record<string, (args: readonly string[]) => void>> = { rehearsal: benchRehearsal };

const [name = '', ...args] = process.argv.slice(2);
const bench = BENCHES[name];
if (bench) bench(args);
else {
  process.stderr.write(`Usage: npm run bench -- <name> [--json]\nNames: ${Object.keys(BENCHES).join(', ')}\n`);
  process.exitCode = 2;
}
