import { makePlan, parseScenario, rehearse, type RehearsalResult } from 'sluice/rehearsal';

const [from = '', to = ''] = process.argv.slice(2);
const scenario = parseScenario({ traffic: { requestsPerSecond: 1 }, expect: { outcome: 'released' } });

void rehearse(makePlan({ scenario, from, to })).then(({ releases }: RehearsalResult) => {
  for (const { step, outcome } of releases) console.log(`${step}: ${outcome}`);
});
