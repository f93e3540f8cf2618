import { GATE_RUN_SECONDS, GATES_SECONDS } from '../../lib/domain/gate/hook-time';
import { PAGES, readPage } from './fences';
import { rowsOf, tablesOf } from './tables';

const MINUTES = GATE_RUN_SECONDS / 60;

/** The rows that say what becomes of a gate run that is out of time, and when. */
const late = PAGES.flatMap((page) =>
  tablesOf(page).flatMap(({ header, rows }) =>
    rows
      .filter(([what]) => what === 'the gate run is stopped, or out of time')
      .map((row) => ({ page, until: row[header.indexOf('until then')] })),
  ),
);

describe('how long a gate run may take', () => {
  it('is said where something may break', () => {
    expect(late.map(({ page }) => page).toSorted()).toEqual([
      'docs/guides/first-deploy.md',
      'docs/guides/when-things-break.md',
    ]);
  });

  it.each(late)('is what the state machine has, in $page', ({ until }) => {
    expect(until).toBe(`up to ${MINUTES} minutes`);
  });

  it('is what the state machine has, in the guide of the platform', () => {
    const rows = rowsOf('docs/guides/deploying-the-platform.md', 'what', 'settings');
    expect(rows.find(([what]) => what === 'gate run')?.[1]).toContain(`at most ${MINUTES} minutes`);
  });

  it('is said of a gate run nowhere else with another number', () => {
    const said = PAGES.flatMap((page) => [...readPage(page).matchAll(/gate run[^.|\n]*?(\d+) minutes/g)]);
    expect(said.map(([, minutes]) => Number(minutes)).filter((minutes) => minutes !== MINUTES)).toEqual([]);
  });
});

describe('how long the askings of a gate may take', () => {
  it('is what synth checks, in the guide of the gates', () => {
    expect(readPage('docs/guides/gates.md')).toContain(
      `all askings and waits of a gate must fit\ninto ${GATES_SECONDS / 60} minutes`,
    );
  });
});
