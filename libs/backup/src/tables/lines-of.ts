import { readEncrypted, readPlain } from '../encryption/age-files.ts'

/**
 * The lines of a text on the disk, some at a time; of one that is encrypted with the key that opens it.
 * Only a line feed ends one: in JSON other ends of lines can stand within. Rejects with a system error, and
 * as decrypting does.
 */
export async function* linesOf(path: string, identity?: string): AsyncGenerator<string> {
  const content = identity === undefined ? readPlain(path) : await readEncrypted(path, identity)
  let begun = ''
  for await (const text of content.pipeThrough(new TextDecoderStream('utf-8', { fatal: true }))) {
    const lines = (begun + text).split('\n')
    begun = lines.pop() ?? ''
    yield* lines
  }
  if (begun !== '') throw new Error('its last line has no end')
}
