import { ApiError } from '../kernel/api-error';
import type { IssuedKey, WireRequest } from '../kernel/wire';
import { ALGORITHM, canonicalRequest, signatureBy } from './sigv4';
import { queryOf, type Signature } from './signature';

/** As long as a signature holds, and as much as a clock may be ahead, in milliseconds. */
const VALID_MS = 15 * 60_000;
const AHEAD_MS = 5 * 60_000;

/** Seven days, in seconds: IAM User Guide, "Authentication methods", `X-Amz-Expires`. */
const LONGEST_SECONDS = 604_800;

const DATE = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/;

/**
 * Checks the signature in the address of a request as AWS does: IAM User Guide, "Create a signed AWS API request".
 *
 * STS takes it for 15 minutes from `X-Amz-Date` and does not look at `X-Amz-Expires` (aws/aws-sdk-go#2167). That it
 * refuses one that no service could take, above seven days or no number, is our reading of the guide.
 *
 * @param key what was issued with the access key that the request names
 * @param now virtual milliseconds since the epoch
 * @throws ApiError by STS's names
 */
export function checkPresigned(request: WireRequest, signature: Signature, key: IssuedKey, now: number): void {
  const query = queryOf(request.path);
  const given = (name: string) => {
    const value = query.get(name);
    if (value !== null && value !== '') return value;
    throw incomplete(`AWS query-string parameters must include '${name}'. Re-examine the query-string parameters.`);
  };
  const [algorithm, date, expires] = [given('X-Amz-Algorithm'), given('X-Amz-Date'), given('X-Amz-Expires')];
  const signed = given('X-Amz-SignedHeaders').split(';');
  if (algorithm !== ALGORITHM) throw incomplete(`Unsupported AWS 'algorithm': '${algorithm}'.`);
  if (!/^\d{1,6}$/.test(expires) || Number(expires) < 1 || Number(expires) > LONGEST_SECONDS) {
    throw incomplete(`X-Amz-Expires must be a number of seconds from 1 to ${LONGEST_SECONDS}, got: ${expires}`);
  }
  if (!signed.includes('host')) throw incomplete("'Host' must be a 'SignedHeader' in the AWS Authorization.");
  if (query.get('X-Amz-Security-Token') !== key.sessionToken) {
    throw new ApiError('InvalidClientTokenId', 'The security token included in the request is invalid.', 403);
  }
  checkTime(date, signature, now);
  const expected = signatureBy(key.secretAccessKey, date, signature, canonicalRequest(request, query, signed));
  if (given('X-Amz-Signature') !== expected) {
    throw mismatch(
      'The request signature we calculated does not match the signature you provided. ' +
        'Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
    );
  }
}

function checkTime(date: string, { date: scopeDate }: Signature, now: number): void {
  const at = millisecondsOf(date);
  if (Number.isNaN(at)) throw incomplete(`Date must be in ISO-8601 'basic format'. Got '${date}'.`);
  if (!date.startsWith(`${scopeDate}T`)) {
    throw mismatch(
      `Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '${scopeDate}' != '${date.slice(0, 8)}'.`,
    );
  }
  if (at < now - VALID_MS) {
    throw mismatch(`Signature expired: ${date} is now earlier than ${basic(now - VALID_MS)} (${basic(now)} - 15 min.)`);
  }
  if (at > now + AHEAD_MS) {
    throw mismatch(
      `Signature not yet current: ${date} is still later than ${basic(now + AHEAD_MS)} (${basic(now)} + 5 min.)`,
    );
  }
}

function millisecondsOf(date: string): number {
  const [, ...parts] = DATE.exec(date) ?? [];
  const [year = NaN, month = NaN, day, hour, minute, second] = parts.map(Number);
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

/** ISO 8601 without the marks between. */
function basic(time: number): string {
  return `${new Date(time).toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;
}

function incomplete(message: string): ApiError {
  return new ApiError('IncompleteSignature', message, 400);
}

function mismatch(message: string): ApiError {
  return new ApiError('SignatureDoesNotMatch', message, 403);
}
