import type { Release } from '../release/release';

/** What alias, stack and ledger say of an alias. */
export interface Agreement {
  /** What serves. */
  readonly alias: string;
  /** What CloudFormation believes to serve. */
  readonly stack: string;
  /** The last release that the ledger knows, and the version that serves after it; missing where it has none. */
  readonly ledger?: { readonly release: string; readonly state: Release['state']; readonly version?: string };
  readonly stackAgrees: boolean;
  /** Missing where the ledger has no release that has ended. */
  readonly ledgerAgrees?: boolean;
}

/** @param last the last release of the alias */
export function agreement(alias: string, stack: string, last: Release | undefined): Agreement {
  const stackAgrees = alias === stack;
  if (!last) return { alias, stack, stackAgrees };
  const version = versionAfter(last);
  const ledger = { release: last.id, state: last.state, ...(version === undefined ? {} : { version }) };
  return {
    ...{ alias, stack, ledger, stackAgrees },
    ...(version === undefined ? {} : { ledgerAgrees: version === alias }),
  };
}

/** The version that a release leaves serving; undefined while it is under way, or where it never came to one. */
function versionAfter({ state, blue, green, putBack }: Release): string | undefined {
  switch (state) {
    case 'released':
      return green;
    case 'blocked':
    case 'rolled-back':
    case 'failed':
      return putBack?.to ?? blue;
    case 'gating':
    case 'shifting':
    case 'verifying':
    case 'refused':
    case 'rolling-back':
      return undefined;
  }
}

/** One sentence for each of the three. */
export function agreementSentences({ alias, stack, ledger, stackAgrees, ledgerAgrees }: Agreement): readonly string[] {
  return [
    `Lambda: version ${alias} serves.`,
    `CloudFormation: version ${stack}${stackAgrees ? ', which is what serves' : ''}.`,
    ...(ledger ? [`Ledger: ${ledgerSentence(ledger, ledgerAgrees)}`] : ['Ledger: no release of this alias.']),
  ];
}

function ledgerSentence(
  { release, state, version }: NonNullable<Agreement['ledger']>,
  agrees: boolean | undefined,
): string {
  if (version === undefined) return `release ${release} is ${state}, and says no version.`;
  const said = `release ${release} was ${state} and leaves version ${version}`;
  return agrees === true
    ? `${said}, which is what serves.`
    : `${said}. What put another there is not on record; the next release is.`;
}
