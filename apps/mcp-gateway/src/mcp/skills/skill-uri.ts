import { skillFileName, skillRoot } from './skill-file.ts'

/** What a URI under `skill://` stands for. */
export type SkillPlace =
  | { readonly kind: 'root' }
  | { readonly kind: 'folder'; readonly name: string }
  | { readonly kind: 'file'; readonly name: string }

/** Reads a URI; nothing if it names no place where a skill of ours can be. */
export function readSkillUri(uri: string): SkillPlace | undefined {
  if (!uri.startsWith(skillRoot)) return undefined
  const [name = '', file, ...more] = uri.slice(skillRoot.length).split('/')
  if (more.length > 0) return undefined
  if (name === '') return file === undefined ? { kind: 'root' } : undefined
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name)) return undefined
  if (file === undefined || file === '') return { kind: 'folder', name }
  return file === skillFileName ? { kind: 'file', name } : undefined
}

/** Where the folder of a skill is. */
export const folderUri = (name: string) => `${skillRoot}${name}`

/** Where its file is. */
export const fileUri = (name: string) => `${skillRoot}${name}/${skillFileName}`
