import * as v from 'valibot';
import { ApiError } from '../kernel/api-error';
import { NotEmulated } from '../kernel/not-emulated';
import { type PermissionsNeeded } from '../kernel/permission';
import { type Place } from '../kernel/place';
import { type PhysicalResource, provideResource, type ResourceProvider } from '../kernel/resource-provider';
import { tags } from '../kernel/template-values';
import { type ServiceApi } from '../kernel/wire';
import { checkLength, type Tier, TIERS } from './parameter-limit';

interface Parameter {
  readonly value: string;
  /** Counts the writes, from 1. */
  readonly version: number;
}

const GET_PARAMETER = v.strictObject({ Name: v.string(), WithDecryption: v.optional(v.boolean()) });
const GET_PARAMETERS = v.strictObject({ Names: v.array(v.string()), WithDecryption: v.optional(v.boolean()) });

/** The parameter store of AWS Systems Manager: parameters of type `String`. */
export class Ssm {
  private readonly parameters = new Map<string, Parameter>();

  readonly providers: readonly ResourceProvider[] = [
    provideResource({
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
      create: ({ Name, Value, Tier }, { generatedName }) => {
        const name = Name ?? generatedName;
        if (this.parameters.has(name)) {
          throw new ApiError(
            'ParameterAlreadyExists',
            'The parameter already exists. To overwrite this value, set the overwrite option in the request to true.',
          );
        }
        return this.write(name, Value, Tier);
      },
      update: ({ physical, next }) => this.write(physical.id, next.Value, next.Tier),
      remove: ({ id }) => {
        this.parameters.delete(id);
      },
    }),
  ];

  constructor(private readonly surroundings: { readonly place: Place }) {}

  /** The value of a parameter, if there is one of that name. */
  parameter(name: string): string | undefined {
    return this.parameters.get(name)?.value;
  }

  /** The values of all parameters, by name. */
  all(): ReadonlyMap<string, string> {
    return new Map([...this.parameters].map(([name, { value }]) => [name, value]));
  }

  /** Writes a parameter that no stack owns; one that exists gets a new version. */
  put(name: string, value: string): void {
    this.write(name, value, 'Advanced');
  }

  /** GetParameter and GetParameters: AWS Systems Manager API Reference. */
  readonly api: ServiceApi = (operation, input, caller) => {
    const where = `a call by ${caller.roleArn}`;
    switch (operation) {
      case 'GetParameter': {
        const { Name } = parse(GET_PARAMETER, operation, input, where);
        const parameter = this.read(Name, where);
        if (!parameter) return Promise.reject(new ApiError('ParameterNotFound', `Parameter ${Name} not found.`));
        return Promise.resolve({ Parameter: parameter });
      }
      case 'GetParameters': {
        const { Names } = parse(GET_PARAMETERS, operation, input, where);
        const found = Names.map((name) => ({ name, parameter: this.read(name, where) }));
        return Promise.resolve({
          Parameters: found.flatMap(({ parameter }) => parameter ?? []),
          InvalidParameters: found.filter(({ parameter }) => !parameter).map(({ name }) => name),
        });
      }
      default:
        throw new NotEmulated(`ssm:${operation}`, where);
    }
  };

  /** Service Authorization Reference, "AWS Systems Manager". */
  readonly permissions: PermissionsNeeded = (operation, { Name, Names = [Name] }) =>
    (Names as readonly unknown[]).map((name) => ({ action: `ssm:${operation}`, resource: this.arn(String(name)) }));

  private read(name: string, where: string) {
    if (/^arn:|^[^:]+:[^:]+$/.test(name)) {
      throw new NotEmulated(`The ARN, version or label in the parameter name ${name}`, where, 'Use the plain name.');
    }
    const parameter = this.parameters.get(name);
    return (
      parameter && {
        Name: name,
        Type: 'String',
        Value: parameter.value,
        Version: parameter.version,
        ARN: this.arn(name),
      }
    );
  }

  private arn(name: string): string {
    return this.surroundings.place.arn('ssm', `parameter/${name.replace(/^\//, '')}`);
  }

  private write(name: string, value: string, tier: Tier): PhysicalResource {
    checkLength(name, value, tier);
    this.parameters.set(name, { value, version: (this.parameters.get(name)?.version ?? 0) + 1 });
    return { id: name, attributes: { Type: 'String', Value: value } };
  }
}

function parse<S extends v.GenericSchema>(
  schema: S,
  operation: string,
  input: unknown,
  where: string,
): v.InferOutput<S> {
  const parsed = v.safeParse(schema, input);
  if (parsed.success) return parsed.output;
  const issue = parsed.issues[0];
  throw new NotEmulated(`${v.getDotPath(issue) ?? 'This input'} of ssm:${operation}`, where);
}
