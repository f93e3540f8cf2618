import { type Title } from '../catalogue/title';
import { EXCEPT_AT_MOST, type Wish } from '../recommending/wish';
import { type Intent, type RecommendationIntent } from '../understanding/intent';
import { type Context } from './context';
import { meantTitles } from './meant-titles';

type Wishing = RecommendationIntent | Extract<Intent, { kind: 'more' | 'other-length' }>;

/** What a shopper wishes for, given what the conversation was about. Undefined, if that says too little. */
export function wishOf(intent: Wishing, context: Context, titles: readonly Title[]): Wish | undefined {
  switch (intent.kind) {
    case 'recommendation':
      return freshWish(intent, context, titles);
    case 'more':
      return moreOf(context);
    case 'other-length': {
      const [model] = meantTitles(intent.than, context, titles);
      if (!model) return undefined;
      const before = intent.than.kind === 'named' ? undefined : context.wish;
      const { traits, like, except } = before ?? likeTitle(model.id);
      const limit =
        intent.direction === 'shorter' ? { maxVolumes: model.volumes - 1 } : { minVolumes: model.volumes + 1 };
      return { traits, like, except, ...limit };
    }
  }
}

function freshWish(
  { traits, like, limits }: RecommendationIntent,
  context: Context,
  titles: readonly Title[],
): Wish | undefined {
  const model = like && meantTitles(like, context, titles)[0];
  if (like && !model) return undefined;
  if (!model && traits.length === 0 && Object.keys(limits).length === 0) return undefined;
  return { traits, like: model?.id, ...limits, except: [] };
}

function moreOf({ last, listed, wish }: Context): Wish | undefined {
  if (wish) return { ...wish, except: [...wish.except, ...listed].slice(-EXCEPT_AT_MOST) };
  return last === undefined ? undefined : likeTitle(last);
}

function likeTitle(id: string): Wish {
  return { traits: [], like: id, except: [] };
}
