import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { PAGES, repository } from './fences';
import { codeOf, tablesOf } from './tables';

const CONSTRUCTS = join(repository, 'lib/constructs');

/** Which table lists the props of which interface, by the page and the section that it stands in. */
const TABLES = [
  { page: 'docs/guides/deploying-the-platform.md', section: 'The app', props: 'ReleasePlatformProps' },
  {
    page: 'docs/guides/gating-a-function.md',
    section: 'The props',
    props: 'GatedReleaseProps',
    but: 'ExpectationProps',
  },
  { page: 'docs/guides/what-a-canary-can-see.md', section: 'The props', props: 'ExpectationProps' },
  { page: 'docs/guides/gates.md', section: 'What every gate takes', props: 'CommonGateProps' },
  { page: 'docs/guides/gates.md', section: 'Health', props: 'HealthGateProps', but: 'CommonGateProps' },
  { page: 'docs/guides/gates.md', section: 'Integration', props: 'IntegrationGateProps', but: 'CommonGateProps' },
  { page: 'docs/guides/gates.md', section: 'Synthetic load', props: 'SyntheticLoadGateProps', but: 'CommonGateProps' },
  { page: 'docs/guides/gates.md', section: 'Contract', props: 'ContractGateProps', but: 'CommonGateProps' },
  { page: 'docs/guides/the-watch.md', section: 'The gates', props: 'InFlightGateProps' },
  { page: 'docs/guides/the-watch.md', section: 'Error rate', props: 'ErrorRateGateProps', but: 'InFlightGateProps' },
  { page: 'docs/guides/the-watch.md', section: 'Latency', props: 'LatencyGateProps', but: 'InFlightGateProps' },
  { page: 'docs/guides/the-watch.md', section: 'Throttling', props: 'ThrottlingGateProps' },
  {
    page: 'docs/guides/the-watch.md',
    section: 'Failure ratio',
    props: 'FailureRatioGateProps',
    but: 'InFlightGateProps',
  },
  { page: 'docs/guides/choosing-tolerances.md', section: 'A rule in your own words', props: 'AboveBlueProps' },
  { page: 'docs/guides/the-seven-gates.md', props: 'StandardGatesProps' },
  { page: 'docs/guides/llm-quality.md', props: 'QualityGateProps', but: 'CommonGateProps' },
];

interface Prop {
  readonly name: string;
  /** As its comment says it; undefined where it is required. */
  readonly defaultText: string | undefined;
}

/** The interfaces of the constructs, by name; read without their types, which takes no time. */
const interfaces = new Map(
  readdirSync(CONSTRUCTS, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => readFileSync(join(CONSTRUCTS, file), 'utf8'))
    .flatMap((text) =>
      ts.createSourceFile('a.ts', text, ts.ScriptTarget.Latest, true).statements.filter(ts.isInterfaceDeclaration),
    )
    .map((declaration) => [declaration.name.text, declaration]),
);

it('every table of props is held to its interface', () => {
  const found = PAGES.flatMap((page) => tablesOf(page).map((table) => ({ page, ...table })))
    .filter(({ header }) => header[0] === 'prop')
    .map(({ page }) => page);
  expect(found.toSorted()).toEqual(TABLES.map(({ page }) => page).toSorted());
});

describe.each(TABLES)('the table of $props in $page', ({ page, section, props, but }) => {
  const [table, ...others] = tablesOf(page).filter(
    (one) => one.header[0] === 'prop' && (section === undefined || one.section === section),
  );
  const written = (table?.rows ?? []).map(([name, , defaultText = '']) => ({ name: codeOf(name)[0], defaultText }));
  const left = new Set(but === undefined ? [] : propsOf(but).map(({ name }) => name));
  const declared = propsOf(props).filter(({ name }) => !left.has(name) || written.some((row) => row.name === name));

  it('is the only one of its section, and has every prop, and no other', () => {
    expect(others).toEqual([]);
    expect(written.map(({ name }) => name).toSorted()).toEqual(declared.map(({ name }) => name).toSorted());
  });

  it.each(declared)('says what holds where $name is left out', ({ name, defaultText }) => {
    const row = written.find((one) => one.name === name);
    expect(row?.defaultText).toBe(inTable(defaultText));
  });
});

/** The props of an interface, those that it extends included. */
function propsOf(name: string): readonly Prop[] {
  const declaration = interfaces.get(name);
  if (!declaration) throw new Error(`lib/constructs has no interface ${name}`);
  const extended = (declaration.heritageClauses ?? []).flatMap(({ types }) => types.map((type) => type.getText()));
  const own = declaration.members.filter(ts.isPropertySignature).map((property) => {
    const tag = ts.getJSDocTags(property).find(({ tagName }) => tagName.text === 'default');
    const prop = { name: property.name.getText(), defaultText: tag && ts.getTextOfJSDocComment(tag.comment) };
    if ((property.questionToken !== undefined) !== (prop.defaultText !== undefined)) {
      throw new Error(`${name}.${prop.name}: what may be left out has a @default, and nothing else`);
    }
    return prop;
  });
  return [...extended.flatMap(propsOf), ...own];
}

/** A default as a table has it: a behaviour as it is written, a value as code, a duration and a large number in words. */
function inTable(defaultText: string | undefined): string {
  if (defaultText === undefined) return 'required';
  const behaviour = /^- (.*)$/s.exec(defaultText)?.[1];
  if (behaviour !== undefined) return behaviour;
  const [, unit = '', count = ''] = /^Duration\.(\w+)\((\d+)\)$/.exec(defaultText) ?? [];
  if (unit !== '') return `${count} ${unit}`;
  const millions = /^(\d+)_000_000$/.exec(defaultText)?.[1];
  if (millions !== undefined) return `${millions} million`;
  return /^[\d.]+$/.test(defaultText) ? defaultText : `\`${defaultText}\``;
}
