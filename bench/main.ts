import { benchDetection } from './detection/bench-detection';
import { benchJudging } from './judging/bench-judging';
import { benchQuality } from './quality/bench-quality';
import { benchRehearsal } from './rehearsal/bench-rehearsal';
import { benchSynth } from './synth/bench-synth';

const BENCHES: Readonly<Record<string, (args: readonly string[]) => void | Promise<void>>> = {
  detection: benchDetection,
  judging: benchJudging,
  quality: benchQuality,
  rehearsal: benchRehearsal,
  synth: benchSynth,
};

const [name = '', ...args] = process.argv.slice(2);
const bench = BENCHES[name];
if (bench) void bench(args);
else {
  process.stderr.write(`Usage: npm run bench -- <name> [--json]\nNames: ${Object.keys(BENCHES).join(', ')}\n`);
  process.exitCode = 2;
}
