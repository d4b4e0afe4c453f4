/** All skills stand under this. */
const root = 'skill://'

/** What a URI under `skill://` can stand for: all skills, or a path within one, empty for its folder. */
export type SkillPlace =
  | { readonly kind: 'root' }
  | { readonly kind: 'path'; readonly name: string; readonly path: string }

/** Reads a URI; nothing if it names no place where a skill of ours can be. */
export function readSkillUri(uri: string): SkillPlace | undefined {
  if (!uri.startsWith(root)) return undefined
  const [name = '', ...steps] = uri.slice(root.length).split('/')
  if (name === '') return steps.length === 0 ? { kind: 'root' } : undefined
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name)) return undefined
  return { kind: 'path', name, path: steps.join('/').replace(/\/$/, '') }
}

/** Where a folder or a file of a skill is. */
export const uriAt = (name: string, path: string) => `${root}${name}${path && `/${path}`}`
