import { Stack, type CfnResource } from 'aws-cdk-lib';

/** The properties of a resource as its template will have them; what is known only once deployed is an intrinsic. */
export function writtenProperties(resource: CfnResource): Readonly<Record<string, unknown>> {
  const { Resources: written } = Stack.of(resource).resolve(resource._toCloudFormation()) as {
    readonly Resources: Readonly<Record<string, { readonly Properties?: Readonly<Record<string, unknown>> }>>;
  };
  const [{ Properties: properties = {} } = {}] = Object.values(written);
  return properties;
}
