import { movesAlias, type ReleaseFacts } from './release-facts';
import { roleChanges } from './role-changes';
import type { Found } from './stack-findings';

/** What changes together with the code, and what was known of the release at synth. */
export function changeFindings(facts: ReleaseFacts): readonly Found[] {
  const { stack, next, release } = facts;
  if (stack && !movesAlias(facts)) return [];
  const changed =
    stack && release.functionId !== undefined ? roleChanges(stack.deployed, next, release.functionId) : [];
  const roleChanged: Found = {
    code: 'role-changed-with-code',
    severity: 'warns',
    what: `The function's permissions change together with its code: ${changed.join(', ')}.`,
    why: 'All versions share the role, so the change reaches the version that serves at once, before any gate is asked, and a rollback of traffic does not take it back.',
    mend: 'Deploy what is added to the role first and what is taken away last, each without a change of the code.',
  };
  const foreseen = (release.manifest?.foreseen ?? []).map((what): Found => {
    return { code: 'foreseen', severity: 'notes', what, why: 'It was known at synth, from the traffic and the gates.' };
  });
  return [...(changed.length > 0 ? [roleChanged] : []), ...foreseen];
}
