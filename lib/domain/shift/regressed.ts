import type { Mode } from '../gate/gate-settings';
import { verdictOf } from '../watch/shift-watch';
import { measuresOf } from './measures';
import { gateNameOf, streamsOfPlan } from './streams';
import { throttledByGreen } from './tables-look';
import type { WatchState } from './watch-state';

/**
 * What says by now that green is worse: the keys of streams, and the names of gates on tables.
 *
 * @param peaks the highest evidence that each stream had during this look
 */
export function regressedKeys(state: WatchState, peaks: ReadonlyMap<string, number>): readonly string[] {
  const byRule = streamsOfPlan(state.plan).filter(({ key }) => state.compared[key]?.rule.broken !== undefined);
  const byTable = state.plan.gates.filter(({ name, watched }) => {
    const tables = state.tables[name];
    return (
      watched.watches === 'tables' && watched.onThrottle === 'fail' && tables && throttledByGreen(tables).length > 0
    );
  });
  return [
    ...byEvidence(state, 'enforce', peaks),
    ...byEvidence(state, 'shadow', peaks),
    ...byRule.map(({ key }) => key),
    ...byTable.map(({ name }) => name),
  ];
}

/**
 * The measures of a release share one allowed chance, and their evidence together is the mean of theirs by their shares:
 * where it reaches the limit, so does that of one at least. Rounding aside, for which it is the one that has most of it.
 */
function byEvidence(state: WatchState, mode: Mode, peaks: ReadonlyMap<string, number>): readonly string[] {
  const plan = measuresOf(state.plan, mode, state.compared);
  const { kind, limit } = verdictOf(state[mode], plan);
  if (kind !== 'regression') return [];
  const evidence = plan.measures.map(({ name, share }) => ({ name, share, value: peaks.get(name) ?? 0 }));
  const own = evidence.filter(({ value }) => value >= limit).map(({ name }) => name);
  // Those that were found before stay found, though their evidence may be lower by now.
  if (own.length > 0 || plan.measures.some(({ name }) => state.regressed[gateNameOf(name)] !== undefined)) return own;
  const [most] = [...evidence].sort((a, b) => b.share * b.value - a.share * a.value);
  return most ? [most.name] : [];
}
