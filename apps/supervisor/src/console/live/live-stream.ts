import type { ServerSentEvent } from '@promptbin/service'
import type { ConsoleSource } from '../source.ts'
import { figureTexts } from './figure-texts.ts'
import type { LiveFeed, Moment } from './live-feed.ts'
import { findPart, type Part } from './parts.ts'

/** What a page that is looked at wants to be told. */
export interface LiveWishes {
  /** Names of parts; those that nobody knows are passed over. */
  readonly parts: readonly string[]
  readonly figures: boolean
}

/**
 * Tells a page what changes: `part` has a part of it as markup, sent again when it is another one, and
 * `figures` the numbers of each second, as values for charts and as texts.
 */
export async function* liveStream(
  feed: LiveFeed,
  source: ConsoleSource,
  { parts, figures: wantsFigures }: LiveWishes,
  signal: AbortSignal,
): AsyncGenerator<ServerSentEvent> {
  const wanted = parts.flatMap((name) => {
    const part = findPart(name)
    return part ? [{ name, part, last: '' }] : []
  })
  let id = 0
  for await (const moment of feed.watch(wantsFigures, signal)) {
    for (const one of wanted) {
      const markup = changedMarkup(one, moment)
      if (markup === undefined) continue
      id += 1
      yield { id, type: 'part', data: { name: one.name, html: markup } }
    }
    if (!moment.figures || !wantsFigures) continue
    id += 1
    const { atMs: at, figures: values, view } = moment
    const texts = figureTexts(values, view, source.figuresOf)
    yield { id, type: 'figures', data: { at, values, texts } }
  }
}

/** The markup of a part if it is not what was sent before; numbers change by themselves. */
function changedMarkup(one: { readonly part: Part; last: string }, { view }: Moment) {
  const markup = String(one.part(view))
  if (markup === one.last) return undefined
  one.last = markup
  return markup
}
