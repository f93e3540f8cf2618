import { type PhysicalResource } from '../kernel/resource-provider';
import { type AliasUpdatePolicy } from './alias-update-policy';
import { type TemplateResource } from './template';
import { type TemplateObject } from './template-value';

/** A resource of a stack as it exists now. */
export interface StackResource {
  readonly type: string;
  readonly physical: PhysicalResource;
  /** With every intrinsic evaluated. */
  readonly properties: TemplateObject;
}

/** A resource with what CloudFormation itself has to remember about it. */
export interface ManagedResource extends StackResource {
  readonly logicalId: string;
  /** For messages: the template's file and the logical id. */
  readonly where: string;
  /** What happens to it when it leaves the template. */
  readonly deletionPolicy: TemplateResource['DeletionPolicy'];
  /** What happens to the one it replaces. */
  readonly updateReplacePolicy: TemplateResource['UpdateReplacePolicy'];
  readonly aliasUpdatePolicy?: AliasUpdatePolicy;
}

/** A resource as the template wants it, before it exists. */
export type PlannedResource = Omit<ManagedResource, 'physical'>;

/** What has been done to a resource in a stack operation, and so what a rollback has to undo. */
export type AppliedChange =
  | { readonly kind: 'created'; readonly current: ManagedResource }
  | { readonly kind: 'updated' | 'replaced'; readonly previous: ManagedResource; readonly current: ManagedResource };

/** The change at which a stack operation failed. What it may have left behind all the same is `left`. */
export type FailedChange =
  | { readonly kind: 'creation'; readonly planned: PlannedResource; readonly left?: ManagedResource }
  | { readonly kind: 'update'; readonly previous: ManagedResource; readonly planned: PlannedResource }
  | { readonly kind: 'replacement'; readonly previous: ManagedResource; readonly left?: ManagedResource };
