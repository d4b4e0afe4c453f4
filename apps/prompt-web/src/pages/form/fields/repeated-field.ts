/** All values of one field of a form that was sent: it stands there as often as boxes were ticked. */
export function readRepeated(body: unknown, name: string): readonly string[] {
  const values: unknown = Object(body)[name]
  return [values].flat().filter((value) => typeof value === 'string' && value !== '') as string[]
}
