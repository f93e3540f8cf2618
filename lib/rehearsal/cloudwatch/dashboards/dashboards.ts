import * as v from 'valibot';
import { ApiError } from '../../kernel/api-error';
import { claimName } from '../../kernel/claim';
import { type PhysicalResource, provideResource, type ResourceProvider } from '../../kernel/resource-provider';

/** CloudWatch API Reference, "Dashboard body structure and syntax": an object with a list of widgets, each of a type. */
const bodySchema = v.pipe(
  v.string(),
  v.parseJson(),
  v.looseObject({
    widgets: v.array(
      v.looseObject({
        type: v.picklist(['metric', 'text', 'log', 'alarm', 'explorer', 'custom']),
        properties: v.looseObject({}),
      }),
    ),
  }),
);

/** Dashboards, as far as templates make them. Nobody looks at one in a rehearsal, so what its widgets show is not drawn. */
export class Dashboards {
  private readonly bodies = new Map<string, string>();

  /** `AWS::CloudWatch::Dashboard`. */
  readonly provider: ResourceProvider = provideResource({
    type: 'AWS::CloudWatch::Dashboard',
    properties: { DashboardName: v.optional(v.string()), DashboardBody: v.string() },
    replacedBy: ['DashboardName'],
    claim: ({ DashboardName }) => claimName(DashboardName, (name) => this.bodies.has(name)),
    create: ({ DashboardName, DashboardBody }, { generatedName }) =>
      this.put(DashboardName ?? generatedName, DashboardBody),
    update: ({ physical, next }) => this.put(physical.id, next.DashboardBody),
    remove: ({ id }) => {
      this.bodies.delete(id);
    },
  });

  /** The body of a dashboard. */
  body(name: string): string | undefined {
    return this.bodies.get(name);
  }

  private put(name: string, body: string): PhysicalResource {
    const { success, issues } = v.safeParse(bodySchema, body);
    if (!success) {
      const where = v.getDotPath(issues[0]);
      throw new ApiError(
        'InvalidParameterInput',
        `The field DashboardBody must be a valid dashboard${where === null ? '' : `, at ${where}`}: ${issues[0].message}`,
      );
    }
    this.bodies.set(name, body);
    return { id: name, attributes: {} };
  }
}
