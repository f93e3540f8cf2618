import { calendarOfBytes } from '../../lib/documents/read-calendar';
import type { OpenedFirst } from '../../lib/flow/open-first-release';
import type { Opened } from '../../lib/flow/open-release';
import {
  alarmWatches,
  aliases,
  calendarFiles,
  changeCalendars,
  deployments,
  parameters,
  publishedVersions,
  sts,
} from '../clients';
import { requiredEnvironment } from '../required-environment';
import { attestations, debts, facts, ledger, spentGlasses, unpacked } from '../tables';
import { openCodeBy } from './open-code';
import { openFirstRelease } from './open-first-release';
import { openWithManifest } from './open-with-manifest';

const ports = {
  platformName: requiredEnvironment('PLATFORM_NAME'),
  deployments: deployments(),
  ledger: ledger(),
  facts: facts(),
  debts: debts(),
  published: publishedVersions(),
  parameters: parameters(),
  aliases: aliases(),
  attestations: attestations(),
  alarmWatches: alarmWatches(),
  spentGlasses: spentGlasses(),
  changeCalendars: changeCalendars(),
  calendarFiles: calendarFiles(),
  readCalendarFile: calendarOfBytes,
  openCode: openCodeBy(sts()),
  unpacked: unpacked(),
  now: () => Date.now(),
};

/** The first step of a gate run, of a deployment or of a first release. */
export async function handler(request: unknown): Promise<Opened | OpenedFirst> {
  const isFirst = typeof request === 'object' && request !== null && 'firstRelease' in request;
  return isFirst ? openFirstRelease(request, ports) : openWithManifest(request, ports);
}
