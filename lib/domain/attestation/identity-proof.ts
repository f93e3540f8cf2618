import { CLAIM_HEADER } from './claim';

/** For how long a proof is good, in seconds. */
export const PROOF_SECONDS = 60;
/** By so much the clocks of two machines may differ. */
const SKEW_SECONDS = 15;

/** What a proof is held to. */
export interface ProofRule {
  /** The hosts of AWS STS that may be asked, and no other: whoever answers says who it was. */
  readonly hosts: readonly string[];
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** The hosts of STS in a Region, and the global one of its partition (AWS General Reference, "AWS STS endpoints"). */
export function stsHosts(region: string): readonly string[] {
  return region.startsWith('cn-')
    ? [`sts.${region}.amazonaws.com.cn`]
    : [`sts.${region}.amazonaws.com`, 'sts.amazonaws.com'];
}

/** What the query of a proof has to say, word by word (IAM User Guide, "Create a signed AWS API request"). */
const SAID = {
  Action: 'GetCallerIdentity',
  Version: '2011-06-15',
  'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
  'X-Amz-SignedHeaders': `host;${CLAIM_HEADER}`,
} as const;
/** What else it has, and may have. */
const GIVEN = ['X-Amz-Credential', 'X-Amz-Date', 'X-Amz-Expires', 'X-Amz-Signature'] as const;
const MAY_BE = new Set<string>([...Object.keys(SAID), ...GIVEN, 'X-Amz-Security-Token']);

/**
 * Why a URL is no proof of who somebody is, as the end of a sentence; undefined where it is one, which AWS STS then has to
 * confirm. A proof is a `GetCallerIdentity` that its owner has signed: to this host, for a minute, and for one claim, by a
 * header that is signed too.
 */
export function proofProblem(text: string, { hosts, now }: ProofRule): string | undefined {
  if (!URL.canParse(text)) return 'is no URL';
  const url = new URL(text);
  if (url.protocol !== 'https:' || url.port !== '' || url.username !== '' || url.password !== '' || url.hash !== '')
    return 'must be a plain https:// address';
  if (!hosts.includes(url.hostname)) return `must be of ${hosts.join(' or ')}`;
  if (url.pathname !== '/') return 'must have no path';
  const names = [...url.searchParams.keys()];
  if (new Set(names).size !== names.length) return 'must say each parameter once';
  const unknown = names.find((name) => !MAY_BE.has(name));
  if (unknown !== undefined) return 'must have the parameters of a signed GetCallerIdentity alone';
  for (const [name, value] of Object.entries(SAID)) {
    if (url.searchParams.get(name) !== value) return `must say ${name}=${value}`;
  }
  const missing = GIVEN.find((name) => !url.searchParams.has(name));
  if (missing !== undefined) return `must say ${missing}`;
  // In one way of writing alone: by it a proof is known to have been used.
  if (!/^[0-9a-f]{64}$/.test(url.searchParams.get('X-Amz-Signature') ?? '')) return 'must have a signature';
  return timeProblem(url.searchParams, now);
}

function timeProblem(query: URLSearchParams, now: number): string | undefined {
  const seconds = Number(query.get('X-Amz-Expires'));
  if (!(seconds >= 1 && seconds <= PROOF_SECONDS)) return `must be good for ${PROOF_SECONDS} seconds at most`;
  const signedAt = signedTime(query.get('X-Amz-Date') ?? '');
  if (signedAt === undefined) return 'must say X-Amz-Date as YYYYMMDDTHHMMSSZ';
  if (signedAt > now + SKEW_SECONDS * 1000) return 'must not be signed in the future: set the clock that signs right';
  if (now > signedAt + (seconds + SKEW_SECONDS) * 1000) return 'has expired: sign a new one';
  return undefined;
}

function signedTime(text: string): number | undefined {
  const [, ...parts] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text) ?? [];
  const [year, month, day, hour, minute, second] = parts;
  if (second === undefined) return undefined;
  const at = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return Number.isNaN(at) ? undefined : at;
}
