/** All values of one field of a form that was sent: it stands there as often as boxes were ticked. */
export function readRepeated(form: unknown, name: string): readonly string[] {
  const values: unknown = form instanceof Map ? form.get(name) : []
  return [values].flat().filter((value) => typeof value === 'string' && value !== '') as string[]
}
