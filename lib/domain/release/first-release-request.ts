import type { CreationClaim } from './creation-claim';
import type { CustomResourceRequest } from './custom-resource';
import type { NewRelease } from './release';

/** What is asked of the custom resource of a first release, by CloudFormation or by whoever may invoke its function. */
export type FirstReleaseRequest =
  | {
      readonly kind: 'create';
      readonly request: CustomResourceRequest;
      readonly release: NewRelease;
      /** What is to be so, before anything is done for it. */
      readonly claims: readonly CreationClaim[];
    }
  /** The alias is there, or goes: nothing is to be asked. */
  | { readonly kind: 'keep'; readonly request: CustomResourceRequest; readonly physicalResourceId: string };
