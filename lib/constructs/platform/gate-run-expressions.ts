import { BUDGETS } from '../../domain/size/budgets';

/** What a character takes in JSON at most: a control character is written with six. */
const CHARACTER_BYTES = 6;
/** What is kept of the name of an error; Lambda puts no limit to it. */
export const ERROR_CHARACTERS = 64;
/** What is kept of a broken gate's cause: no more than its answer could have had, as those of all gates go on together. */
const CAUSE_CHARACTERS = `$min([
  ${Math.floor(BUDGETS.brokenGate / CHARACTER_BYTES) - ERROR_CHARACTERS},
  $floor((${BUDGETS.answersOfPhase} / $states.input.request.gates - ${BUDGETS.aroundVerdict}) / ${CHARACTER_BYTES}) - ${ERROR_CHARACTERS}
])`;

/** How a gate broke, beside what it was asked by: one that can go on from what it has kept is asked to. */
export const BROKEN_GATE = expression(`$merge([$states.input, {
  'broken': {
    'error': $substring($states.errorOutput.Error, 0, ${ERROR_CHARACTERS}),
    'cause': $exists($states.errorOutput.Cause) ? $substring($states.errorOutput.Cause, 0, ${CAUSE_CHARACTERS}) : ''
  }
}])`);
/** In place of what a look answered, where it broke. It is a part of an expression. */
export const BROKEN_LOOK = `{ 'broken': {
    'error': $substring($states.errorOutput.Error, 0, ${ERROR_CHARACTERS}),
    'cause': $exists($states.errorOutput.Cause) ? $substring($states.errorOutput.Cause, 0, 1000) : ''
  } }`;

/** In place of a gate's answer, so that the decider sees which gate broke, and why. */
export const BROKEN_ANSWER = { name: '{% $states.input.name %}', broken: '{% $states.input.broken %}' };

/** The ARN of the execution (Step Functions Developer Guide, "Accessing execution data from the Context object"). */
export const EXECUTION = '{% $states.context.Execution.Id %}';

/** What one gate is asked by, from the list of gates that the opener answered. */
export const ITEM = {
  name: '{% $states.context.Map.Item.Value.name %}',
  deadlineSeconds: '{% $states.context.Map.Item.Value.deadlineSeconds %}',
  retry: '{% $exists($states.context.Map.Item.Value.retry) ? $states.context.Map.Item.Value.retry : null %}',
  attempt: 1,
  resumes: '{% $exists($states.context.Map.Item.Value.resumes) ? $states.context.Map.Item.Value.resumes : null %}',
  resumed: 0,
  // As one expression: what a gate has not is left out of it, where a field without a value would be an error.
  request: expression(`{
    'name': $states.context.Map.Item.Value.name,
    'release': $states.input.release,
    'gateFile': $states.input.gateFile,
    'releaseRoleArn': $states.input.releaseRoleArn,
    'functionArn': $states.context.Map.Item.Value.functionArn,
    'gates': $count($states.input.gates)
  }`),
};

/** The answer stays beside what it was asked by, until it is clear whether the gate is asked again. */
export const ANSWERED = "{% $merge([$states.input, { 'answer': $states.result.Payload }]) %}";
export const ASKED_AGAIN = "{% $merge([$states.input, { 'attempt': $states.input.attempt + 1 }]) %}";
export const GOES_ON = "{% $merge([$states.input, { 'resumed': $states.input.resumed + 1 }]) %}";
/** Whether a gate may be asked to go on: of those that can, so many times. */
export const MAY_GO_ON = `($type($states.input.resumes) = 'number' ? $states.input.resumes > $states.input.resumed : false)`;
/** Whether a gate was not done when its time was up. */
export const IS_TO_GO_ON = expression(`(
  ${MAY_GO_ON}
    ? ($type($states.input.answer) = 'object' ? $states.input.answer.notDone = true : false)
    : false
)`);
/** Whether a gate did not know and may be asked again; whatever else it said is for the decider. */
export const IS_TO_BE_ASKED_AGAIN = expression(`(
  $item := $states.input;
  $type($item.retry) = 'object'
    ? ($item.retry.attempts >= $item.attempt
      ? ($type($item.answer) = 'object'
        ? ($type($item.answer.verdict) = 'object' ? $item.answer.verdict.outcome = 'inconclusive' : false)
        : false)
      : false)
    : false
)`);
/** An answer as the decider reads it, and at which asking it came where that was not the first. */
export const TOLD = expression(`(
  $answer := $states.input.answer;
  $states.input.attempt > 1 and $type($answer) = 'object'
    ? $merge([$answer, { 'attempts': $states.input.attempt }])
    : ($exists($answer) ? $answer : null)
)`);

/** `and` need not stop at the first no, so whatever depends on a type asks for it with `? :`. */
export const isOfKind = (kind: string) =>
  `{% $type($states.input) = 'object' ? $states.input.kind = '${kind}' : false %}`;
export const IS_RELEASE = expression(`(
  $text := function($value) { $type($value) = 'string' ? $value != '' : false };
  $seconds := function($value) { $type($value) = 'number' ? ($value >= 1 and $floor($value) = $value) : false };
  $retry := function($value) {
    $type($value) = 'object' ? ($seconds($value.attempts) and $seconds($value.everySeconds)) : false
  };
  $gate := function($value) {
    $type($value) = 'object'
      ? ($text($value.name) and $seconds($value.deadlineSeconds)
        and ($exists($value.resumes) ? $type($value.resumes) = 'number' : true)
        and ($exists($value.functionArn) ? $text($value.functionArn) : true)
        and ($exists($value.retry) ? $retry($value.retry) : true))
      : false
  };
  $answer := $states.input;
  $type($answer) = 'object'
    ? $answer.kind = 'release'
      and $text($answer.release.id)
      and $text($answer.release.functionName)
      and $text($answer.release.deploymentGroup)
      and $text($answer.release.green)
      and $text($answer.gateFile.bucket)
      and $text($answer.gateFile.key)
      and $text($answer.gateFile.sha256)
      and $text($answer.releaseRoleArn)
      and ($type($answer.gates) = 'array' ? $count($filter($answer.gates, $gate)) = $count($answer.gates) : false)
      and $type($answer.judged) = 'array'
    : false
)`);
export const IS_DECIDED = expression(`(
  $status := $type($states.input) = 'object' ? $states.input.status : null;
  $type($status) = 'string' ? ($status = 'Succeeded' or $status = 'Failed') : false
)`);

/** What is decided by: the gates that were asked, with their answers, what the opener judged, what the watch said, and whether the release bakes. */
export const ALL_ANSWERS = expression(`{
  'gates': $states.input.gates,
  'answers': $states.result,
  'judged': $states.input.judged,
  'watched': $exists($states.input.watched) ? $states.input.watched : null,
  'bakes': $exists($states.input.bakes) ? $states.input.bakes = true : false,
  'baked': null
}`);
/** A JSONata expression on one line, as the definition is JSON. */
export function expression(text: string): string {
  return `{% ${text.replace(/\s+/g, ' ')} %}`;
}
