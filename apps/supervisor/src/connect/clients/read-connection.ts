import type { Connection } from './client.ts'

/** The connection that an entry of any client means; undefined if it is none that can be tried. */
export function readConnection(entry: unknown): Connection | undefined {
  const { command, args, url, httpUrl } = Object(entry) as Readonly<Record<string, unknown>>
  const address = httpUrl ?? url
  if (typeof address === 'string' && URL.canParse(address))
    return { transport: 'http', url: address }
  const words = [
    ...(Array.isArray(command) ? command : [command]),
    ...(Array.isArray(args) ? args : []),
  ]
  const [program, ...rest] = words.filter((word): word is string => typeof word === 'string')
  if (program === undefined) return undefined
  return { transport: 'stdio', command: program, arguments: rest }
}
