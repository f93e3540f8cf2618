import { type Place } from '../kernel/place';
import { type Randomness } from '../kernel/randomness';
import { type Simulation } from '../kernel/simulation';
import { type AliasDeployments } from './alias-deployments';
import { type CloudFormationOptions } from './cloudformation-options';
import { type CloudFormationProvider } from './cloudformation-provider';
import { type CustomResourceFunctions } from './custom-resources/custom-resource-functions';
import { type ReferenceSources } from './dynamic-references/reference-sources';

/** What CloudFormation needs of the account it is in. */
export interface CloudFormationPorts extends ReferenceSources {
  readonly simulation: Simulation;
  readonly place: Place;
  readonly randomness: Randomness;
  readonly providers: readonly CloudFormationProvider[];
  readonly aliasDeployments: AliasDeployments;
  /** Without it a custom resource stops the rehearsal by name. */
  readonly customResources?: CustomResourceFunctions;
  /**
   * The URL that the answer to a custom resource's request is put to; path and query have to be its own.
   *
   * By default it looks like AWS's, an object in a bucket of CloudFormation's.
   */
  readonly responseUrl?: (requestId: string) => string;
  readonly options?: Partial<CloudFormationOptions>;
}
