import { randomBytes } from 'node:crypto'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { KeptFiles } from '../../state/kept-files.ts'
import { reportNotFound } from '../errors.ts'
import { makeReport } from '../program/make-report.ts'
import {
  fileNameOf,
  type MadeReport,
  type ReportItem,
  readFileName,
  reportIdOf,
} from './report-item.ts'

/** Enough for one of before and one of after, a few times; together they are at most 25 MB. */
export const reportsKept = 5

/** The reports of an instance: made one at a time, in `state/reports`. */
export class Reports {
  readonly #dataFolder: string
  readonly #kept: KeptFiles<ReportItem>
  #pending: Promise<MadeReport> | undefined

  constructor({ path, stateFolder }: { readonly path: string; readonly stateFolder: string }) {
    this.#dataFolder = path
    this.#kept = new KeptFiles({
      path: join(stateFolder, 'reports'),
      maxCount: reportsKept,
      fileNameOf: ({ id }) => fileNameOf(id),
      readFileName,
      notFound: reportNotFound,
    })
  }

  /** Makes one; whoever asks meanwhile gets the same. Throws `PB_REPORT_FAILED` and system errors. */
  create(): Promise<MadeReport> {
    this.#pending ??= this.#create().finally(() => {
      this.#pending = undefined
    })
    return this.#pending
  }

  /** The newest first. */
  list(): Promise<readonly ReportItem[]> {
    return this.#kept.list()
  }

  /** A report and its file. Throws `PB_REPORT_NOT_FOUND`. */
  get(id: string): Promise<{ readonly item: ReportItem; readonly file: string }> {
    return this.#kept.get(id)
  }

  async #create(): Promise<MadeReport> {
    const createdAt = new Date().toISOString().replace(/\.\d+/, '')
    const id = reportIdOf({ createdAt }, randomBytes(2).toString('hex'))
    const unfinished = await this.#kept.begin(id)
    try {
      const { parts } = await makeReport({ dataFolder: this.#dataFolder, file: unfinished })
      const { size: bytes } = await stat(unfinished)
      const file = await this.#kept.keep({ id, createdAt, bytes })
      return { id, createdAt, bytes, file, parts }
    } finally {
      await this.#kept.discard(id)
    }
  }
}
