import type { Kept } from '@promptbin/prompt-client'
import type { Page, PromptSummary } from '@promptbin/prompts'
import { traitsOf } from './clients/client-traits.ts'
import { olderOf } from './freshness.ts'
import type { McpRequest } from './handler.ts'
import type { Library } from './profiles/profiled-library.ts'

/**
 * As many to a page as prompt-web gives at once: some clients read only the first page, and the
 * SDK's stop after 64.
 */
const pageSize = 100

/** As many of those make the first page of a client that is known to read no other. */
const pagesAtOnce = 10

/** A page of prompts, and where the next one begins. */
type Listed = Kept<Pick<Page<PromptSummary>, 'items' | 'nextCursor'>>

/**
 * A page of all prompts, the most useful first. On the first one `reserved` places stay free, for
 * what else belongs there.
 */
export async function listUseful(
  library: Library,
  cursor: string | undefined,
  { call, asker }: Pick<McpRequest, 'call' | 'asker'>,
  reserved = 0,
): Promise<Listed> {
  const isFirst = cursor === undefined
  const limit = isFirst ? pageSize - reserved : pageSize
  const from = isFirst ? {} : { cursor }
  const page = await library.list({ sort: 'useful', limit, ...from }, call)
  const readsOn = !isFirst || !traitsOf(asker.client, asker.clientVersion).has('first-page-only')
  if (readsOn) return page
  const pages = [page]
  for (let last = page; pages.length < pagesAtOnce && last.value.nextCursor !== null; ) {
    last = await library.list({ sort: 'useful', limit, cursor: last.value.nextCursor }, call)
    pages.push(last)
  }
  const items = pages.flatMap(({ value }) => value.items)
  const nextCursor = pages.at(-1)?.value.nextCursor ?? null
  return { ...olderOf(...pages), value: { items, nextCursor } }
}
