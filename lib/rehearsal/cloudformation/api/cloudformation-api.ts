import * as v from 'valibot';
import { ApiError } from '../../kernel/api-error';
import { operation, serviceApi, type ServiceApi } from '../../kernel/service-api';
import { describeResources, resourceSummaries } from './describe-resources';
import { describeStack } from './describe-stack';
import { type StackBook } from './described-stack';

/** The query protocol names the version of the API in every call. */
const VERSION = { Version: v.optional(v.string()) };
const PAGED = { NextToken: v.optional(v.string()) };

/** What can be asked of stacks: AWS CloudFormation API Reference. Nothing can be changed by it. */
export function cloudFormationApi(book: StackBook): ServiceApi {
  const existing = (nameOrId: string) => {
    const found = book.find(nameOrId);
    if (!found) throw new ApiError('ValidationError', `Stack with id ${nameOrId} does not exist`);
    return found;
  };
  return serviceApi('cloudformation', {
    DescribeStacks: operation(
      v.strictObject({ ...VERSION, ...PAGED, StackName: v.optional(v.string()) }),
      ({ StackName, NextToken }) => {
        const { entries, ...next } = page(StackName === undefined ? book.all() : [existing(StackName)], NextToken);
        return { Stacks: entries.map(describeStack), ...next };
      },
    ),
    DescribeStackResources: operation(
      v.strictObject({ ...VERSION, StackName: v.string(), LogicalResourceId: v.optional(v.string()) }),
      ({ StackName, LogicalResourceId }) => {
        const StackResources = describeResources(existing(StackName), LogicalResourceId);
        if (LogicalResourceId !== undefined && StackResources.length === 0) {
          throw new ApiError('ValidationError', `Resource ${LogicalResourceId} does not exist for stack ${StackName}`);
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
      ({ StackName }) => ({
        TemplateBody: JSON.stringify(existing(StackName).stack?.plan.source.template ?? {}),
        StagesAvailable: ['Original', 'Processed'],
      }),
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
