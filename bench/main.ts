import { benchDetection } from './detection/bench-detection';
import { benchEndToEnd } from './end-to-end/bench-end-to-end';
import { benchFigures } from './figures/bench-figures';
import { benchJudging } from './judging/bench-judging';
import { benchLedger } from './ledger/bench-ledger';
import { benchMetrics } from './metrics/bench-metrics';
import { benchQuality } from './quality/bench-quality';
import { benchRehearsal } from './rehearsal/bench-rehearsal';
import { benchSynth } from './synth/bench-synth';

const BENCHES: Readonly<Record<string, (args: readonly string[]) => void | Promise<void>>> = {
  detection: benchDetection,
  'end-to-end': benchEndToEnd,
  figures: benchFigures,
  judging: benchJudging,
  ledger: benchLedger,
  metrics: benchMetrics,
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
