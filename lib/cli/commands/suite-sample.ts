import { writeFileSync } from 'node:fs';
import { jsonLinesText, yamlText } from '../../documents/document-text';
import { readJsonLineItems } from '../../documents/read-json-lines';
import { sampleCases } from '../../domain/sampling/sample-cases';
import { transcriptSchema } from '../../domain/sampling/transcript';
import type { AddCommand } from '../add-command';
import { commandGroup } from '../command-groups';
import { EXIT } from '../exit-code';
import { forTerminal } from '../for-terminal';
import { UsageError } from '../usage-error';
import { wholeNumber } from '../whole-number';

interface SuiteSampleOptions {
  readonly transcripts: string;
  readonly out: string;
  readonly size: number;
  readonly seed: number;
  readonly redact: boolean;
}

/** What no transcript says, to be mended by hand. `isolated` is the careful choice: it promises nothing false to others. */
const HEAD = {
  kind: 'quality',
  effects: 'isolated',
  request: { method: 'POST', path: '/chat' },
  question: 'body.message',
  answer: 'body.reply',
};

/** `sluice suite sample` */
export const suiteSample: AddCommand = (program, ended) => {
  commandGroup(program, 'suite')
    .command('sample')
    .description('draws the cases of a quality suite from transcripts')
    .requiredOption(
      '--transcripts <file>',
      'JSON lines: {"turns":[{"user":…}]} or {"messages":[{"role":…,"content":…}]}',
    )
    .requiredOption('--out <file>', 'the suite to write: JSON lines where it is named .jsonl, YAML otherwise')
    .option('--size <n>', 'cases to draw', wholeNumber, 300)
    .option('--seed <n>', 'settles the draw', wholeNumber, 1)
    .option('--redact', 'take out e-mail addresses, numbers, names and secrets', true)
    .option('--no-redact', 'keep every word as it was said')
    .action((options: SuiteSampleOptions) => {
      ended(sampleSuite(options));
    });
};

function sampleSuite({ transcripts, out, size, seed, redact }: SuiteSampleOptions): number {
  if (size < 1) throw new UsageError(`--size must be 1 or more, got: ${size}.`);
  const held = readJsonLineItems(transcripts, transcriptSchema);
  if (held.length === 0) throw new UsageError(`${transcripts} has no transcripts: it needs one on each line, as JSON.`);
  const { cases, different, redacted } = sampleCases(held, { size, seed, redacted: redact });
  const suite = { ...HEAD, cases };
  write(out, out.endsWith('.jsonl') ? jsonLinesText(suite, 'cases') : yamlText(suite));
  const taken = Object.entries(redacted).map(([kind, count]) => `${count} ${kind}`);
  const took = redact ? `taken out: ${taken.length > 0 ? taken.join(', ') : 'nothing'}` : 'nothing was taken out';
  process.stdout.write(`${forTerminal(out)}: ${cases.length} of ${different} different conversations; ${took}\n`);
  process.stdout.write(
    'Read it before you keep it, set the keys above the cases, and give the cases references and facts.\n',
  );
  return EXIT.good;
}

/** A suite that somebody has worked on is never overwritten. */
function write(file: string, text: string): void {
  try {
    writeFileSync(file, text, { flag: 'wx' });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    const says =
      code === 'EEXIST' ? 'it exists already; name another file' : `it cannot be written (${code}); check the path`;
    throw new UsageError(`--out ${file}: ${says}.`);
  }
}
