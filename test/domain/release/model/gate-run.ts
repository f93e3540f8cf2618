import type { HookPhase } from '../../../../lib/domain/gate/phase';
import { openRelease, type GateRecord } from '../../../../lib/domain/release/release';
import { gateRecord, newRelease } from '../example-release';
import { applied, goesWrong, happens, type Action, type Rules } from './action';
import { answer } from './code-deploy';
import { GATE_ANSWERS, type GateAnswer, type PhaseState, type Resort, type State } from './state';

/** The gate that each phase asks. */
const GATE = 'health';

/** What can happen next to the gate run of a phase, and to the last resort behind it. */
export function gateRunActions(state: State, phase: HookPhase, rules: Rules): readonly Action[] {
  const { run, lateJudge } = state.phases[phase];
  return [
    ...steps(state, phase, rules),
    ...(run === 'idle' || run === 'called' || run === 'over'
      ? []
      : goesWrong(`the ${phase} gate run is killed`, state, brokeOff(state, phase))),
    ...resorts(state, phase, rules),
    ...(lateJudge === 'none'
      ? []
      : [
          happens(
            `a ${phase} judge that nobody waits for writes`,
            withPhase(judged(state, phase, lateJudge, rules).state, phase, { lateJudge: 'none' }),
          ),
        ]),
  ];
}

function steps(state: State, phase: HookPhase, rules: Rules): readonly Action[] {
  const { run } = state.phases[phase];
  const to = (next: PhaseState['run'], from = state) => withPhase(from, phase, { run: next });
  const wrong = (what: string, then: State) => goesWrong(`${phase}: ${what}`, state, then);
  switch (run) {
    case 'idle':
    case 'over':
      return [];
    case 'called':
      return [
        happens(`the ${phase} gate run opens the release`, to('asking', opened(state))),
        // Its on-failure destination is the last resort.
        ...wrong('the hook crashes', withResort(to('over'), phase)),
        ...wrong('the hook crashes, and its record is lost', to('over')),
        ...wrong('the opener crashes', to('rescuing')),
        ...wrong('the opener crashes after it wrote', to('rescuing', opened(state))),
      ];
    case 'asking':
      return GATE_ANSWERS.flatMap((given) => judges(state, phase, given, rules));
    case 'rescuing':
      return [
        happens(`the rescuer of the ${phase} gate run writes`, to('rescued', brokeDown(state, phase, rules))),
        ...wrong('the rescuer crashes', brokeOff(state, phase)),
      ];
    case 'rescued':
      // A gate run that was rescued fails all the same: the rule on such executions calls the last resort again.
      return [
        happens(`the rescuer of the ${phase} gate run answers`, brokeOff(answer(state, phase, 'Failed'), phase)),
        ...wrong('the rescuer crashes before it answered', brokeOff(state, phase)),
      ];
    case 'answering Succeeded':
    case 'answering Failed': {
      const status = run === 'answering Succeeded' ? 'Succeeded' : 'Failed';
      const given = answer(state, phase, status);
      return [
        // An answer that is late is refused: too late for the hour, it is an error that goes to the rescuer.
        happens(`the ${phase} gate run answers ${status}`, to(given === state ? 'rescuing' : 'over', given)),
        ...wrong('the answer is refused', to('rescuing')),
        ...wrong('the answer is taken, and nobody hears so', to('rescuing', given)),
      ];
    }
  }
}

/** The gate answers, and the judge writes what that makes of the release. */
function judges(state: State, phase: HookPhase, given: GateAnswer, rules: Rules): readonly Action[] {
  const { state: kept, status } = judged(state, phase, given, rules);
  const passed = given === 'pass';
  const then = (from: State, run: PhaseState['run'], more: Partial<PhaseState> = {}) =>
    withPhase(from, phase, { run, passed, ...more });
  const wrong = (what: string, next: State) => goesWrong(`${phase}: ${given}, and the judge ${what}`, state, next);
  const asked = given === 'broken' || given === 'doubled' ? goesWrong : notWrong;
  return [
    ...asked(`the judge of the ${phase} gates writes: ${given}`, state, then(kept, `answering ${status}`)),
    ...wrong('crashes', then(state, 'rescuing')),
    ...wrong('crashes after it wrote', then(kept, 'rescuing')),
    ...wrong(
      'is asked twice',
      then(judged(kept, phase, given, rules).state, `answering ${judged(kept, phase, given, rules).status}`),
    ),
    ...wrong('is late', then(state, 'rescuing', { lateJudge: given })),
  ];
}

function notWrong(what: string, _: State, then: State): readonly Action[] {
  return [happens(what, then)];
}

function resorts(state: State, phase: HookPhase, rules: Rules): readonly Action[] {
  const waiting = state.phases[phase].resorts;
  return waiting.flatMap((resort, index) => {
    const others = waiting.filter((_, other) => other !== index);
    const becomes = (from: State, next?: Resort) =>
      withPhase(from, phase, { resorts: next ? [...others, next] : others });
    const wrong = (what: string, then: State) => goesWrong(`the last resort of ${phase} ${what}`, state, then);
    const gives = answer(state, phase, 'Failed');
    // Lambda tries an event three times; that none of them goes through is one fault as well.
    switch (resort) {
      case 'begin':
        return [
          happens(`the last resort of ${phase} writes`, becomes(brokeDown(state, phase, rules), 'wrote')),
          ...wrong('never runs', becomes(state)),
          ...wrong('cannot write, and answers', becomes(gives, 'begin')),
          ...wrong('can never write, and answers', becomes(gives)),
        ];
      case 'wrote':
        return [
          happens(`the last resort of ${phase} answers`, becomes(gives)),
          ...wrong('crashes before it answered', becomes(state, 'begin')),
          ...wrong('can never answer', becomes(state)),
        ];
    }
  });
}

function judged(
  state: State,
  phase: HookPhase,
  given: GateAnswer,
  rules: Rules,
): { readonly state: State; readonly status: 'Succeeded' | 'Failed' } {
  const gates = recordsOf(phase, given, rules);
  const { state: kept, effects } = applied(state, { kind: 'judged', at: 0, phase, gates }, rules);
  const succeeded = effects.some((effect) => effect.kind === 'answer-hook' && effect.status === 'Succeeded');
  return { state: kept, status: succeeded ? 'Succeeded' : 'Failed' };
}

/** The same answers are judged in many states. */
const RECORDS = new WeakMap<Rules, Map<string, readonly GateRecord[]>>();

function recordsOf(phase: HookPhase, given: GateAnswer, rules: Rules): readonly GateRecord[] {
  const known = RECORDS.get(rules) ?? new Map<string, readonly GateRecord[]>();
  RECORDS.set(rules, known);
  const key = `${phase} ${given}`;
  const answers = answersOf(phase, given);
  const found =
    known.get(key) ?? rules.gateRecords({ phase, expected: [{ name: GATE }], asked: [GATE], answers, at: 0 });
  known.set(key, found);
  return found;
}

function answersOf(phase: HookPhase, given: GateAnswer): readonly unknown[] {
  const pass = { name: GATE, verdict: gateRecord(GATE, phase, 'pass').verdict };
  switch (given) {
    case 'pass':
      return [pass];
    case 'doubled':
      return [pass, pass];
    case 'missing':
      return [];
    case 'broken':
      return [{ name: GATE, broken: { error: 'Runtime.ExitError', cause: '' } }];
    case 'fail':
    case 'inconclusive':
      return [{ name: GATE, verdict: gateRecord(GATE, phase, given).verdict }];
  }
}

function opened(state: State): State {
  return { ...state, release: state.release ?? openRelease(newRelease) };
}

/** What the last resort keeps. */
function brokeDown(state: State, phase: HookPhase, rules: Rules): State {
  const reason = { code: 'gate-run-failed', message: 'It broke.' };
  return applied(state, { kind: 'gate-run-broke', at: 0, phase, reason }, rules).state;
}

/** A gate run that did not end by itself; a rule on such executions calls the last resort. */
function brokeOff(state: State, phase: HookPhase): State {
  return withResort(withPhase(state, phase, { run: 'over' }), phase);
}

function withResort(state: State, phase: HookPhase): State {
  const { resorts: waiting } = state.phases[phase];
  return withPhase(state, phase, { resorts: [...waiting, 'begin'] });
}

function withPhase(state: State, phase: HookPhase, change: Partial<PhaseState>): State {
  return { ...state, phases: { ...state.phases, [phase]: { ...state.phases[phase], ...change } } };
}
