import * as v from 'valibot';
import { type TemplateObject } from '../template-value';

/** What a function has put to its response URL, checked. */
export type CustomResourceAnswer =
  | { readonly kind: 'success'; readonly physicalId: string; readonly data: TemplateObject }
  | { readonly kind: 'failure'; readonly physicalId: string; readonly reason: string }
  /** CloudFormation cannot use it, so the resource fails whatever the function says. */
  | { readonly kind: 'refused'; readonly physicalId?: string; readonly reason: string };

/** What an answer has to repeat of the request. */
export interface AnsweredRequest {
  readonly StackId: string;
  readonly RequestId: string;
  readonly LogicalResourceId: string;
}

const LONGEST_ANSWER_BYTES = 4096;
const LONGEST_PHYSICAL_ID_BYTES = 1024;
const REPEATED = ['StackId', 'RequestId', 'LogicalResourceId'] as const;

/** Not a record: Valibot would take a list for one. */
const OBJECT = v.custom<TemplateObject>(
  (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
);
const STATUS = v.picklist(['SUCCESS', 'FAILED']);
const PHYSICAL_ID = v.pipe(
  v.string(),
  v.nonEmpty(),
  v.check((id) => Buffer.byteLength(id) <= LONGEST_PHYSICAL_ID_BYTES),
);
const NO_ECHO = v.optional(v.union([v.boolean(), v.picklist(['true', 'false'])]));

/**
 * Reads an answer: CloudFormation User Guide, "Custom resource request and response reference".
 *
 * AWS documents the rules but not its words for all of them; the words for a field that does not fit are in the
 * manner of "Invalid PhysicalResourceId", which is its own.
 */
export function readAnswer(body: string, request: AnsweredRequest): CustomResourceAnswer {
  if (Buffer.byteLength(body) > LONGEST_ANSWER_BYTES) return refused('Response object is too long.');
  const parsed = v.safeParse(OBJECT, fromJson(body));
  if (!parsed.success) return refused('Invalid Response object: it is not a JSON object');
  const answer = parsed.output;
  const physicalId = v.safeParse(PHYSICAL_ID, answer.PhysicalResourceId);
  if (!physicalId.success) return refused('Invalid PhysicalResourceId');
  const id = physicalId.output;
  const status = v.safeParse(STATUS, answer.Status);
  if (!status.success) {
    const got = typeof answer.Status === 'string' ? answer.Status : JSON.stringify(answer.Status);
    return refused(`Invalid Response object: '${got}' is not a valid ResponseStatus`, id);
  }
  const unrepeated = REPEATED.find((field) => answer[field] !== request[field]);
  if (unrepeated !== undefined) return refused(`Invalid ${unrepeated}`, id);
  if (!v.is(NO_ECHO, answer.NoEcho)) return refused('Invalid NoEcho', id);
  const data = v.safeParse(OBJECT, answer.Data ?? {});
  if (!data.success) return refused('Data returned must be an object', id);
  if (status.output === 'SUCCESS') return { kind: 'success', physicalId: id, data: data.output };
  const reason = v.safeParse(v.pipe(v.string(), v.nonEmpty()), answer.Reason);
  if (!reason.success) return refused('Invalid Reason', id);
  return {
    kind: 'failure',
    physicalId: id,
    reason: `Received response status [FAILED] from custom resource. Message returned: ${reason.output} (RequestId: ${request.RequestId})`,
  };
}

function refused(reason: string, physicalId?: string): CustomResourceAnswer {
  return { kind: 'refused', reason, ...(physicalId !== undefined && { physicalId }) };
}

function fromJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
