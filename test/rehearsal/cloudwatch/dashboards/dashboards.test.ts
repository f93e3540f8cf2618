import { context } from '../account';
import { Dashboards } from '../../../../lib/rehearsal/cloudwatch/dashboards/dashboards';

const body = JSON.stringify({ widgets: [{ type: 'text', properties: { markdown: 'Releases' } }] });

describe('a dashboard', () => {
  it('is made by its name, or by one of CloudFormation’s, changed and removed', async () => {
    const dashboards = new Dashboards();
    const made = await dashboards.provider.create({ DashboardBody: body }, context);
    expect(made.id).toBe('Chat-Alarm-1A2B');
    expect(dashboards.body(made.id)).toBe(body);
    await dashboards.provider.create({ DashboardName: 'own', DashboardBody: body }, context);
    expect(dashboards.body('own')).toBe(body);
    await dashboards.provider.remove(made, { DashboardBody: body }, context);
    expect(dashboards.body(made.id)).toBeUndefined();
  });

  it.each([
    ['that is no JSON', 'widgets'],
    ['without widgets', '{}'],
    ['with a widget of no type', '{"widgets":[{"properties":{}}]}'],
    ['with a widget that shows nothing', '{"widgets":[{"type":"metric"}]}'],
  ])('%s is refused as CloudWatch refuses it', async (_, wrong) => {
    const create = async () => new Dashboards().provider.create({ DashboardBody: wrong }, context);
    await expect(create()).rejects.toThrow('The field DashboardBody must be a valid dashboard');
  });
});
