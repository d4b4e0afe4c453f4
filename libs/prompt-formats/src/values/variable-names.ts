import { transliterate } from 'transliteration'

/** As long as a variable's name may be. */
const maxNameLength = 64

const identifier = /^[A-Za-z_][A-Za-z0-9_]*$/

/** A name for wording that has no letter or digit that could be written in ASCII. */
const nameless = 'value'

/** A variable's name from its wording: "points clés" gives `points_cles`. Always a valid name. */
function nameOf(wording: string): string {
  if (identifier.test(wording) && wording.length <= maxNameLength) return wording
  const ascii = transliterate(wording.toWellFormed()).replace(/['’`]/g, '')
  const words = ascii.match(/[A-Za-z0-9_]+/g)?.join('_') ?? nameless
  const name = /^\d/.test(words) ? `_${words}` : words
  return name.slice(0, maxNameLength).replace(/_+$/, '') || nameless
}

function numbered(base: string, number: number): string {
  const ending = `_${number}`
  return base.slice(0, maxNameLength - ending.length).replace(/_$/, '') + ending
}

/**
 * Gives each wording a variable's name of its own, the same one every time. Names in `taken` are
 * not given. However many are taken, each number of a name is tried only once.
 */
export function createVariableNames(taken: ReadonlySet<string>): (wording: string) => string {
  const names = new Map<string, string>()
  const used = new Set<string>()
  const next = new Map<string, number>()
  const isFree = (name: string) => !used.has(name) && !taken.has(name)
  return (wording) => {
    const known = names.get(wording)
    if (known !== undefined) return known
    const base = nameOf(wording)
    let number = next.get(base) ?? 2
    let name = base
    for (; !isFree(name); number++) name = numbered(base, number)
    next.set(base, number)
    names.set(wording, name)
    used.add(name)
    return name
  }
}
