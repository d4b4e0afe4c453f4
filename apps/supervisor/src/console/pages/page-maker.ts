import type { PageContent } from '../frame/page.ts'
import type { ConsoleSource } from '../source.ts'
import type { View } from '../view/view.ts'
import type { Ask } from './ask.ts'

/** What a page is made of. */
export interface PageRequest {
  readonly source: ConsoleSource
  readonly view: View
  /** What stands in the address. */
  readonly params: Readonly<Record<string, string>>
  readonly query: URLSearchParams
  readonly ask: Ask
  /** Aborts when nobody waits for the page any more. */
  readonly signal: AbortSignal
}

/** Makes the page of an address. Throws what a page is made of for what is not there. */
export type PageMaker = (request: PageRequest) => PageContent | Promise<PageContent>
