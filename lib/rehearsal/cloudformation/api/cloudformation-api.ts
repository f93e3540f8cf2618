import * as v from 'valibot';
import { ApiError } from '../../kernel/api-error';
import { operation, serviceApi, type Operation, type ServiceApi } from '../../kernel/service-api';
import { describeResources, resourceSummaries } from './describe-resources';
import { describeStack } from './describe-stack';
import { type StackBook } from './described-stack';
import { stackEvents } from './stack-events';

/** The query protocol names the version of the API in every call. */
const VERSION = { Version: v.optional(v.string()) };
const PAGED = { NextToken: v.optional(v.string()) };

/**
 * What can be asked of stacks, and how they are updated: AWS CloudFormation API Reference.
 *
 * @param changes the operations that change stacks
 */
export function cloudFormationApi(book: StackBook, changes: Readonly<Record<string, Operation>> = {}): ServiceApi {
  const existing = (nameOrId: string) => {
    const found = book.find(nameOrId);
    if (!found) throw new ApiError('ValidationError', `Stack with id ${nameOrId} does not exist`);
    return found;
  };
  const oneOf = () => new ApiError('ValidationError', 'Only one of PhysicalResourceId or StackName must be specified.');
  const holding = (physicalId: string | undefined) => {
    if (physicalId === undefined) throw oneOf();
    const found = book.holding(physicalId);
    if (!found) throw new ApiError('ValidationError', `Stack for ${physicalId} does not exist`);
    return found;
  };
  return serviceApi('cloudformation', {
    ...changes,
    DescribeStacks: operation(
      v.strictObject({ ...VERSION, ...PAGED, StackName: v.optional(v.string()) }),
      ({ StackName, NextToken }) => {
        const { entries, ...next } = page(StackName === undefined ? book.all() : [existing(StackName)], NextToken);
        return { Stacks: entries.map(describeStack), ...next };
      },
    ),
    DescribeStackEvents: operation(v.strictObject({ ...VERSION, ...PAGED, StackName: v.string() }), (given) => {
      const history = book.history(given.StackName);
      if (!history) throw new ApiError('ValidationError', `Stack [${given.StackName}] does not exist`);
      const { entries, ...next } = page(stackEvents(history), given.NextToken);
      return { StackEvents: entries, ...next };
    }),
    DescribeStackResources: operation(
      v.strictObject({
        ...VERSION,
        StackName: v.optional(v.string()),
        PhysicalResourceId: v.optional(v.string()),
        LogicalResourceId: v.optional(v.string()),
      }),
      ({ StackName, PhysicalResourceId, LogicalResourceId }) => {
        const stack = StackName === undefined ? holding(PhysicalResourceId) : existing(StackName);
        if (StackName !== undefined && PhysicalResourceId !== undefined) throw oneOf();
        const StackResources = describeResources(stack, LogicalResourceId);
        if (LogicalResourceId !== undefined && StackResources.length === 0) {
          throw new ApiError('ValidationError', `Resource ${LogicalResourceId} does not exist for stack ${stack.name}`);
        }
        return { StackResources: StackResources.slice(0, MOST_DESCRIBED) };
      },
    ),
    GetTemplate: operation(
      v.strictObject({
        ...VERSION,
        StackName: v.string(),
        TemplateStage: v.optional(v.picklist(['Original', 'Processed'])),
      }),
      ({ StackName }) => {
        const { template = {}, text = JSON.stringify(template) } = existing(StackName).stack?.plan.source ?? {};
        return { TemplateBody: text, StagesAvailable: ['Original', 'Processed'] };
      },
    ),
    ListStackResources: operation(
      v.strictObject({ ...VERSION, ...PAGED, StackName: v.string() }),
      ({ StackName, NextToken }) => {
        const { entries, ...next } = page(resourceSummaries(existing(StackName)), NextToken);
        return { StackResourceSummaries: entries, ...next };
      },
    ),
  });
}

/** DescribeStackResources tells the first hundred and knows no pages (AWS CloudFormation API Reference). */
const MOST_DESCRIBED = 100;

/** How many entries a list has at a time; AWS cuts at 1 MB, so that nobody may count on more. */
const PAGE_SIZE = 100;

/** The next token is left out at the end: clients take an empty one for another page. */
function page<T>(all: readonly T[], token = 'page-0'): { readonly entries: readonly T[]; readonly NextToken?: string } {
  const from = Number(/^page-(\d+)$/.exec(token)?.[1]);
  if (Number.isNaN(from)) throw new ApiError('ValidationError', 'The next token is invalid.');
  const to = from + PAGE_SIZE;
  return { entries: all.slice(from, to), ...(to < all.length ? { NextToken: `page-${to}` } : {}) };
}
