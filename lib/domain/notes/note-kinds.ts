import type { NotedCommit } from './noted-commits';

/** The sections that commits go into. */
export type CommitSection =
  | 'features'
  | 'improvements'
  | 'fixes'
  | 'performance'
  | 'security'
  | 'deprecations'
  | 'dependencies'
  | 'documentation'
  | 'reverted'
  | 'others';

/** By type. What none of them is, is said among the others: nothing is left out because of how it is written. */
const BY_TYPE: Readonly<Record<string, CommitSection>> = {
  feat: 'features',
  feature: 'features',
  improvement: 'improvements',
  improve: 'improvements',
  enhancement: 'improvements',
  refactor: 'improvements',
  fix: 'fixes',
  bugfix: 'fixes',
  hotfix: 'fixes',
  perf: 'performance',
  security: 'security',
  sec: 'security',
  deprecate: 'deprecations',
  deprecation: 'deprecations',
  deps: 'dependencies',
  docs: 'documentation',
  revert: 'reverted',
};

const DEPENDENCIES = /^(deps|deps-dev|dependencies)$/i;

/** The one section that a commit goes into, by what matters most of it. */
export function sectionOf({ type = '', scope = '', footers }: NotedCommit): CommitSection {
  if (/^security$/i.test(scope) || footers.some(({ token }) => token === 'cve' || token === 'security'))
    return 'security';
  if (DEPENDENCIES.test(scope)) return 'dependencies';
  if (footers.some(({ token }) => /^deprecate[ds]?$/.test(token))) return 'deprecations';
  return (Object.hasOwn(BY_TYPE, type) ? BY_TYPE[type] : undefined) ?? 'others';
}
