import { App, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { RELEASE_METRICS } from '../../../lib/domain/figures/release-metrics-line';
import { ReleasePlatform, type ReleasePlatformProps } from '../../../lib/constructs';

function platformWith(props: ReleasePlatformProps = {}) {
  const stack = new Stack(new App(), 'Platform');
  new ReleasePlatform(stack, 'Platform', { platformName: 'books', ...props });
  return stack;
}

/** Tokens in it stand for what is known at deployment. */
function bodyOf(stack: Stack): string {
  const [dashboard] = Object.values(Template.fromStack(stack).findResources('AWS::CloudWatch::Dashboard'));
  const { DashboardBody } = (dashboard as { Properties: { DashboardBody: unknown } }).Properties;
  const parts = (DashboardBody as { readonly 'Fn::Join'?: readonly [string, readonly unknown[]] })['Fn::Join']?.[1];
  return (parts ?? [DashboardBody]).map((part) => (typeof part === 'string' ? part : 'region')).join('');
}

interface Body {
  readonly variables: readonly { readonly property?: string; readonly search?: string }[];
  readonly widgets: readonly { readonly properties: { readonly metrics?: readonly (readonly unknown[])[] } }[];
}

describe('the dashboard of a platform', () => {
  it('lets a service be chosen among those that have had a release', () => {
    const { variables } = JSON.parse(bodyOf(platformWith())) as Body;
    expect(variables).toMatchObject([
      { type: 'property', property: 'Service', inputType: 'select', populateFrom: 'Service' },
    ]);
    expect(variables[0]?.search).toContain('{Sluice,Platform,Service}');
  });

  it('shows every metric that is published, of the platform by name, once for all and once for the chosen service', () => {
    const { widgets } = JSON.parse(bodyOf(platformWith())) as Body;
    const metrics = widgets.flatMap(({ properties }) => properties.metrics ?? []);
    const shown = metrics.map((metric) => metric.filter((part) => typeof part === 'string'));
    const names = Object.keys(RELEASE_METRICS);
    expect(shown.map((metric) => metric.join(' ')).sort()).toEqual(
      names.flatMap((name) => [`Sluice ${name} Platform books`, `Sluice ${name} Platform books Service -`]).sort(),
    );
  });

  it('says what it costs, and can be left out', () => {
    const stack = platformWith();
    Annotations.fromStack(stack).hasInfo('*', Match.stringLikeRegexp('\\$3 a month'));
    expect(Template.fromStack(platformWith({ dashboard: false })).findResources('AWS::CloudWatch::Dashboard')).toEqual(
      {},
    );
  });
});
