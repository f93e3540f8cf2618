import { isTerminal } from '../../../../lib/domain/release/release';
import type { ReleaseEvent } from '../../../../lib/domain/release/release-event';
import { gateRecord } from '../example-release';
import { applied, goesWrong, happens, type Action, type Rules } from './action';
import type { State } from './state';

export const REGRESSED: ReleaseEvent = {
  kind: 'regressed',
  at: 0,
  gates: [gateRecord('error-rate', 'in-flight', 'fail')],
};

/**
 * What the watch can do next: find that green is worse. That an alarm stops the deployment for it is CodeDeploy's, and may
 * come before, after or never.
 */
export function watchActions(state: State, rules: Rules): readonly Action[] {
  const { release, deployment } = state;
  if (!release || isTerminal(release.state) || !deployment.moved) return [];
  const { state: kept, changed } = applied(state, REGRESSED, rules);
  if (!changed) return [];
  return deployment.stage === 'shifting'
    ? [happens('the watch finds green worse', { ...kept, regressed: true })]
    : // A look takes a minute at most, and the last hook waits for longer than that before it is judged.
      goesWrong('a look that began while traffic moved finds green worse after that', state, kept);
}
