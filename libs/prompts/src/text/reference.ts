/** Which prompt an include names, and in which version; with neither number nor label the default one. */
export interface Reference {
  readonly name: string
  readonly version?: number
  readonly label?: string
}

/** A prompt's name, a version's number and a label's name as the schemas have them. */
const referenceForm =
  /^([a-z0-9]+(?:-[a-z0-9]+)*)(?:@(?:([1-9][0-9]{0,8})|([a-z0-9]+(?:[._-][a-z0-9]+)*)))?$/

/** As long as a name or a label may be. */
const maxNameLength = 64

/** Reads `name`, `name@3` or `name@label`; nothing if the text is none of these. */
export function parseReference(reference: string): Reference | undefined {
  if (reference.length > 2 * maxNameLength + 1) return undefined
  const [, name, version, label] = referenceForm.exec(reference) ?? []
  if (name === undefined || name.length > maxNameLength) return undefined
  if (version !== undefined) return { name, version: Number(version) }
  if (label === undefined) return { name }
  // Digits alone are never a label: they are a version, and this one is none.
  return label.length <= maxNameLength && /[a-z]/.test(label) ? { name, label } : undefined
}
