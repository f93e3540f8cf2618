import * as v from 'valibot';
import type { Attester } from '../domain/attestation/attestation';
import { CLAIM_HEADER } from '../domain/attestation/claim';
import { askOutside } from './outside-request';

const MOST_ANSWER_BYTES = 64 * 1024;
const ASK_MS = 10_000;

/** AWS STS API Reference, "GetCallerIdentity": the answer in JSON, as it is asked for. */
const answerSchema = v.pipe(
  v.string(),
  v.parseJson(),
  v.object({
    GetCallerIdentityResponse: v.object({
      GetCallerIdentityResult: v.object({ Arn: v.pipe(v.string(), v.nonEmpty()), Account: v.string() }),
    }),
  }),
);

/**
 * Who signed a request to AWS STS: it is sent as it was signed, and STS answers for its signature. Nobody, where it does not
 * take it.
 *
 * @param url a signed GetCallerIdentity, whose host is known to be that of STS
 * @param claim what the header says that is signed with it
 * @throws Error where STS cannot be asked, without the URL, which is a secret for as long as it is good
 */
export async function identifySigner(url: string, claim: string): Promise<Attester | undefined> {
  const { status, text } = await askOutside(url, {
    method: 'GET',
    headers: { accept: 'application/json', [CLAIM_HEADER]: claim },
    body: '',
    mostBytes: MOST_ANSWER_BYTES,
    signal: AbortSignal.timeout(ASK_MS),
  });
  if (status >= 400 && status < 500 && status !== 429) return undefined;
  if (status !== 200) throw new Error(`AWS STS cannot be asked who signed: it answered ${status}.`);
  const { success, output } = v.safeParse(answerSchema, text);
  if (!success) throw new Error('AWS STS answered in another form than is known.');
  const { Arn: arn, Account: account } = output.GetCallerIdentityResponse.GetCallerIdentityResult;
  return { arn, account };
}
