import { type Place } from '../kernel/place';
import { type Randomness } from '../kernel/randomness';
import { type Simulation } from '../kernel/simulation';
import { type AliasDeployments } from './alias-deployments';
import { type CloudFormationOptions } from './cloudformation-options';
import { type CloudFormationProvider } from './cloudformation-provider';
import { type CustomResourceFunctions } from './custom-resources/custom-resource-functions';
import { type StackOperation } from './stack-operation';
import { type ReferenceSources } from './dynamic-references/reference-sources';

/** An object of S3. */
export interface StoredObject {
  readonly bucket: string;
  readonly key: string;
}

/** What an update by API needs of the account. */
export interface UpdatePorts {
  /** The object of S3 that a URL names; undefined where it is no address of S3. */
  readonly objectAt: (url: string) => StoredObject | undefined;
  /** Its text; undefined where there is no such object. */
  readonly objectText: (object: StoredObject) => string | undefined;
  /** Whether CloudFormation may act as a role. */
  readonly canAssume: (roleArn: string) => boolean;
  /** Told of every update that was begun by API, once it has ended. */
  readonly updated: (operation: StackOperation) => void;
}

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
  /** What an update by API needs of the account; without it such an update stops by name. */
  readonly updates?: UpdatePorts;
  readonly options?: Partial<CloudFormationOptions>;
}
