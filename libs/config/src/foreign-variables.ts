import type { Environment } from './sources/environment.ts'

/** Variables of other programs, by name; one that is empty is not set. */
export function foreignVariables<Name extends string>(
  names: readonly Name[],
  environment: Environment = process.env,
): Readonly<Partial<Record<Name, string>>> {
  const set = names.flatMap((name) => (environment[name] ? [[name, environment[name]]] : []))
  return Object.fromEntries(set)
}
