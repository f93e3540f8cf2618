import { HOOK_PHASES } from '../../../lib/domain/gate/phase';
import { hookFunctionName, phaseOfHook, platformOfHook } from '../../../lib/domain/release/hook-function';

const arn = (name: string) => `arn:aws:lambda:eu-west-1:123456789012:function:${name}`;

describe('the function of a hook', () => {
  it.each(HOOK_PHASES)('has its phase in its name, and is known by it: %s', (phase) => {
    for (const platform of ['default', 'after-traffic', 'a']) {
      const name = hookFunctionName(platform, phase);
      expect(name).toBe(`CodeDeployHook_sluice-${platform}-${phase}`);
      for (const said of [name, arn(name), `${arn(name)}:$LATEST`, `${arn(name)}:12`]) {
        expect(phaseOfHook(said)).toBe(phase);
      }
    }
  });

  it.each([
    ...['', 'before-traffic', arn('chat'), arn('chat-before-traffic'), arn('CodeDeployHook_sluice-default-later')],
    ...['CodeDeployHook_sluice-default-before-traffic-2', `${arn('CodeDeployHook_sluice-a-after-traffic')}:1:2`],
  ])('is not %j', (other) => {
    expect(phaseOfHook(other)).toBeUndefined();
  });

  it.each(HOOK_PHASES)('has its platform in its name, and is known by it: %s', (phase) => {
    for (const platform of ['default', 'after-traffic', 'a']) {
      expect(platformOfHook(hookFunctionName(platform, phase))).toBe(platform);
    }
  });

  it.each([
    ...['', 'chat', 'CodeDeployHook_sluice-default', 'CodeDeployHook_sluice-default-before-traffic-2'],
    'my-CodeDeployHook_sluice-default-before-traffic',
  ])('is of no platform by the name %j', (other) => {
    expect(platformOfHook(other)).toBeUndefined();
  });
});
