import type { PromptRecord } from '@promptbin/prompts'
import { deriveName } from '@promptbin/prompts/names'

/** Names that Windows keeps for devices. */
const device = /^(con|prn|aux|nul|com\d|lpt\d)$/

const part = (name: string) => (device.test(name) ? `${name}-1` : name)

/**
 * Where a prompt's file stands: below its folders, each made a slug, under its own name. Nothing
 * else of what a person wrote comes into the path.
 */
export function filePath({ folder, name }: Pick<PromptRecord, 'folder' | 'name'>): string {
  const folders = folder.split('/').flatMap((each) => (each === '' ? [] : part(deriveName(each))))
  return [...folders, `${part(name)}.prompt`].join('/')
}
