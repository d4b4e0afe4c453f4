import { Argument } from 'commander'
import type { CommandContext } from '../command-line.ts'

/** An argument that takes the names of services only: `<service>`, or `[service]` for all. */
export function serviceArgument(name: string, { services }: CommandContext): Argument {
  const description = name.startsWith('[') ? 'all of them unless told' : 'which one'
  return new Argument(name, description).choices(services.map(({ name }) => name))
}
