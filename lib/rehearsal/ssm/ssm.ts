import * as v from 'valibot';
import { ApiError } from '../kernel/api-error';
import { claimName } from '../kernel/claim';
import { NotEmulated } from '../kernel/not-emulated';
import { type PermissionsNeeded } from '../kernel/permission';
import { type PhysicalResource, provideResource, type ResourceProvider } from '../kernel/resource-provider';
import { operation, serviceApi } from '../kernel/service-api';
import { tags } from '../kernel/template-values';
import { Documents } from './documents';
import { type Tier, TIERS } from './parameter-limit';
import { parametersUnder } from './parameter-path';
import { ParameterStore, type ParameterStorePorts } from './parameter-store';
import { putParameter } from './put-parameter';
import { plainName, SSM_INPUT } from './ssm-input';

/**
 * The parameter store of AWS Systems Manager, and its change calendars. Templates make parameters of type `String`, the
 * API of all types.
 */
export class Ssm {
  private readonly store: ParameterStore;
  private readonly documents: Documents;

  private readonly parameterProvider: ResourceProvider = provideResource({
    type: 'AWS::SSM::Parameter',
    properties: {
      Name: v.optional(v.string()),
      Type: v.literal('String'),
      Value: v.string(),
      Tier: v.optional(v.picklist(TIERS), 'Standard'),
      DataType: v.optional(v.literal('text')),
      Description: v.optional(v.string()),
      Tags: tags,
    },
    replacedBy: ['Name'],
    claim: ({ Name }) => claimName(Name, (name) => this.store.find(name) !== undefined),
    create: ({ Name, Value, Tier }, { generatedName }) => this.write(Name ?? generatedName, Value, Tier),
    update: ({ physical, next }) => this.write(physical.id, next.Value, next.Tier),
    remove: ({ id }) => {
      // One that somebody deleted by the API is gone already.
      if (this.store.find(id)) this.store.delete(id);
    },
  });

  readonly providers: readonly ResourceProvider[];

  constructor(private readonly ports: ParameterStorePorts) {
    this.store = new ParameterStore(ports);
    this.documents = new Documents(ports.place);
    this.providers = [this.parameterProvider, this.documents.provider];
  }

  /** The value of a parameter, if there is one of that name; the newest, or that of a version. */
  parameter(name: string, version?: number): string | undefined {
    return this.store.find(name, version)?.value;
  }

  /** The values of all parameters, by name. */
  all(): ReadonlyMap<string, string> {
    return new Map(this.store.all().map(({ name, value }) => [name, value]));
  }

  /** Writes a parameter that no stack owns; one that exists gets a new version. */
  put(name: string, value: string): void {
    this.write(name, value, 'Advanced');
  }

  /** Parameters are read and written, calendars are asked for their state: AWS Systems Manager API Reference. */
  readonly api = serviceApi('ssm', {
    GetCalendarState: operation(SSM_INPUT.GetCalendarState, ({ AtTime, CalendarNames }, { where }) => {
      const at = AtTime === undefined ? this.ports.now?.() : Date.parse(AtTime);
      if (at === undefined) throw new NotEmulated('ssm:GetCalendarState in an account without a clock', where);
      return this.documents.state(CalendarNames, at);
    }),
    GetParameter: operation(SSM_INPUT.GetParameter, ({ Name, WithDecryption }, { where }) => {
      const parameter = this.store.find(plainName(Name, where));
      if (!parameter) throw new ApiError('ParameterNotFound', `Parameter ${Name} not found.`);
      return { Parameter: this.store.describe(parameter, WithDecryption) };
    }),
    GetParameters: operation(SSM_INPUT.GetParameters, ({ Names, WithDecryption }, { where }) => {
      const found = Names.map((name) => ({ name, parameter: this.store.find(plainName(name, where)) }));
      return {
        Parameters: found.flatMap(({ parameter }) =>
          parameter ? [this.store.describe(parameter, WithDecryption)] : [],
        ),
        InvalidParameters: found.filter(({ parameter }) => !parameter).map(({ name }) => name),
      };
    }),
    GetParametersByPath: operation(SSM_INPUT.GetParametersByPath, (given) => this.byPath(given)),
    PutParameter: operation(SSM_INPUT.PutParameter, (given, { where }) => {
      plainName(given.Name, where);
      return putParameter(this.store, given, where);
    }),
    DeleteParameter: operation(SSM_INPUT.DeleteParameter, ({ Name }, { where }) => {
      this.store.delete(plainName(Name, where));
      return {};
    }),
  });

  /** Service Authorization Reference, "AWS Systems Manager": a path is a resource as a name is. */
  readonly permissions: PermissionsNeeded = (operation, { CalendarNames, Name, Path, Names = [Path ?? Name] }) => {
    const action = `ssm:${operation}`;
    if (operation === 'GetCalendarState') {
      const calendars = Array.isArray(CalendarNames) ? CalendarNames : [];
      return calendars.map((name) => ({ action, resource: this.documents.arn(String(name)) }));
    }
    return (Names as readonly unknown[]).map((name) => ({
      action,
      resource: this.store.arn(String(name).replace(/(.)\/$/, '$1')),
    }));
  };

  private byPath(given: v.InferOutput<typeof SSM_INPUT.GetParametersByPath>) {
    const { page, nextToken } = parametersUnder(this.store.all(), {
      path: given.Path,
      recursive: given.Recursive,
      maxResults: given.MaxResults,
      nextToken: given.NextToken,
    });
    return {
      Parameters: page.map((parameter) => this.store.describe(parameter, given.WithDecryption)),
      ...(nextToken === undefined ? {} : { NextToken: nextToken }),
    };
  }

  private write(name: string, value: string, tier: Tier): PhysicalResource {
    this.store.write({ name, type: 'String', value, tier });
    return { id: name, attributes: { Type: 'String', Value: value } };
  }
}
