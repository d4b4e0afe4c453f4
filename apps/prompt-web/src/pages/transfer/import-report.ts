import { PromptBinError } from '@promptbin/errors'
import type { ImportEvent, ImportPlace } from '@promptbin/prompts'
import type { FileReport, Shown } from '../../views/transfer/import-report.ts'

/** As many rows of a kind as a person reads; the others are counted. */
const shownRows = 200

/** A list of which the beginning is kept. */
class Beginning<Item> implements Shown<Item> {
  readonly items: Item[] = []
  count = 0

  add(item: Item): void {
    this.count += 1
    if (this.items.length < shownRows) this.items.push(item)
  }
}

/** After so many items it tells how far it is, and can be stopped. */
const itemsBetweenSteps = 20

const nothing = { created: 0, updated: 0, skipped: 0, failed: 0 }

/** What an import of one file tells while it works, in the order in which it is wanted. */
export type ImportStep =
  | { readonly type: 'progress'; readonly bytes: number; readonly items: number }
  | { readonly type: 'report'; readonly report: FileReport }

/** Which file is imported, and whether only to see what would happen. */
type About = Pick<FileReport, 'fileName' | 'dryRun'>

/** Gathers the events of one file into a report of bounded length. */
class Reporter {
  readonly #about: About
  readonly #failures = new Beginning<FileReport['failures']['items'][number]>()
  readonly #notes = new Beginning<FileReport['notes']['items'][number]>()
  readonly #prompts = new Beginning<FileReport['prompts']['items'][number]>()
  #counts = { ...nothing }
  #stopped: FileReport['stopped']

  constructor(about: About) {
    this.#about = about
  }

  get items(): number {
    return this.#failures.count + this.#prompts.count
  }

  take(event: ImportEvent): void {
    if (event.type === 'row') this.#takeRow(event)
    else if (event.type === 'note')
      this.#notes.add({ place: this.#placeOf(event), note: event.note })
    else if (event.type === 'error') this.stop(event.detail, event.hint)
  }

  stop(detail: string, hint: string): void {
    this.#stopped = { detail, hint }
  }

  #takeRow(row: Extract<ImportEvent, { readonly type: 'row' }>): void {
    const { outcome } = row
    const place = this.#placeOf(row)
    this.#counts = { ...this.#counts, [outcome]: this.#counts[outcome] + 1 }
    if (outcome === 'failed') {
      this.#failures.add({ place, detail: row.detail })
      return
    }
    this.#prompts.add({ name: row.name, outcome })
    for (const note of row.notes) this.#notes.add({ place, name: row.name, note })
  }

  /** Within this file; of an archive its entry is told. */
  #placeOf({ line, file }: ImportPlace): ImportPlace {
    const isEntry = file !== undefined && file !== this.#about.fileName
    return { ...(line !== undefined && { line }), ...(isEntry && { file }) }
  }

  report(): FileReport {
    return {
      ...this.#about,
      counts: this.#counts,
      failures: this.#failures,
      notes: this.#notes,
      prompts: this.#prompts,
      ...(this.#stopped && { stopped: this.#stopped }),
    }
  }
}

/**
 * Follows the import of one file: how far it is, and at the end what came of it. A file that cannot
 * be read at all is told in its report, so that the others go on; a fault of ours is thrown.
 */
export async function* followImport(
  events: AsyncIterable<ImportEvent>,
  about: About,
): AsyncGenerator<ImportStep> {
  const reporter = new Reporter(about)
  let bytes = 0
  let told = 0
  try {
    for await (const event of events) {
      reporter.take(event)
      if (event.type === 'progress') bytes = event.bytes
      else if (reporter.items - told < itemsBetweenSteps) continue
      told = reporter.items
      yield { type: 'progress', bytes, items: told }
    }
  } catch (error) {
    if (!(error instanceof PromptBinError && error.class === 'user')) throw error
    reporter.stop(error.message, error.hint)
  }
  yield { type: 'report', report: reporter.report() }
}
