import { mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Randomness } from '../../lib/rehearsal/kernel/randomness';
import { Dice } from './dice';
import type { Json } from './json';
import { corrupted, mutate } from './mutate';
import { mutateTemplate } from './mutate-template';
import type { SeedApp } from './seed-apps';
import { seedScenario } from './seed-scenario';

/** What the command line would be given. */
export interface FuzzCase {
  /** The app that it was made of. */
  readonly app: string;
  readonly scenario: string;
  readonly from?: string;
  readonly to?: string;
}

/** Whether the templates and the scenario of a case are damaged. */
const DAMAGED = [
  [true, false],
  [true, false],
  [false, true],
  [true, true],
] as const;

/**
 * Writes a case into a directory of its own. The same seed and number give the same case.
 *
 * @param number from 1; the first ones are the apps themselves, undamaged
 */
export function writeCase(directory: string, apps: readonly SeedApp[], seed: number, number: number): FuzzCase {
  const dice = new Dice(new Randomness(seed).stream(`case ${number}`));
  const undamaged = apps[number - 1];
  const app = undamaged ?? dice.pick(apps);
  if (!app) throw new Error('There is no app to make a case of.');
  rmSync(directory, { recursive: true, force: true });
  mkdirSync(directory, { recursive: true });
  const [from, to] = [join(directory, 'from'), join(directory, 'to')];
  const scenario = join(directory, 'scenario.yaml');
  const withSteps = dice.happens(0.5);
  const [templates, scenarios] = undamaged ? [false, false] : dice.pick(DAMAGED);
  const mutateFrom = templates && dice.happens(0.3);
  writeAssembly(app.from, from, mutateFrom ? dice : undefined);
  writeAssembly(app.to, to, templates && (!mutateFrom || dice.happens(0.5)) ? dice : undefined);
  writeFileSync(scenario, scenarioText(withSteps, functionOf(app.to), scenarios ? dice : undefined));
  return { app: app.name, scenario, ...(withSteps ? {} : { from, to }) };
}

/** A copy of an assembly whose documents are changed, where there are dice. Its assets are the original's. */
function writeAssembly(original: string, directory: string, dice: Dice | undefined): void {
  mkdirSync(directory);
  for (const entry of readdirSync(original)) {
    if (!entry.endsWith('.json')) {
      symlinkSync(join(original, entry), join(directory, entry));
      continue;
    }
    const text = readFileSync(join(original, entry), 'utf8');
    writeFileSync(join(directory, entry), dice ? mutatedText(entry, text, dice) : text);
  }
}

function mutatedText(file: string, text: string, dice: Dice): string {
  const isTemplate = file.endsWith('.template.json');
  if (!dice.happens(isTemplate ? 0.97 : 0.08)) return text;
  if (dice.happens(0.03)) return corrupted(text, dice);
  const document = JSON.parse(text) as Json;
  if (isTemplate) mutateTemplate(document, dice.happens(0.6) ? 1 : 3, dice);
  else mutate(document, 1, dice);
  return JSON.stringify(document);
}

/** The first function of an assembly, by its logical id. */
function functionOf(assembly: string): string {
  const templates = readdirSync(assembly).filter((entry) => entry.endsWith('.template.json'));
  const ids = templates.flatMap((file) => {
    const { Resources = {} } = JSON.parse(readFileSync(join(assembly, file), 'utf8')) as {
      readonly Resources?: Readonly<Record<string, { readonly Type: string }>>;
    };
    return Object.keys(Resources).filter((id) => Resources[id]?.Type === 'AWS::Lambda::Function');
  });
  return ids[0] ?? 'Fn';
}

function scenarioText(withSteps: boolean, functionId: string, dice: Dice | undefined): string {
  const scenario = seedScenario(withSteps, functionId);
  if (!dice) return JSON.stringify(scenario);
  mutate(scenario, dice.happens(0.7) ? 1 : 2, dice);
  const text = JSON.stringify(scenario, undefined, 1);
  return dice.happens(0.1) ? corrupted(text, dice) : text;
}
