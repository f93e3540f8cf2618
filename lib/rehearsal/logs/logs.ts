import * as v from 'valibot';
import { ApiError } from '../kernel/api-error';
import { alreadyExists, claimName } from '../kernel/claim';
import { type Place } from '../kernel/place';
import { provideResource, type ResourceProvider } from '../kernel/resource-provider';
import { tags, templateBoolean, templateNumber } from '../kernel/template-values';

/** A log group of CloudWatch Logs. */
export interface LogGroup {
  readonly name: string;
  readonly arn: string;
  /** In days; left out where log events are kept for ever. */
  readonly retentionDays?: number;
}

/** CloudWatch Logs API Reference, PutRetentionPolicy: the only values it takes, in days. */
const RETENTION_DAYS = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

/** CloudWatch Logs, as far as templates make log groups. Nothing is written to them. */
export class Logs {
  private readonly groups = new Map<string, LogGroup>();

  readonly providers: readonly ResourceProvider[] = [
    provideResource({
      type: 'AWS::Logs::LogGroup',
      properties: {
        LogGroupName: v.optional(v.string()),
        LogGroupClass: v.optional(v.literal('STANDARD')),
        RetentionInDays: v.optional(templateNumber),
        DeletionProtectionEnabled: v.optional(templateBoolean),
        Tags: tags,
      },
      replacedBy: ['LogGroupName'],
      claim: ({ LogGroupName }) =>
        claimName(
          LogGroupName,
          (name) => this.groups.has(name),
          // Cloud Control API Reference, ListResourceRequests, has such an answer as its example.
          (name) => alreadyExists('AWS::Logs::LogGroup', JSON.stringify({ '/properties/LogGroupName': name })),
        ),
      create: ({ LogGroupName, RetentionInDays }, { generatedName }) =>
        this.put(LogGroupName ?? generatedName, RetentionInDays),
      update: ({ physical, next }) => this.put(physical.id, next.RetentionInDays),
      remove: ({ id }, { DeletionProtectionEnabled }) => {
        if (DeletionProtectionEnabled) {
          throw new ApiError('OperationAbortedException', 'The log group is protected against deletion');
        }
        this.groups.delete(id);
      },
    }),
  ];

  constructor(private readonly ports: { readonly place: Place }) {}

  has(name: string): boolean {
    return this.groups.has(name);
  }

  logGroups(): readonly LogGroup[] {
    return [...this.groups.values()];
  }

  private put(name: string, retentionDays: number | undefined) {
    if (retentionDays !== undefined && !RETENTION_DAYS.includes(retentionDays)) {
      throw new ApiError(
        'InvalidParameterException',
        `RetentionInDays must be one of ${RETENTION_DAYS.join(', ')}, got: ${retentionDays}`,
      );
    }
    const arn = this.ports.place.arn('logs', `log-group:${name}`);
    this.groups.set(name, { name, arn, ...(retentionDays !== undefined && { retentionDays }) });
    // CloudFormation User Guide, AWS::Logs::LogGroup: the attribute ends in `:*`, for use in policies.
    return { id: name, attributes: { Arn: `${arn}:*` } };
  }
}
