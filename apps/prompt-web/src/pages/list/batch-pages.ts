import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { type ExportFormat, exportFormats } from '@promptbin/prompt-formats'
import type { BatchChange } from '@promptbin/prompt-store'
import { normalizeChange } from '@promptbin/prompts'
import { selectionInvalid } from '../../errors.ts'
import { sendExport } from '../../routes/transfer/send-export.ts'
import { backAddress, type Told } from '../back-address.ts'
import { readFields } from '../form/fields/form-fields.ts'
import { readRepeated } from '../form/fields/repeated-field.ts'
import { browserAuthor, type PageOptions } from '../page-options.ts'
import { maxSelected } from './selection-limit.ts'

/** Longer addresses are refused by some servers between; then the trash itself is shown. */
const maxUndoLength = 6_000

/** The values of the two fields; each is checked as one of a prompt. */
interface Typed {
  readonly tag: string
  readonly folder: string
}

const tagsOf = ({ tag }: Typed): readonly string[] =>
  normalizeChange({ tags: [tag.trim()] }).tags ?? []

/** What each button of the bar does to every selected prompt. */
const changes: Readonly<Record<string, (typed: Typed) => BatchChange>> = {
  star: () => ({ favourite: true }),
  unstar: () => ({ favourite: false }),
  tag: (typed) => ({ addTags: tagsOf(typed) }),
  untag: (typed) => ({ removeTags: tagsOf(typed) }),
  move: ({ folder }) => ({ folder: normalizeChange({ folder: folder.trim() }).folder ?? '' }),
  trash: () => ({ trash: true }),
}

function exportFormatOf(action: string): ExportFormat | undefined {
  return exportFormats.find((format) => action === `export-${format}`)
}

/** What the list tells afterwards; what is in the trash by name, so that it can be taken back. */
function toldOf(action: string, names: readonly string[], changed: number): Told | undefined {
  if (action !== 'trash') return { changed: String(changed) }
  return names.join().length > maxUndoLength ? undefined : { trashed: names }
}

/** What is done with many prompts at once, without scripts too. */
export const batchPages: FastifyPluginAsyncTypebox<PageOptions> = async (app, { library }) => {
  app.post('/batch', async (request, reply) => {
    const fields = readFields(request.body)
    const action = fields.get('action') ?? ''
    const names = [...new Set(readRepeated(request.body, 'name'))]
    if (names.length === 0) throw selectionInvalid('nothing is selected')
    if (names.length > maxSelected) throw selectionInvalid(`more than ${maxSelected} are selected`)
    const format = exportFormatOf(action)
    if (format) return sendExport(reply, await library.export({ format, names }))
    const change = Object.hasOwn(changes, action) && changes[action]
    if (!change) throw selectionInvalid('it is not known what to do')
    const typed = { tag: fields.get('tag') ?? '', folder: fields.get('folder') ?? '' }
    const done = await library.batch(names, change(typed), browserAuthor)
    const changed = done.filter((one) => one.changed).length
    const told = toldOf(action, names, changed)
    return reply.redirect(told === undefined ? '/trash' : backAddress(request, told), 303)
  })
}
