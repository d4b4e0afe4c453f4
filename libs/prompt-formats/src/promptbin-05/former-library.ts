import { PromptBinError } from '@promptbin/errors'
import type { ArchiveFile } from '../archive/read-archive.ts'
import { importSharesInvalid } from '../errors.ts'
import type { ImportItem } from '../import-item.ts'
import { decodeText } from '../source/document.ts'
import { fileNameOf, folderOf } from '../source/paths.ts'
import { collect } from '../source/peek.ts'
import type { Surroundings } from './read-prompt.ts'
import { type FormerShares, readFormerShares } from './shares.ts'

/** As PromptBin 0.5 named the file of a prompt: its time, and eight hexadecimal digits. */
const idFile = /^\d{8}_\d{6}_[0-9a-f]{8}\.json$/

const maxSharesBytes = 2 * 2 ** 20

const noShares: FormerShares['byPrompt'] = new Map()

/** A data folder of PromptBin 0.5. */
export interface FormerLibrary {
  /** What is to be told of it as a whole. */
  readonly items: readonly ImportItem[]
  /** Whether a file belongs to it without being a prompt: its shares, its log files. */
  readonly isOwn: (path: string) => boolean
  readonly around: (path: string) => Surroundings
}

const isShares = (path: string) => fileNameOf(path) === 'shares.json'

/** The folder in which the data folder stands: where its shares are, or what all files are below. */
function rootOf(paths: readonly string[]): string {
  const shares = paths.filter(isShares).sort((a, b) => a.length - b.length)
  if (shares[0] !== undefined) return folderOf(shares[0])
  const [first = ''] = paths[0]?.split('/') ?? []
  const isCommon = paths.every((path) => path.startsWith(`${first}/`) && path.split('/').length > 2)
  return isCommon ? first : ''
}

function shareItems(file: string, shares: FormerShares, ids: ReadonlySet<string>): ImportItem[] {
  const { expired, faulty, byPrompt } = shares
  const lost = [...byPrompt].filter(([id]) => !ids.has(id)).flatMap(([, each]) => each).length
  return [
    ...(expired > 0
      ? [{ file, note: `Shared links that have expired are left out: ${expired}.` }]
      : []),
    ...(lost > 0
      ? [{ file, note: `Shared links to prompts that are gone are left out: ${lost}.` }]
      : []),
    ...(faulty > 0
      ? [{ file, error: importSharesInvalid(`${faulty} are not as they should be`) }]
      : []),
  ]
}

/** The live shares by prompt, and what is to be told of the others. A damaged file costs only them. */
async function readShares(shares: ArchiveFile | undefined, ids: ReadonlySet<string>, now: Date) {
  if (shares === undefined) return { byPrompt: noShares, items: [] }
  const { path: file } = shares
  try {
    const text = decodeText(await collect(shares.open(), maxSharesBytes))
    const read = readFormerShares(text, now)
    return { byPrompt: read.byPrompt, items: shareItems(file, read, ids) }
  } catch (error) {
    if (!(error instanceof PromptBinError)) throw error
    return { byPrompt: noShares, items: [{ file, error }] }
  }
}

/** Finds the data folder of PromptBin 0.5 among the JSON files of an archive; nothing if it is none. */
export async function findFormerLibrary(
  files: readonly ArchiveFile[],
  now: Date,
): Promise<FormerLibrary | undefined> {
  const paths = files.map(({ path }) => path)
  if (!paths.some((path) => isShares(path) || idFile.test(fileNameOf(path)))) return undefined
  const root = rootOf(paths)
  const below = (path: string) =>
    root !== '' && path.startsWith(`${root}/`) ? path.slice(root.length + 1) : path
  const ids = new Set(paths.map((path) => fileNameOf(path).replace(/\.json$/i, '')))
  const sharesFile = files.find(({ path }) => isShares(path) && folderOf(path) === root)
  const { byPrompt, items } = await readShares(sharesFile, ids, now)
  const seen = new Set<string>()
  return {
    items,
    isOwn: (path) => path === sharesFile?.path || below(path).startsWith('logs/'),
    around: (path) => ({
      folder: folderOf(below(path)),
      sharesOf: (id) => byPrompt.get(id) ?? [],
      isRepeated: (id) => seen.size === seen.add(id).size,
    }),
  }
}
