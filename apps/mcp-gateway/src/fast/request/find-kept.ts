import type { KeptAnswer, KeptAnswers } from '../kept/kept-answers.ts'
import { type CutRequest, cutParent } from './cut-request.ts'
import { type KeyedRequest, keyOf } from './request-key.ts'

/** A request under the key by which its answer is kept, or will be. */
export interface Looked<About> {
  readonly cut: CutRequest | undefined
  readonly key: string | undefined
  readonly found: KeptAnswer<About> | undefined
}

type Sender = Omit<KeyedRequest, 'cut'>

function look<About>(kept: KeptAnswers<About>, cut: CutRequest, sender: Sender): Looked<About> {
  const key = keyOf({ ...sender, cut })
  return { cut, key, found: key === undefined ? undefined : kept.find(key) }
}

/** Finds what is kept: for a request as it is, as most do not trace, else without its traceparent. */
export function findKept<About>(
  kept: KeptAnswers<About>,
  cut: CutRequest | undefined,
  sender: Sender,
): Looked<About> {
  if (cut === undefined) return { cut, key: undefined, found: undefined }
  const asItIs = look(kept, cut, sender)
  const traced = asItIs.found ? undefined : cutParent(cut)
  return traced ? look(kept, traced, sender) : asItIs
}
