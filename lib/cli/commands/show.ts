import { isTerminal } from '../../domain/release/release';
import { factsOf } from '../../flow/facts-of';
import { releaseStory, type ReleaseStory } from '../../report/release-story';
import { storyLines } from '../../report/terminal/story-lines';
import type { AddCommand } from '../add-command';
import { now, pause } from '../command-clock';
import { EXIT } from '../exit-code';
import { forTerminal } from '../for-terminal';
import { jsonText } from '../json-text';
import { looking, LookFailure } from '../look-failure';
import { platformLedger, type PlatformLedger } from '../platform-ledger';
import { showWait } from '../show-wait';
import { PAINT, terminalWidth } from '../terminal';

interface ShowOptions {
  readonly platform: string;
  readonly watch?: boolean;
  readonly json?: boolean;
}

/** `sluice show` */
export const show: AddCommand = (program, ended) => {
  program
    .command('show <release>')
    .description(
      'shows one release: where it stands, what both versions did, what each gate said, its commits and its messages',
    )
    .option('--watch', 'show it again every five seconds until it has ended')
    .option('--platform <name>', 'the platform whose ledger is read', 'default')
    .option('--json', 'print it as JSON on standard output; with --watch, one line each time that something changed')
    .addHelpText('after', HELP)
    .action(async (release: string, options: ShowOptions) => {
      ended(await showRelease(release, options));
    });
};

const HELP = `
The release is named by its id: that of the CodeDeploy deployment, such as d-1A2B3C4D5;
messages end with it. \`sluice releases\` lists them.
With --watch it ends with 0 where the release was released, and with 1 otherwise.`;

/** A look of the watch comes every ten seconds at the soonest. */
const INTERVAL_MS = 5000;

async function showRelease(id: string, options: ShowOptions): Promise<number> {
  const { platform } = options;
  const wait = showWait(`reading the ledger of the platform ${platform}`);
  const ledger = await looking(platformLedger(platform)).finally(wait.end);
  if (options.watch === true) return watchRelease(id, options, ledger);
  const story = await storyOf(id, options, ledger);
  process.stdout.write(options.json === true ? jsonText(story) : `${linesOf(story)}\n`);
  return EXIT.good;
}

async function watchRelease(id: string, options: ShowOptions, ledger: PlatformLedger): Promise<number> {
  let shown = 0;
  let last = '';
  for (;;) {
    const story = await storyOf(id, options, ledger);
    if (options.json === true) {
      const line = JSON.stringify(story);
      if (line !== last) process.stdout.write(`${line}\n`);
      last = line;
    } else {
      const lines = linesOf(story);
      // Where there is a terminal, what was shown before is written over.
      if (process.stdout.isTTY && shown > 0) process.stdout.write(`\u001b[${shown}A\u001b[0J`);
      if (process.stdout.isTTY || lines !== last) process.stdout.write(`${lines}\n`);
      last = lines;
      shown = lines.split('\n').length;
    }
    if (isTerminal(story.release.state)) return story.release.state === 'released' ? EXIT.good : EXIT.bad;
    await pause(INTERVAL_MS);
  }
}

async function storyOf(id: string, { platform }: ShowOptions, ledger: PlatformLedger): Promise<ReleaseStory> {
  const story = releaseStory(id, await looking(ledger.releases.items(id)));
  if (story) return { ...story, facts: await looking(factsOf(story.release, ledger.facts)) };
  throw new LookFailure(
    `The ledger of the platform ${platform} has no release ${id}. \`sluice releases\` lists those it has; another platform is named by --platform.`,
  );
}

function linesOf(story: ReleaseStory): string {
  return storyLines(forTerminal(story), now(), terminalWidth(), PAINT).join('\n');
}
