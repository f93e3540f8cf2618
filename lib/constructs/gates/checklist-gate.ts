import { readDocument } from '../../documents/read-document';
import { checklistSchema, kindsDueBy } from '../../domain/checklist/checklist';
import { isAfterRelease, readDue } from '../../domain/checklist/due';
import type { ChecklistGateDefinition } from '../../domain/gates/checklist/checklist-gate-definition';
import type { CommonGateProps } from './gate-settings';
import { readSuite } from './read-suite';

export interface ChecklistGateProps extends Pick<CommonGateProps, 'name' | 'mode'> {
  /** A checklist in a YAML file, from the folder that `cdk` runs in; it is read at synth. */
  readonly file: string;
  /**
   * Only the items that are due up to then count, such as `T-4h`.
   *
   * @default T-0
   */
  readonly upTo?: string;
}

/**
 * What is shipped of it, what is wrong with its file, each with its line, and with the rest; nothing is shipped where the file cannot
 * be read.
 *
 * @internal
 */
export function checklistDefinition({ name = 'checklist', file, upTo = 'T-0' }: Partial<ChecklistGateProps>): {
  readonly definition: ChecklistGateDefinition | undefined;
  readonly inFile: readonly string[];
  readonly problems: readonly string[];
} {
  const due = readDue(upTo);
  const isTooLate = due === undefined || isAfterRelease(due);
  const problems = isTooLate
    ? [`\`upTo\` must be a time up to the start of the release, such as T-4h or T-0, got: ${upTo}`]
    : [];
  if (file === undefined) return { definition: undefined, inFile: [], problems };
  const { parsed, problems: inFile } = readSuite(file, () => readDocument(file, checklistSchema));
  if (!parsed || isTooLate) return { definition: undefined, inFile, problems };
  const items = [...kindsDueBy(parsed, due.offsetMs)];
  return { definition: { kind: 'checklist', name, phase: 'before-traffic', items }, inFile, problems };
}
