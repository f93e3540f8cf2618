import * as v from 'valibot';
import { TemplateError } from '../template-error';
import { type Resolved, type TemplateValue } from '../template-value';

/** Something that an intrinsic names, and that has to exist. */
export type Mention =
  | { readonly kind: 'ref'; readonly name: string; readonly where: string }
  | { readonly kind: 'attribute'; readonly name: string; readonly attribute?: string; readonly where: string }
  | { readonly kind: 'condition'; readonly name: string; readonly where: string }
  | { readonly kind: 'mapping'; readonly name: string; readonly where: string };

/** What the names in a template stand for during one stack operation. */
export interface Scope {
  /** A parameter, a pseudo parameter or a resource. */
  ref(name: string, where: string): Resolved;
  attribute(logicalId: string, attribute: string, where: string): string;
  condition(name: string, where: string): boolean;
  mapped(mapping: string, topLevelKey: string, secondLevelKey: string, where: string): TemplateValue;
  exported(name: string): string;
  /** An output of another stack, by the stack's name. */
  stackOutput(stackName: string, outputName: string): string;
}

/** The ports an intrinsic is evaluated in. */
export interface Evaluation {
  readonly scope: Scope;
  readonly where: string;
  /** Evaluates a part of the argument. */
  resolve(value: TemplateValue): Resolved;
}

/** One intrinsic function. */
export interface Intrinsic {
  /** Its key in a template, such as `Fn::Join`. */
  readonly name: string;
  /** Refuses an argument of the wrong form, before anything is applied. */
  check(argument: TemplateValue, where: string): void;
  evaluate(argument: TemplateValue, evaluation: Evaluation): Resolved;
  /** What the argument names by itself; what is nested in it is not included. */
  mentions(argument: TemplateValue, where: string): readonly Mention[];
  /** The parts of the argument that count, if `decide` knows the condition. */
  parts(argument: TemplateValue, decide?: (condition: string) => boolean): readonly TemplateValue[];
}

interface Definition<S extends v.GenericSchema> {
  readonly name: string;
  readonly argument: S;
  /** What the argument has to be, for messages: "a delimiter and a list". */
  readonly form: string;
  /** Refuses more than the form can say. */
  check?(argument: v.InferOutput<S>, where: string): void;
  evaluate(argument: v.InferOutput<S>, evaluation: Evaluation): Resolved;
  mentions?(argument: v.InferOutput<S>, where: string): readonly Mention[];
  parts?(argument: v.InferOutput<S>, decide?: (condition: string) => boolean): readonly TemplateValue[];
}

/** An intrinsic written against its parsed argument. */
export function defineIntrinsic<S extends v.GenericSchema>(definition: Definition<S>): Intrinsic {
  const { name, form } = definition;
  const parse = (argument: TemplateValue, where: string): v.InferOutput<S> => {
    const parsed = v.safeParse(definition.argument, argument);
    if (!parsed.success) {
      throw new TemplateError(`${name} takes ${form}, got: ${JSON.stringify(argument)}.`, where);
    }
    definition.check?.(parsed.output, where);
    return parsed.output;
  };
  return {
    name,
    check: (argument, where) => {
      parse(argument, where);
    },
    evaluate: (argument, evaluation) => definition.evaluate(parse(argument, evaluation.where), evaluation),
    mentions: (argument, where) => definition.mentions?.(parse(argument, where), where) ?? [],
    parts: (argument, decide) => definition.parts?.(parse(argument, name), decide) ?? [argument],
  };
}
