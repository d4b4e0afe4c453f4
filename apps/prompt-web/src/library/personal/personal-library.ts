import type { Author } from '@promptbin/prompt-store'
import { currentPrincipal } from '@promptbin/service'
import type { Library } from '../library.ts'
import { limitedLibrary } from './limited-library.ts'
import { signed } from './signed.ts'

/** Where the author stands among the values of the methods that take one. */
const authorAt: Partial<Readonly<Record<keyof Library, number>>> = {
  create: 1,
  change: 2,
  revert: 3,
  duplicate: 2,
  batch: 2,
  setLabel: 3,
  removeLabel: 3,
  rollBackLabel: 3,
  import: 1,
  share: 1,
  createToken: 1,
  rotateToken: 2,
}

type Method = (...values: unknown[]) => unknown

/**
 * The library as whoever asks may use it: changes are signed with who that is, and those who are
 * limited to folders find nothing else. What PromptBin does by itself uses the library as it is.
 */
export function personalLibrary(library: Library): Library {
  const personal = new Map<string | symbol, unknown>()
  for (const [name, method] of Object.entries(library)) {
    if (typeof method !== 'function') continue
    const at = authorAt[name as keyof Library]
    personal.set(name, (...values: unknown[]) => {
      if (at !== undefined) values[at] = signed(values[at] as Author)
      const folders = currentPrincipal()?.folders
      const from = folders === undefined ? library : limitedLibrary(library, folders)
      return (from[name as keyof Library] as Method)(...values)
    })
  }
  return new Proxy(library, {
    get: (target, name, receiver) => personal.get(name) ?? Reflect.get(target, name, receiver),
  })
}
