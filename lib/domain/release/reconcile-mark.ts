import * as v from 'valibot';
import type { StackTemplate, StackTemplateResource } from './stack-template';

/** The logical id of what stands in a stack between the first update of a reconciliation and the last. */
export const MARK_ID = 'SluiceReconcile';

const KEY = 'sluice:reconcile';

/** What a reconciliation that is under way has to put back. */
export interface Mark {
  readonly aliasId: string;
  readonly updatePolicy: unknown;
}

const markSchema = v.looseObject({
  [KEY]: v.pipe(v.string(), v.parseJson(), v.object({ aliasId: v.string(), updatePolicy: v.unknown() })),
});

/**
 * A resource that makes nothing and needs no permission. The policy is kept in it as text, so that CloudFormation resolves
 * nothing of it.
 */
export function markOf(mark: Mark): StackTemplateResource {
  return { Type: 'AWS::CloudFormation::WaitConditionHandle', Metadata: { [KEY]: JSON.stringify(mark) } };
}

/** The mark of a reconciliation that has not come to its end. */
export function readMark({ Resources }: StackTemplate): Mark | undefined {
  const parsed = v.safeParse(markSchema, Resources[MARK_ID]?.Metadata);
  return parsed.success ? parsed.output[KEY] : undefined;
}
