import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Gate, GatedRelease, type ChecklistGateProps } from 'sluice';
import { inlineFunction } from '../inline-function';
import { temporaryApp } from '../temporary-app';

const { app, outdir, remove } = temporaryApp();
afterAll(remove);

function file(name: string, ...items: readonly string[]): string {
  const path = join(outdir, name);
  writeFileSync(path, `schema: 1\nitems:\n${items.map((item) => `  - { ${item} }\n`).join('')}`);
  return path;
}

const ITEMS = [
  'id: go, what: Go, due: T-0, attested: release-manager',
  'id: unit, what: Tests pass, due: T-24h, attested: unit',
  'id: runbook, what: Read it, due: T-4h, link: "https://example.com/"',
  'id: smoke, what: Smoke, due: T-4h, attested: staging-smoke',
  'id: health, what: Healthy, due: T-0, gate: health',
  'id: dashboard, what: Look, due: T+15m, attested: dashboard',
];
const list = file('list.yaml', ...ITEMS);
const problemsOf = (props: ChecklistGateProps) => Gate.checklist(props)._bindToRelease().problems;

describe('a checklist as a gate', () => {
  it.each([
    [undefined, ['unit', 'staging-smoke', 'release-manager']],
    ['T-4h', ['unit', 'staging-smoke']],
    ['T-1d', ['unit']],
  ])('asks up to %s for what is attested by then, in the order of time', (upTo, items) => {
    const { definition, problems } = Gate.checklist({
      file: list,
      ...(upTo === undefined ? {} : { upTo }),
    })._bindToRelease();
    expect(problems).toEqual([]);
    expect(definition).toEqual({ kind: 'checklist', name: 'checklist', phase: 'before-traffic', items });
  });

  it('is in the manifest with the kinds that decide it', () => {
    const stack = new Stack(app, 'Service');
    const gates = [Gate.checklist({ file: list, name: 'ready', mode: 'shadow' }), Gate.health()];
    new GatedRelease(stack, 'Release', { function: inlineFunction(stack), gates });
    const texts = Object.values(Template.fromStack(stack).findResources('AWS::SSM::Parameter'));
    const text = JSON.stringify(texts);
    expect(text).toMatch(/ready.{0,20}kind.{0,10}checklist/);
    expect(text).toMatch(/attested.{0,10}unit.{0,10}staging-smoke.{0,10}release-manager/);
    expect(text).not.toContain('dashboard');
  });

  it.each<[string, ChecklistGateProps, string]>([
    ['a file that is not there', { file: join(outdir, 'gone.yaml') }, 'gone.yaml:1:1: there is no such file'],
    ['a file that is none', { file: file('wrong.yaml', 'id: a, what: A, due: soon, attested: a') }, 'wrong.yaml:3:'],
    ['nothing to judge', { file: list, upTo: 'T-2d' }, 'gate `checklist`: `items` must have an item with `attested`'],
    [
      'a time after the start',
      { file: list, upTo: 'T+15m' },
      'gate `checklist`: `upTo` must be a time up to the start',
    ],
    ['a time that is none', { file: list, upTo: 'noon' }, 'such as T-4h or T-0, got: noon'],
  ])('stops the synth with %s', (_, props, says) => {
    expect(problemsOf(props)).toEqual([expect.stringContaining(says)]);
  });
});
