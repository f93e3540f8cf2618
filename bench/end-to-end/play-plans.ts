/** Plays some plans in a process of their own and prints what came of their releases. */
import { readFileSync } from 'node:fs';
import { rehearse } from 'sluice/rehearsal';
import { judgeRelease, type PlayedRelease } from './judge-release';
import type { PlayedPlans } from './play-all';

async function playPlans(file: string): Promise<void> {
  const { plans, badShare } = JSON.parse(readFileSync(file, 'utf8')) as PlayedPlans;
  const played: PlayedRelease[] = [];
  for (const plan of plans) {
    const { releases } = await rehearse(plan);
    const { requestsPerSecond } = plan;
    for (const release of releases) {
      if (release.outcome !== 'first-deploy') played.push(judgeRelease(release, { badShare, requestsPerSecond }));
    }
  }
  process.stdout.write(JSON.stringify(played));
}

void playPlans(process.argv[2] ?? '');
