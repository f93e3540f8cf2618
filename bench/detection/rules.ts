import { dispersionOfHistory } from '../../lib/domain/watch/dispersion';
import type { AddedCounts } from '../../lib/domain/watch/look';
import type { Measure } from '../../lib/domain/watch/measure-watch';
import { firstWatch, lookAgain } from '../../lib/domain/watch/shift-watch';
import { WATCH_PARAMETERS, type WatchParameters } from '../../lib/domain/watch/watch-parameters';
import { heldBack, periods } from './looks';
import { WEIGHT, WINDOW_MINUTES, type MadeUpShift } from './made-up-shift';
import { PEERS_10, PEERS_60 } from './peers/peers';
import type { Rule } from './rule';

/** What the watch tells of errors alone. */
export function errorsMeasure(
  shift: MadeUpShift,
  certifiedWithin?: number,
  { tolerance, warmUp, dispersion }: WatchParameters = WATCH_PARAMETERS,
): Measure {
  return {
    name: 'errors',
    share: 1,
    tolerance,
    warmUpTolerance: { ...tolerance, extra: warmUp.extra },
    certifiedWithin: certifiedWithin === undefined ? undefined : { factor: 1, extra: certifiedWithin },
    dispersion: dispersionOfHistory(shift.history, dispersion),
  };
}

const AS_SET: WatchParameters = WATCH_PARAMETERS;

/** What ships, called as the watch calls it, also with other settings. A pre-warmed green has no warm-up. */
export function sluice(everySeconds: number, warmUpSeconds: number, parameters = AS_SET): Rule {
  return {
    name: `Sluice, ${everySeconds} s${warmUpSeconds > 0 ? ', warm-up' : ', pre-warmed'}`,
    ours: true,
    everySeconds,
    rollsBackAt: (shift) => {
      const measure = errorsMeasure(shift, undefined, parameters);
      const measures = [warmUpSeconds > 0 ? measure : { ...measure, warmUpTolerance: undefined }];
      const plan = { windowMinutes: WINDOW_MINUTES, measures };
      let watch = firstWatch(plan, parameters);
      const look = (errors: AddedCounts, minute: number, warmUp: boolean) => {
        const next = lookAgain(watch, plan, { minute, warmUp, weight: WEIGHT, added: { errors } }, parameters);
        watch = next.watch;
        return next.verdict.kind === 'regression';
      };
      for (const { added, lateOfWarmUp, from } of periods(shift, everySeconds, warmUpSeconds)) {
        const minute = Math.floor(from / 60);
        const early = lateOfWarmUp !== undefined && look(lateOfWarmUp, minute, true);
        if (look(added, minute, from < warmUpSeconds) || early) return from + everySeconds;
      }
      return undefined;
    },
  };
}

export const OURS_10 = sluice(10, 0);
export const OURS_60 = sluice(60, 0);
export const OURS_10_WARM_UP = sluice(10, 60);
export const OURS_60_WARM_UP = sluice(60, 60);

export const OURS: readonly Rule[] = [OURS_10, OURS_60, OURS_10_WARM_UP, OURS_60_WARM_UP];

/** The rules that have data with a point every so often: ours, and the others with the same data. */
export const RULES_BY_DATA: readonly { readonly dataSeconds: 10 | 60; readonly rules: readonly Rule[] }[] = [
  { dataSeconds: 60, rules: [OURS_60, OURS_60_WARM_UP, ...PEERS_60] },
  { dataSeconds: 10, rules: [OURS_10, OURS_10_WARM_UP, ...PEERS_10] },
];

/** Each of them once. */
export const RULES: readonly Rule[] = [...new Set([...OURS, ...PEERS_60, ...PEERS_10])];

/** As the others, but no call is counted before the longer timeout of the two versions has passed since its start. */
export function holdingBack(rule: Rule, seconds: number): Rule {
  return {
    ...rule,
    name: `${rule.name}, ${seconds} s held back`,
    rollsBackAt: (shift) => rule.rollsBackAt(heldBack(shift, seconds)),
  };
}
