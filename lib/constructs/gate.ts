import { Token, type Duration } from 'aws-cdk-lib';
import { gateProblems, type GateDefinition, type GateWithoutSuite } from '../domain/gate/gate-definition';
import { Probe } from './probe';
import type { Suite } from './suite';

export interface CommonGateProps {
  /**
   * What the gate is called in reports and messages: lower-case words joined by hyphens, unique in the release.
   *
   * @default - the kind of gate
   */
  readonly name?: string;
  /**
   * When the gate is asked: before any traffic, or once all of it has moved.
   *
   * @default before-traffic
   */
  readonly phase?: 'before-traffic' | 'after-traffic';
}

export interface HealthGateProps extends CommonGateProps {
  /**
   * How many probes, one after the other, must all pass. 1 to 100.
   *
   * @default 3
   */
  readonly passes?: number;
  /**
   * The time they may take together. At most 10 minutes.
   *
   * @default Duration.seconds(60)
   */
  readonly within?: Duration;
  /**
   * What is sent.
   *
   * @default - `GET /health` of an HTTP API, answered with status 200
   */
  readonly probe?: Probe;
}

export interface IntegrationGateProps extends CommonGateProps {
  /** The conversations to hold. */
  readonly suite: Suite;
  /**
   * How many conversations are held at a time. 1 to 50.
   *
   * @default 4
   */
  readonly concurrency?: number;
  /**
   * The time that the conversations may take together. At most 14 minutes, since a function asks the gate.
   *
   * @default Duration.minutes(10)
   */
  readonly within?: Duration;
}

/** One named question about a release. It asks the new version itself, by its number, not the alias. */
export class Gate {
  /** Is the new version healthy? */
  static health(props: HealthGateProps = {}): Gate {
    const { name = 'health', phase = 'before-traffic', passes = 3, within, probe = Probe.http() } = props;
    return Gate.of(name, {
      kind: 'health',
      name,
      phase,
      passes,
      withinSeconds: within?.toSeconds({ integral: false }) ?? 60,
      probe: probe.definition,
    });
  }

  /** Does the new version still hold its conversations? */
  static integration(props: IntegrationGateProps): Gate {
    const { name = 'integration', phase = 'before-traffic', suite, concurrency = 4, within } = props;
    const withinSeconds = within?.toSeconds({ integral: false }) ?? 600;
    const settings = { kind: 'integration', name, phase, concurrency, withinSeconds } as const;
    if (suite.parsed) return Gate.of(name, { ...settings, suite: suite.parsed });
    return new Gate(name, undefined, [...suite.problems, ...problemsOf(settings)]);
  }

  private static of(name: string, definition: GateDefinition): Gate {
    return new Gate(name, definition, problemsOf(definition));
  }

  private constructor(
    readonly name: string,
    /** What is shipped to the platform; missing where the gate's own files cannot be read. */
    readonly definition: GateDefinition | undefined,
    /** What is wrong with the gate, each as one sentence. */
    readonly problems: readonly string[],
  ) {}
}

function problemsOf(definition: GateDefinition | GateWithoutSuite): readonly string[] {
  const problems = gateProblems(definition);
  const all =
    problems.length === 0 && hasToken(definition)
      ? ['must be known at synth, but holds a value that exists only once deployed']
      : problems;
  return all.map((problem) => `gate \`${definition.name}\`: ${problem}`);
}

/** Gates are written at synth; a token in them would be sent to the function as it stands. */
function hasToken(value: unknown): boolean {
  if (Token.isUnresolved(value)) return true;
  return typeof value === 'object' && value !== null && Object.values(value).some(hasToken);
}
