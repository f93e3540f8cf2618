import * as v from 'valibot';
import { parse } from 'yaml';
import { qualitySuiteSchema } from '../../lib/domain/gates/quality/quality-suite';
import { releaseFileSchema } from '../../lib/domain/notes/release-file';
import { checklistSchema } from '../../lib/domain/checklist/checklist';
import { suiteSchema } from '../../lib/domain/suite/suite';
import { scenarioSchema, trafficRequestsSchema } from '../../lib/rehearsal';
import { targetsSchema } from '../../lib/domain/figures/targets';
import { fencesOf, PAGES, type Fence } from './fences';

const read: Readonly<Record<string, (text: string) => unknown>> = {
  'yaml suite': (text) => v.parse(suiteSchema, parse(text)),
  'yaml quality-suite': (text) => v.parse(qualitySuiteSchema, parse(text)),
  'yaml scenario': (text) => v.parse(scenarioSchema, parse(text)),
  'yaml requests': (text) => v.parse(trafficRequestsSchema, parse(text)),
  'yaml release-file': (text) => v.parse(releaseFileSchema, parse(text)),
  'yaml checklist': (text) => v.parse(checklistSchema, parse(text)),
  'yaml targets': (text) => v.parse(targetsSchema, parse(text)),
  json: (text) => JSON.parse(text) as unknown,
};

const data = PAGES.flatMap(fencesOf).filter(({ kind }) => /^(ya?ml|json)/.test(kind));

describe('the data in the documentation', () => {
  it.each(data)('is what Sluice takes: $kind, $page:$line', ({ kind, text }) => {
    const reader = read[kind];
    expect(Object.keys(read)).toContain(kind);
    expect(reader?.(text)).toBeDefined();
  });

  it('shows a suite of requests, a suite of events, a scenario with steps and one without', () => {
    const suites = ofKind('yaml suite').map(({ text }) => v.parse(suiteSchema, parse(text)));
    const turns = suites.flatMap(({ conversations }) => conversations.flatMap((conversation) => conversation.turns));
    const scenarios = ofKind('yaml scenario').map(({ text }) => v.parse(scenarioSchema, parse(text)));
    expect(turns.some(({ request }) => request !== undefined)).toBe(true);
    expect(turns.some(({ event }) => event !== undefined)).toBe(true);
    expect(scenarios.some(({ steps }) => steps !== undefined)).toBe(true);
    expect(scenarios.some(({ steps }) => steps === undefined)).toBe(true);
  });
});

function ofKind(kind: string): readonly Fence[] {
  return data.filter((fence) => fence.kind === kind);
}
