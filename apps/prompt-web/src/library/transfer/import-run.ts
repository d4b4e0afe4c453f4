import { PromptBinError } from '@promptbin/errors'
import type { ImportItem } from '@promptbin/prompt-formats'
import {
  type Author,
  type ImportOutcome,
  noteUnknown,
  type PromptStore,
} from '@promptbin/prompt-store'
import { type ImportEvent, type ImportPlace, includesOf, parseReference } from '@promptbin/prompts'
import { whenNotBusy } from './when-not-busy.ts'

/** What an import tells of one item. */
export type ItemEvent = Extract<ImportEvent, { readonly type: 'row' | 'note' }>

/** An item that is to become a prompt. */
type Importable = Extract<ImportItem, { readonly prompt: unknown } | { readonly record: unknown }>

const placeOf = ({ line, file }: ImportPlace): ImportPlace => ({
  ...(line !== undefined && { line }),
  ...(file !== undefined && { file }),
})

/** A fault of one item is told and passed over; a fault of the library itself ends the import. */
function failed(item: ImportPlace, error: unknown): ItemEvent {
  if (!(error instanceof PromptBinError && error.class === 'user')) throw error
  const { code, message: detail } = error
  return { type: 'row', ...placeOf(item), outcome: 'failed', code, detail }
}

const hasCode = (error: unknown, codes: readonly string[]) =>
  error instanceof PromptBinError && codes.includes(error.code)

/** One import under way: every item once, and at the end those that wait for another. */
export class ImportRun {
  readonly #store: PromptStore
  readonly #author: Author
  readonly #dryRun: boolean
  /** Names that are known to be there, or would be if this was not a dry run. */
  readonly #names = new Set<string>()
  /** Items that include what is not there yet; the size of an import bounds them. */
  #waiting: Importable[] = []

  constructor(options: {
    readonly store: PromptStore
    readonly author: Author
    readonly dryRun: boolean
  }) {
    this.#store = options.store
    this.#author = options.author
    this.#dryRun = options.dryRun
  }

  /** Imports an item; tells nothing yet of one that includes a prompt which is not there yet. */
  async take(item: ImportItem): Promise<ItemEvent | undefined> {
    if ('error' in item) return failed(item, item.error)
    if ('note' in item) return { type: 'note', ...placeOf(item), note: item.note }
    if (await this.#isReady(item)) {
      const event = await this.#import(item)
      if (event !== undefined) return event
    }
    this.#waiting.push(item)
    return undefined
  }

  /** Imports what waited, again and again as long as something comes of it; the rest as it is. */
  async *finish(): AsyncGenerator<ItemEvent> {
    for (let before = 0; this.#waiting.length > 0 && this.#waiting.length !== before; ) {
      before = this.#waiting.length
      const items = this.#waiting
      this.#waiting = []
      for (const item of items) {
        const event = await this.take(item)
        if (event !== undefined) yield event
      }
    }
    for (const item of this.#waiting) {
      const event = await this.#import(item, { isLast: true })
      if (event !== undefined) yield event
    }
  }

  /** Tells nothing if what the item includes is not there, unless there is no other chance. */
  async #import(item: Importable, { isLast = false } = {}): Promise<ItemEvent | undefined> {
    try {
      const { outcome, name, notes } = await whenNotBusy(() => this.#save(item))
      this.#names.add(name)
      const all = [...('notes' in item ? item.notes : []), ...notes]
      return { type: 'row', ...placeOf(item), outcome, name, notes: this.#onlyTrue(item, all) }
    } catch (error) {
      if (!isLast && hasCode(error, ['PB_INCLUDE_NOT_FOUND'])) return undefined
      return failed(item, error)
    }
  }

  #save(item: Importable): Promise<ImportOutcome> {
    const options = { dryRun: this.#dryRun }
    if ('record' in item) return this.#store.restoreRecord(item.record, options)
    return this.#store.import(item.prompt, item.origin, this.#author, options)
  }

  /** A dry run makes nothing, so the store misses what an earlier item would have made. */
  #onlyTrue(item: Importable, notes: readonly string[]): readonly string[] {
    if (!this.#dryRun || 'record' in item) return notes
    const made = includesOf(item.prompt.messages).filter((reference) =>
      this.#names.has(parseReference(reference)?.name ?? ''),
    )
    const untrue = new Set(made.map(noteUnknown))
    return notes.filter((note) => !untrue.has(note))
  }

  /** Whether all is there that a prompt includes. A record says so itself, by ids. */
  async #isReady(item: Importable): Promise<boolean> {
    if ('record' in item) return true
    for (const reference of includesOf(item.prompt.messages)) {
      const name = parseReference(reference)?.name
      if (name !== undefined && !(await this.#isThere(name))) return false
    }
    return true
  }

  async #isThere(name: string): Promise<boolean> {
    if (this.#names.has(name)) return true
    try {
      await whenNotBusy(() => this.#store.compose(name, {}))
      this.#names.add(name)
      return true
    } catch (error) {
      if (hasCode(error, ['PB_PROMPT_NOT_FOUND'])) return false
      throw error
    }
  }
}
